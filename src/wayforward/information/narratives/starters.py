"""Reads the starter narratives and claims: reviewed YAML in `data/claims/`, see docs/data.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from wayforward.conf import PACKAGE
from wayforward.core.yaml_files import read_yaml
from wayforward.information.narratives.rules import Channel, Gainer, Harm, Verdict, Words

FOLDER = PACKAGE / "data" / "claims"
NARRATIVES = "narratives.yaml"


class ClaimFileError(ValueError):
    """A file of claims cannot be used; the message names the file and what to mend."""


@dataclass(frozen=True, slots=True)
class StarterNarrative:
    """A narrative as the file has it; every mapping is language -> words."""

    key: str
    names: Mapping[str, str]
    says: Mapping[str, str]
    gains: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StarterCitation:
    """A registered page a rebuttal stands on, and the article meant, where there is one."""

    source: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class StarterText:
    """A claim in one language: what is said of it, and the other ways it is told."""

    said: Words
    also: tuple[str, ...]

    @property
    def wordings(self) -> list[str]:
        """Every way it is told, its title first, each once."""
        return list(dict.fromkeys((self.said.title, *self.also)))


@dataclass(frozen=True, slots=True)
class StarterClaim:
    """A claim as the file has it, in every language."""

    key: str
    narrative: str
    countries: tuple[str, ...]
    verdict: Verdict
    until: date | None
    harm: Harm
    gains: tuple[Gainer, ...]
    channels: tuple[Channel, ...]
    cards: tuple[str, ...]
    cites: tuple[StarterCitation, ...]
    texts: Mapping[str, StarterText]


@dataclass(frozen=True, slots=True)
class Starters:
    """The starter set: narratives in their order, claims by file and place."""

    narratives: tuple[StarterNarrative, ...]
    claims: tuple[StarterClaim, ...]


def read_claims(folder: Path = FOLDER) -> Starters:
    """All starter narratives and claims. Raises ClaimFileError."""
    files = [path for path in sorted(folder.glob("*.yaml")) if path.name != NARRATIVES]
    return Starters(
        tuple(_narrative(row) for row in _rows(folder / NARRATIVES, "narratives")),
        tuple(claim for path in files for claim in _claims(path)),
    )


def _rows(path: Path, name: str) -> list[Any]:
    try:
        return list(read_yaml(path)[name])
    except (OSError, yaml.YAMLError, KeyError, TypeError) as wrong:
        raise ClaimFileError(f"{path.name} holds no {name} ({wrong}); mend it.") from wrong


def _narrative(row: Mapping[str, Any]) -> StarterNarrative:
    try:
        return StarterNarrative(**row)
    except TypeError as wrong:
        raise ClaimFileError(f"{NARRATIVES} has a faulty row ({wrong}); mend it.") from wrong


def _claims(path: Path) -> list[StarterClaim]:
    try:
        return [_claim(row) for row in _rows(path, "claims")]
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        if isinstance(wrong, ClaimFileError):
            raise
        raise ClaimFileError(f"{path.name} is no file of claims ({wrong}); mend it.") from wrong


def _claim(row: Mapping[str, Any]) -> StarterClaim:
    return StarterClaim(
        key=row["key"],
        narrative=row["narrative"],
        countries=tuple(row["countries"]),
        verdict=Verdict(row["verdict"]),
        until=row.get("until"),
        harm=Harm(row["harm"]),
        gains=tuple(Gainer(one) for one in row["gains"]),
        channels=tuple(Channel(one) for one in row["channels"]),
        cards=tuple(row["cards"]),
        cites=tuple(StarterCitation(**one) for one in row["cites"]),
        texts={language: _text(text) for language, text in row["text"].items()},
    )


def _text(text: Mapping[str, Any]) -> StarterText:
    said = Words(
        title=text["title"].strip(),
        fact=tuple(text["fact"]),
        wrong=tuple(text["wrong"]),
        instead=tuple(text["instead"]),
        sms=text["sms"],
        radio=text["radio"],
        who=text.get("who", ""),
    )
    return StarterText(said, tuple(text["also"]))
