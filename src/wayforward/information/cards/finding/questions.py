"""Sets of questions with the card that answers each: read, and split for fitting and measuring."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from wayforward.core.language.detection import detect
from wayforward.core.language.places import countries
from wayforward.core.language.romanised import to_own_script
from wayforward.core.language.topics import topics
from wayforward.core.yaml_files import read_yaml
from wayforward.information.answers.card_finding import Asked
from wayforward.information.answers.embedding import Vectors
from wayforward.information.answers.rules import reader_language

_FITTED = 3  # one question in so many may be used for fitting


class QuestionFileError(ValueError):
    """The file is no set of questions; the message says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its language (fa-af, ps, en), its kind, and the cards that answer it, if any."""

    text: str
    language: str
    kind: str
    cards: frozenset[str]

    @property
    def for_fitting(self) -> bool:
        """Whether it belongs to the part that may be fitted on; the rest is only measured."""
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % _FITTED == 0


def read_questions(path: Path) -> list[Question]:
    """All questions of a file, strangers included. Raises QuestionFileError."""
    try:
        content = read_yaml(path)
        return list(_questions(content))
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as wrong:
        raise QuestionFileError(
            f"{path.name} is no set of questions with `questions` and `strangers` ({wrong})."
        ) from wrong


def _questions(content: dict[str, list[dict[str, str]]]) -> Iterator[Question]:
    for row in content["questions"]:
        cards = [row["card"]] if isinstance(row["card"], str) else row["card"]
        yield Question(row["text"], row["language"], row["kind"], frozenset(cards))
    for row in content["strangers"]:
        yield Question(row["text"], row["language"], "stranger", frozenset())


def understood(text: str) -> tuple[str, str | None]:
    """A question in its own script and its language, as the steps of `ask` understand it."""
    found = detect(text)
    if found.romanised and found.language is not None:
        return to_own_script(text, found.language), found.language
    return text, found.language


def as_asked(text: str, language: str | None, vector: Vectors) -> Asked:
    """An understood question as the finder of cards gets it."""
    return Asked(
        text, language, reader_language(None, language), vector, countries(text), topics(text)
    )
