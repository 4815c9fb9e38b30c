"""Reads the starter cards, reviewed YAML in `data/cards/`. Fields: docs/data.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from wayforward.conf import PACKAGE

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FOLDER = PACKAGE / "data" / "cards"


class CardFileError(ValueError):
    """A file of cards cannot be used; the message names the file and what to mend."""


@dataclass(frozen=True, slots=True)
class StarterCitation:
    """A registered page a card stands on, and the article meant, where there is one."""

    source: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class StarterText:
    """A card in one language."""

    question: str
    also: tuple[str, ...]
    answer: tuple[str, ...]
    next: tuple[str, ...]

    @property
    def sentences(self) -> dict[str, str]:
        """Slot name -> words; slots are numbered by part."""
        return {
            f"{part}-{number}": words
            for part, some in (("answer", self.answer), ("next", self.next))
            for number, words in enumerate(some, start=1)
        }


@dataclass(frozen=True, slots=True)
class StarterCard:
    """A card as the file has it, in every language."""

    key: str
    topics: tuple[str, ...]
    countries: tuple[str, ...]
    cites: tuple[StarterCitation, ...]
    texts: Mapping[str, StarterText]


def read_cards(folder: Path = FOLDER) -> list[StarterCard]:
    """All starter cards, by file and place. Raises CardFileError."""
    return [card for path in sorted(folder.glob("*.yaml")) for card in _read(path)]


def _read(path: Path) -> list[StarterCard]:
    try:
        # The loader written in C reads the set in a tenth of the time, and is as safe.
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)["cards"]  # noqa: S506
        return [_card(row) for row in rows]
    except (yaml.YAMLError, KeyError, TypeError) as wrong:
        raise CardFileError(f"{path.name} is no file of cards ({wrong}); mend it.") from wrong


def _card(row: Mapping[str, Any]) -> StarterCard:
    return StarterCard(
        key=row["key"],
        topics=tuple(row["topics"]),
        countries=tuple(row["countries"]),
        cites=tuple(StarterCitation(**one) for one in row["cites"]),
        texts={
            language: StarterText(
                text["question"], tuple(text["also"]), tuple(text["answer"]), tuple(text["next"])
            )
            for language, text in row["text"].items()
        },
    )
