"""Reads the starter cards, reviewed YAML in `data/cards/`. Fields: docs/data.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from wayforward.conf import PACKAGE
from wayforward.core.yaml_files import read_yaml

FOLDER = PACKAGE / "data" / "cards"
ASKING = PACKAGE / "data" / "asking"

Ways = Mapping[str, list[str]]  # language -> further ways of asking


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


def read_cards(folder: Path = FOLDER, asking: Path = ASKING) -> list[StarterCard]:
    """All starter cards, by file and place, with every way of asking them. Raises CardFileError."""
    more = {key: ways for path in sorted(asking.glob("*.yaml")) for key, ways in _ways(path)}
    return [card for path in sorted(folder.glob("*.yaml")) for card in _read(path, more)]


def _load(path: Path, name: str) -> Any:
    return read_yaml(path)[name]


def _ways(path: Path) -> list[tuple[str, Ways]]:
    try:
        return list(_load(path, "asking").items())
    except (yaml.YAMLError, KeyError, AttributeError, TypeError) as wrong:
        raise CardFileError(f"{path.name} holds no ways of asking ({wrong}); mend it.") from wrong


def _read(path: Path, more: Mapping[str, Ways]) -> list[StarterCard]:
    try:
        return [_card(row, more.get(row["key"], {})) for row in _load(path, "cards")]
    except (yaml.YAMLError, KeyError, TypeError) as wrong:
        raise CardFileError(f"{path.name} is no file of cards ({wrong}); mend it.") from wrong


def _card(row: Mapping[str, Any], more: Ways) -> StarterCard:
    return StarterCard(
        key=row["key"],
        topics=tuple(row["topics"]),
        countries=tuple(row["countries"]),
        cites=tuple(StarterCitation(**one) for one in row["cites"]),
        texts={
            language: StarterText(
                text["question"],
                (*text["also"], *more.get(language, ())),
                tuple(text["answer"]),
                tuple(text["next"]),
            )
            for language, text in row["text"].items()
        },
    )
