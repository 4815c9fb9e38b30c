"""`wayforward evaluate cards`: is the right card first, and is a wrong one shown for sure?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wayforward.information.answers.embedding import get_embedder
from wayforward.information.cards.finding import shelving
from wayforward.information.cards.finding.questions import (
    Question,
    as_asked,
    read_questions,
    understood,
)

_SEVERAL = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A question with the cards found for it, best first, and whether the first is sure."""

    question: Question
    cards: tuple[str, ...]
    sure: bool

    @property
    def right(self) -> bool:
        """Whether the first card answers."""
        return bool(self.cards) and self.cards[0] in self.question.cards

    @property
    def surely_wrong(self) -> bool:
        """Whether a card that does not answer is put first for sure."""
        return self.sure and not self.right


def evaluate_cards(path: Path, *, part: str = "measured") -> tuple[list[str], dict[str, Any]]:
    """A table and figures over a part of a file of questions: measured, fitted or all.

    Raises QuestionFileError.
    """
    questions = [
        one
        for one in read_questions(path)
        if part == "all" or one.for_fitting == (part == "fitted")
    ]
    found = find_all(questions)
    known = [one for one in found if one.question.cards]
    summary: dict[str, Any] = {
        "part": part,
        **_figures(known, found),
        "by_language": _by(known, found, lambda q: q.language),
        "by_kind": _by(known, found, lambda q: q.kind),
    }
    return _table(summary, known), summary


def find_all(questions: Sequence[Question]) -> list[Found]:
    """What is found for each question, asked as a reader asks it."""
    said = [understood(one.text) for one in questions]
    vectors = get_embedder().queries([text for text, _ in said])
    found = []
    for question, (text, language), vector in zip(questions, said, vectors, strict=True):
        matches = shelving.find(as_asked(text, language, vector), _SEVERAL)
        sure = bool(matches) and matches[0].sure
        found.append(Found(question, tuple(one.key for one in matches), sure))
    return found


def _figures(known: Sequence[Found], all_: Sequence[Found]) -> dict[str, Any]:
    return {
        "questions": len(known),
        "strangers": len(all_) - len(known),
        "right_first": _share([one.right for one in known]),
        "right_among_four": _share([bool(one.question.cards & {*one.cards}) for one in known]),
        "right_and_sure": _share([one.right and one.sure for one in known]),
        "surely_wrong": _share([one.surely_wrong for one in all_]),
    }


def _share(truths: Sequence[bool]) -> float:
    return round(sum(truths) / len(truths), 4) if truths else 0.0


def _by(known: Sequence[Found], found: Sequence[Found], key: Any) -> dict[str, dict[str, Any]]:
    groups = sorted({key(one.question) for one in found})
    return {
        group: _figures(
            [one for one in known if key(one.question) == group],
            [one for one in found if key(one.question) == group],
        )
        for group in groups
    }


def _table(summary: dict[str, Any], known: Sequence[Found]) -> list[str]:
    rows = [("all", summary), *summary["by_language"].items(), *summary["by_kind"].items()]
    heads = ("questions", "right first", "among four", "and sure", "surely wrong")
    lines = [f"{'':12}" + "".join(f"{head:>13}" for head in heads)]
    for name, row in rows:
        n = row["questions"] + row["strangers"]
        shares = ("right_first", "right_among_four", "right_and_sure", "surely_wrong")
        lines.append(f"{name:12}{n:>13}" + "".join(f"{row[share]:>13.3f}" for share in shares))
    wrong = [one for one in known if one.surely_wrong]
    lines += [f"surely wrong: {one.question.text} -> {one.cards[0]}" for one in wrong]
    return lines
