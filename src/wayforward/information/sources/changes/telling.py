"""What a change of a sentence touches: an amount, a deadline, a date, who is meant.

The words are `data/telling.yaml`; furniture of pages is told in `furniture.py`. Everything is
compared folded, so digits of three sets, accents and the kinds of yeh make no difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from wayforward.core.language.date_reading import month_spellings
from wayforward.core.language.normalise import search_form
from wayforward.core.yaml_files import read_yaml

_FILE = Path(__file__).parent / "data" / "telling.yaml"
_NUMBER = r"\d+(?:[.,'’ ]\d{3})*(?:[.,/]\d+)*"
PHONE = re.compile(r"(?<![\d/])(?:\+|0)\d?(?:[\s()/.-]{0,2}\d){6,14}(?!\d)")
_WEB = re.compile(r"[\w.+-]+@[\w-]+(?:\.\w+)+|https?://\S+|www\.\S+")
_NUMERIC_DATE = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Touch:
    """Something a change touches, before and after; one of the two may be empty."""

    kind: str
    old: str
    new: str


def touches(old: str, new: str, language: str | None) -> list[Touch]:
    """What differs between two wordings of a sentence; an added or removed one has "" beside it."""
    before, after = values_in(old, language), values_in(new, language)
    kinds = dict.fromkeys((*before, *after))
    found = [_differing(kind, before.get(kind, []), after.get(kind, [])) for kind in kinds]
    return [touch for touch in found if touch is not None]


def differs_in_references_only(old: str, new: str, language: str | None) -> bool:
    """Whether only numbers of articles, laws and paragraphs differ."""
    rest_old, rest_new = (_without_references(text, language) for text in (old, new))
    return bool(old and new) and rest_old == rest_new


def without_dates(folded: str) -> str:
    """A text in search form without its dates, of whichever language."""
    return _NUMERIC_DATE.sub(" ", _vocabulary(None).date.sub(" ", folded))


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    amount: re.Pattern[str]
    deadline: re.Pattern[str]
    date: re.Pattern[str]
    reference: re.Pattern[str]
    place: re.Pattern[str]
    words: dict[str, re.Pattern[str]]


def values_in(text: str, language: str | None) -> dict[str, list[str]]:
    """Kind -> what stands in the text, each stretch of it claimed by the first kind that fits."""
    known = _vocabulary(language)
    rest = search_form(text)
    found: dict[str, list[str]] = {}
    patterns = (
        ("phone", _WEB), ("date", known.date), ("date", _NUMERIC_DATE), ("phone", PHONE),
        ("amount", known.amount), ("reference", known.reference), ("deadline", known.deadline),
        ("place", known.place), ("number", re.compile(_NUMBER)),
    )  # fmt: skip
    for kind, pattern in patterns:
        values = [" ".join(match.group().split()) for match in pattern.finditer(rest)]
        if values:
            found.setdefault(kind, []).extend(values)
            rest = pattern.sub(" ", rest)
    for kind, pattern in known.words.items():
        if values := pattern.findall(rest):
            found[kind] = values
    return found


def _differing(kind: str, old: list[str], new: list[str]) -> Touch | None:
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    if not gone and not come:
        return None
    return Touch(kind, ", ".join(gone.elements()), ", ".join(come.elements()))


def _without_references(text: str, language: str | None) -> str:
    folded = _vocabulary(language).reference.sub(" ", search_form(text))
    return " ".join(re.findall(r"\w+", folded))


_Lists = Mapping[str, Any]  # language -> words, or language -> what they stand for -> words


@cache
def _lists() -> dict[str, dict[str, Any]]:
    found = read_yaml(_FILE)
    return {name: words for name, words in found.items() if isinstance(words, dict)}


@cache
def _vocabulary(language: str | None) -> _Vocabulary:
    lists = _lists()
    units, numbers, currencies, references = (
        either(words_of(lists[name], language))
        for name in ("units", "numbers", "currencies", "references")
    )
    count = rf"(?:{_NUMBER}|(?<!\w)(?:{numbers})(?!\w))"
    months = either(month_spellings((language or "").split("-")[0]))
    return _Vocabulary(
        amount=re.compile(
            rf"(?:(?<!\w)(?:{currencies})\s*{_NUMBER}|{_NUMBER}(?:,[-–]|\.-)?\s*(?:{currencies})(?!\w))"
        ),
        deadline=re.compile(rf"{count}(?:\s+\w+)?\s+(?:{units})(?!\w)"),
        date=re.compile(
            rf"(?<!\w)(?:د\s+)?\d{{4}}\s+کال\s+(?:د\s+)?(?:{months})\s+(?:تر\s+)?\d{{1,2}}\s?(?:مه)?(?!\w)|"
            rf"(?<!\w)\d{{1,2}}(?:er|st|nd|rd|th|\.)?\s+(?:de\s+|of\s+|د\s+)?(?:{months})(?!\w)"
            rf"(?:\s+\d{{4}})?|(?<!\w)(?:{months})\s+(?:تر\s+|له\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?(?!\w)"
            rf"|(?<!\w)(?:{months})\s+\d{{4}}"
        ),
        reference=re.compile(
            rf"(?:§+|(?<!\w)(?:{references})(?!\w)\.?)\s*\(?\d+\w*\)?"
            rf"(?:(?:\s*(?:,|et|and|und|a|to|bis|ou|or)\s*)\(?\d+\w*\)?)*|\d{{4}}/\d+/\w+|\d+/\d{{4}}"
        ),
        place=re.compile(_place(either(words_of(lists["places"], language)))),
        words={
            kind: re.compile(rf"(?<!\w)(?:{either(words_of(lists[kind], language))})(?!\w)")
            for kind in ("negation", "condition", "eligibility")
        },
    )


def _place(words: str) -> str:
    """A street or a room with its number; in Arabic script with the word behind it."""
    behind = rf"(?:\w+\s+)?\w*(?:{words})\s+\d+\s?[a-z]?(?!\w)"
    before = rf"(?<!\w)\d+\s?[a-z]?,?\s+(?:\w+\s+){{0,2}}(?:{words})(?!\w)(?:\s+\w+){{0,3}}"
    named = rf"(?<!\w)(?:{words})\s+[\u0620-\u06d3]\w*"
    return f"{behind}|{before}|{named}"


def units(language: str | None) -> set[str]:
    """The units of time of a language, in search form."""
    return words_of(_lists()["units"], language)


def words_of(lists: _Lists, language: str | None, also: str | None = None) -> set[str]:
    """The words of a language and of `also`, in search form; those of all where we have no list."""
    return {word for _, word in _meanings(lists, language, also)}


def meaning_of(name: str, language: str | None) -> dict[str, str]:
    """What each word of a list of telling.yaml stands for, such as "semaines" for week."""
    return {word: meaning for meaning, word in _meanings(_lists()[name], language, None)}


def _meanings(lists: _Lists, language: str | None, also: str | None) -> Iterator[tuple[str, str]]:
    code = (language or "").split("-")[0]
    chosen = list(lists.values())
    if code in lists:
        chosen = [lists[key] for key in dict.fromkeys((code, "any", also or code)) if key in lists]
    for words in chosen:
        listed = (
            words.items() if isinstance(words, dict) else ((str(word), [word]) for word in words)
        )
        for meaning, spellings in listed:
            yield from ((str(meaning), search_form(str(word))) for word in spellings)


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, longer ones first."""
    return "|".join(map(re.escape, sorted(filter(None, words), key=len, reverse=True)))
