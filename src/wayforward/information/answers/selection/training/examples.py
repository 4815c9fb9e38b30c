"""Training examples for the selector: annotated questions and changed copies of them.

Reads the shared data folder; writes nothing. Only the train split is ever read for training.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wayforward.conf import shared_data
from wayforward.information.answers.selection.features import looks_like_heading

PAGE_LANGUAGES = ("de", "en")
QUESTION_LANGUAGES = ("de", "en", "ar", "fr", "uk")
FOLDS = 6
HELD_BACK = 3  # the fold that the careful network and the quick one beside it have not seen
_FEWEST_LINES = 4
_LONGEST_PASSAGE = 8
_ANSWERING = 0.75


@dataclass(frozen=True, slots=True)
class Example:
    """One question on one page; `answers` are line numbers, empty where the page has no answer.

    `whole` is the page before lines were left out, `kept` the numbers of the lines still there.
    """

    id: str
    question: str
    whole: tuple[str, ...]
    kept: tuple[int, ...]
    answers: frozenset[int]
    weight: float = 1.0
    page: int = 0
    city: str = ""
    question_language: str = ""
    page_language: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The page's lines that are there."""
        return tuple(self.whole[i] for i in self.kept)


def fold_of(page: int, folds: int) -> int:
    """The fold a page belongs to, so that no page is on both sides."""
    return (page * 2654435761 % 2**32 >> 16) % folds


def corpus() -> Path:
    """The OMoS-QA folder of the shared data."""
    return shared_data() / "omos-qa"


def read_records(path: Path) -> list[dict[str, Any]]:
    """The JSON records of a file with one record a line."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def annotated(folder: Path, split: str, question: str, page: str) -> list[Example]:
    """Questions in language `question` on pages in language `page` (`de` or `en`)."""
    records = read_records(folder / f"{split}.{page}.jsonl")
    asked = _questions(folder, split, question)
    return [_example(record, asked[str(record["id"])], question, page) for record in records]


def _questions(folder: Path, split: str, language: str) -> dict[str, str]:
    own = language in PAGE_LANGUAGES
    name = f"{split}.{language}.jsonl" if own else f"questions.{language}.jsonl"
    records = read_records(folder / name)
    return {str(r["id"]): str(r["question"]) for r in records if r.get("split", split) == split}


def _example(record: dict[str, Any], asked: str, question: str, page: str) -> Example:
    context, answers = record["context"], record["answers"]
    agreement, number = record["agreement"], record["page"]
    return Example(
        str(record["id"]), asked, tuple(map(str, context)),
        tuple(range(len(context))), frozenset(map(int, answers)),
        0.5 + 0.5 * float(agreement), number, str(record["city"]), question, page,
    )  # fmt: skip


def without_answer(example: Example) -> Example:
    """The page with its answering lines taken out, so that the question has no answer there."""
    kept = tuple(t for i, t in enumerate(example.kept) if i not in example.answers)
    return replace(example, kept=kept, answers=frozenset())


def with_gap(example: Example, chance: random.Random) -> Example:
    """The page with a run of other lines left out, answers renumbered."""
    size = chance.randint(1, max(1, len(example.lines) // 3))
    start = chance.randrange(len(example.lines))
    gone = set(range(start, start + size)) - example.answers
    return _keeping(example, [i for i in range(len(example.lines)) if i not in gone])


def as_passage(example: Example, chance: random.Random) -> Example:
    """A run of up to eight neighbouring lines, as passages are; mostly one that answers.

    A heading at its beginning is left out: passages know their headings, but not as lines.
    """
    answering = sorted(example.answers)
    aims = answering if answering and chance.random() < _ANSWERING else range(len(example.lines))
    size = chance.randint(1, _LONGEST_PASSAGE)
    start = max(0, chance.choice(aims) - chance.randrange(size))
    if looks_like_heading(example.lines[start]) and start not in example.answers:
        start = min(start + 1, len(example.lines) - 1)
    kept = range(start, min(start + size, len(example.lines)))
    answers = frozenset(new for new, old in enumerate(kept) if old in example.answers)
    return replace(example, kept=tuple(example.kept[i] for i in kept), answers=answers)


def _keeping(example: Example, kept: Sequence[int]) -> Example:
    if len(kept) < _FEWEST_LINES:
        return example
    answers = frozenset(new for new, old in enumerate(kept) if old in example.answers)
    return replace(example, kept=tuple(example.kept[i] for i in kept), answers=answers)


def on_other_page(example: Example, other: Example) -> Example:
    """The question asked on another page, where nobody answers it."""
    return replace(example, whole=other.whole, kept=other.kept, answers=frozenset(), weight=1.0)
