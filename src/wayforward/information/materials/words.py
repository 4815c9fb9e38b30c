"""The words that stand on materials, by language, and days and numbers as materials show them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from wayforward.core.language.calendar import (
    both_calendars,
    date_words,
    format_gregorian,
    format_solar,
)
from wayforward.core.language.direction import is_right_to_left, isolated
from wayforward.core.yaml_files import read_yaml

_FILE = Path(__file__).resolve().parent / "words.yaml"


@cache
def _words() -> dict[str, dict[str, str]]:
    held: dict[str, dict[str, str]] = read_yaml(_FILE)["words"]
    return held


def word(key: str, language: str, **places: object) -> str:
    """One of the words in words.yaml with its places filled, in fa-af, ps or en."""
    said = _words()[key][language]
    return said.format(**places) if places else said


def day(on: date, language: str) -> str:
    """A day in both calendars."""
    return both_calendars(on, language)


def short_day(on: date, language: str) -> str:
    """A day in the reader's own calendar alone, where every letter counts."""
    own = format_solar if date_words(language).solar_first else format_gregorian
    return own(on, language)


def marked(said: str, language: str) -> str:
    """A sentence with Latin names and addresses kept from turning its order about."""
    return isolated(said) if is_right_to_left(language) else said
