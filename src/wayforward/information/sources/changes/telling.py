"""What a change of a sentence touches: an amount, a deadline, who is meant, or only the furniture.

The words are `data/telling.yaml`. Everything is compared folded, so digits of three sets, accents
and the kinds of yeh make no difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from wayforward.core.language.calendar import month_names
from wayforward.core.language.normalise import search_form

_FILE = Path(__file__).parent / "data" / "telling.yaml"
_NUMBER = r"\d+(?:[.,'’ ]\d{3})*(?:[.,/]\d+)*"
_PHONE = re.compile(r"(?<![\d/])(?:\+|0)\d?(?:[\s()/.-]{0,2}\d){6,14}(?!\d)")
_WEB = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|www\.\S+")
_NUMERIC_DATE = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4})(?!\d)"
)
_WORDS = re.compile(r"[^\W\d_]+")
_FURNITURE_LONGEST = 110  # characters; what says more than that is no furniture


@dataclass(frozen=True, slots=True)
class Touch:
    """Something a change touches, before and after; one of the two may be empty."""

    kind: str
    old: str
    new: str


def touches(old: str, new: str, language: str | None) -> list[Touch]:
    """What differs between two wordings of a sentence; an added or removed one has "" beside it."""
    before, after = _values(old, language), _values(new, language)
    kinds = dict.fromkeys((*before, *after))
    found = [_differing(kind, before.get(kind, []), after.get(kind, [])) for kind in kinds]
    return [touch for touch in found if touch is not None]


def differs_in_references_only(old: str, new: str, language: str | None) -> bool:
    """Whether only numbers of articles, laws and paragraphs differ."""
    rest_old, rest_new = (_without_references(text, language) for text in (old, new))
    return bool(old and new) and rest_old == rest_new


def is_furniture(text: str, language: str | None) -> bool:
    """Whether a line belongs to the page and not to what it says: dates of update, counters."""
    folded = search_form(text)
    if not folded:
        return True
    if len(folded) > _FURNITURE_LONGEST:
        return False
    if _vocabulary(language).furniture.search(folded):
        return True
    bare = _NUMERIC_DATE.sub("", _vocabulary(language).date.sub("", folded))
    return not _WORDS.search(bare)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    amount: re.Pattern[str]
    deadline: re.Pattern[str]
    date: re.Pattern[str]
    reference: re.Pattern[str]
    furniture: re.Pattern[str]
    words: dict[str, re.Pattern[str]]


def _values(text: str, language: str | None) -> dict[str, list[str]]:
    """Kind -> what stands in the text, each stretch of it claimed by the first kind that fits."""
    known = _vocabulary(language)
    rest = search_form(text)
    found: dict[str, list[str]] = {}
    patterns = (
        ("phone", _WEB), ("date", known.date), ("date", _NUMERIC_DATE), ("phone", _PHONE),
        ("amount", known.amount), ("reference", known.reference), ("deadline", known.deadline),
        ("number", re.compile(_NUMBER)),
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


@cache
def _vocabulary(language: str | None) -> _Vocabulary:
    lists = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    units, numbers, currencies, references = (
        _either(_words(lists[name], language))
        for name in ("units", "numbers", "currencies", "references")
    )
    count = rf"(?:{_NUMBER}|(?<!\w)(?:{numbers})(?!\w))"
    months = _either({name for code in ("en", "fa", "ps", "de", "fr") for name in _months(code)})
    return _Vocabulary(
        amount=re.compile(
            rf"(?:(?<!\w)(?:{currencies})\s*{_NUMBER}|{_NUMBER}\s*(?:{currencies})(?!\w))"
        ),
        deadline=re.compile(rf"{count}(?:\s+\w+)?\s+(?:{units})(?!\w)"),
        date=re.compile(
            rf"(?<!\w)\d{{1,2}}(?:er|st|nd|rd|th|\.)?\s+(?:de\s+|of\s+|د\s+)?(?:{months})(?!\w)"
            rf"(?:\s+\d{{4}})?|(?<!\w)(?:{months})\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?(?!\w)"
            rf"|(?<!\w)(?:{months})\s+\d{{4}}"
        ),
        reference=re.compile(
            rf"(?:§+|(?<!\w)(?:{references})(?!\w)\.?)\s*\(?\d+\w*\)?"
            rf"(?:(?:\s*(?:,|et|and|und|a|to|bis|ou|or)\s*)\(?\d+\w*\)?)*|\d{{4}}/\d+/\w+|\d+/\d{{4}}"
        ),
        furniture=re.compile(rf"(?<!\w)(?:{_either(_words(lists['furniture'], language))})(?!\w)"),
        words={
            kind: re.compile(rf"(?<!\w)(?:{_either(_words(lists[kind], language))})(?!\w)")
            for kind in ("negation", "condition", "eligibility")
        },
    )


def _words(lists: dict[str, list[str]], language: str | None) -> set[str]:
    """The words of a language, those of all where we have no list for it."""
    code = (language or "").split("-")[0]
    chosen: Iterable[Any] = (lists[code], lists.get("any", [])) if code in lists else lists.values()
    return {search_form(str(word)) for words in chosen for word in words}


def _months(code: str) -> set[str]:
    if code in ("de", "fr"):
        return {search_form(name) for name in _FOREIGN_MONTHS[code]}
    both = (month_names(calendar, code) for calendar in ("gregorian", "solar"))
    return {search_form(name) for names in both for name in names}


_FOREIGN_MONTHS = {
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
           "Oktober", "November", "Dezember"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
           "octobre", "novembre", "décembre"),
}  # fmt: skip


def _either(words: Iterable[str]) -> str:
    """Any of the words, longer ones first."""
    return "|".join(map(re.escape, sorted(filter(None, words), key=len, reverse=True)))
