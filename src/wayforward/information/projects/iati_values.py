"""Reading single values of an IATI element: texts, dates, amounts, numbers, positions.

A value that cannot be read becomes None and leaves a problem; it never stops the activity.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from wayforward.information.projects.activities import (
    Money,
    Narrative,
    Narratives,
    Problem,
    ProblemKind,
)

# lxml has no types: an element is Any here and nowhere behind `iati.py`.
Element = Any
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(Z|[T ].*|[+-]\d{2}:\d{2})?", re.ASCII)
_LARGEST_EXPONENT = 18
_SHOWN = 80
_LONGEST_NUMBER = 40
_PERCENT = Decimal(100)
T = TypeVar("T")


class Reader:
    """What reading one activity needs to know and what it finds wrong on the way."""

    __slots__ = ("currency", "identifier", "language", "narrated", "problems")

    def __init__(self, *, identifier: str, language: str, currency: str, narrated: bool) -> None:
        self.identifier = identifier
        self.language = language
        self.currency = currency
        self.narrated = narrated
        self.problems: list[Problem] = []

    def problem(self, kind: ProblemKind, element: Element, words: str, attribute: str = "") -> None:
        """Note what is wrong at `element`, or at its attribute."""
        path = _path(element) + (f"/@{attribute}" if attribute else "")
        line = element.sourceline or 0
        self.problems.append(Problem(kind, path, words[:300], line, self.identifier))

    def narratives(self, element: Element | None) -> Narratives:
        """All texts of an element. 1.x writes the text itself, 2.x one narrative a language."""
        if element is None:
            return ()
        language = element.get(_LANG) or self.language
        told = [
            Narrative(_language(child.get(_LANG) or language), text)
            for child in element
            if child.tag == "narrative" and (text := _text(child))
        ]
        own = element.text
        if not own or own.isspace():
            return tuple(told)
        own = " ".join(own.split())
        if self.narrated:
            self.problem(ProblemKind.TEXT_OUTSIDE_NARRATIVE, element, f"Text: {shown(own)}")
        return (Narrative(_language(language), own), *told)

    def code(self, element: Element, attribute: str, read: Callable[[str], T | None]) -> T | None:
        """The meaning of a code; None with a problem where it is missing or on no list."""
        written = element.get(attribute) or ""
        found = read(written)
        if found is None:
            kind = ProblemKind.UNKNOWN_CODE if written.strip() else ProblemKind.MISSING
            words = f"Code {shown(written)} is on no list." if written.strip() else "No code."
            self.problem(kind, element, words, attribute)
        return found

    def day(self, element: Element | None, attribute: str = "iso-date") -> date | None:
        """The day of a date element; 1.x files may write it as the text."""
        if element is None:
            return None
        written = element.get(attribute)
        if written is None and attribute == "iso-date":
            written = element.text
        written = (written or "").strip()
        found = day_of(written)
        if found is None and (written or attribute == "iso-date"):
            words = f"Not a day: {shown(written)}." if written else "No date."
            self.problem(ProblemKind.UNREADABLE_DATE, element, words, attribute)
        return found

    def money(self, parent: Element, element: Element | None) -> Money:
        """The `value` element of a budget or transaction, its `parent`."""
        if element is None:
            self.problem(ProblemKind.MISSING, parent, "No value.", "value")
            return Money(None, self.currency, None)
        written = (element.text or "").strip()
        amount = number_of(written)
        if amount is None:
            words = f"Not an amount: {shown(written)}." if written else "No amount."
            self.problem(ProblemKind.UNREADABLE_AMOUNT, element, words)
        currency = (element.get("currency") or "").strip().upper() or self.currency
        if not currency:
            self.problem(ProblemKind.NO_CURRENCY, element, "No currency and no default currency.")
        return Money(amount, currency, self.day(element, "value-date"))

    def percentage(self, element: Element) -> Decimal | None:
        """A share from 0 to 100; None where not stated."""
        written = (element.get("percentage") or "").strip()
        if not written:
            return None
        share = number_of(written.removesuffix("%").strip())
        if share is not None and 0 <= share <= _PERCENT:
            return share
        words = f"Not a share of 0 to 100: {shown(written)}."
        self.problem(ProblemKind.UNREADABLE_NUMBER, element, words, "percentage")
        return None

    def whole(self, element: Element, attribute: str) -> int | None:
        """A whole number of at most four digits; None where not stated."""
        written = (element.get(attribute) or "").strip()
        if written.isascii() and written.isdigit() and len(written) <= 4:
            return int(written)
        if written:
            words = f"Not a number: {shown(written)}."
            self.problem(ProblemKind.UNREADABLE_NUMBER, element, words, attribute)
        return None

    def point(self, element: Element, latitude: str, longitude: str) -> tuple[float, float] | None:
        """A position in degrees; None with a problem where it is not on earth."""
        if not latitude.strip() and not longitude.strip():
            return None
        north, east = number_of(latitude.strip()), number_of(longitude.strip())
        if north is not None and east is not None and abs(north) <= 90 and abs(east) <= 180:
            return float(north), float(east)
        words = f"Not a position: {shown(f'{latitude} {longitude}')}."
        self.problem(ProblemKind.UNREADABLE_POSITION, element, words)
        return None


def number_of(written: str) -> Decimal | None:
    """A decimal number as XML writes it, also with an exponent. None for anything else.

    Separators of thousands are not guessed: "1,234" means different amounts to different people.
    """
    if len(written) > _LONGEST_NUMBER or not _NUMBER.fullmatch(written):
        return None
    number = Decimal(written)
    return number if abs(number.adjusted()) <= _LARGEST_EXPONENT else None


@lru_cache(maxsize=4096)
def day_of(written: str) -> date | None:
    """The day of an ISO date or date with time; a time zone does not move the day."""
    match = _DAY.fullmatch(written)
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def moment_of(written: str) -> datetime | None:
    """A date with time; midnight where only the day is given. Time zones stay as written."""
    # Some publishers write more than the six decimals of a second that Python reads.
    shortened = re.sub(r"(\.\d{6})\d+", r"\1", written.strip())
    try:
        return datetime.fromisoformat(shortened)
    except ValueError:
        return None


def parts_of(element: Element) -> defaultdict[str, list[Element]]:
    """The children of an element by tag, found in one pass."""
    parts: defaultdict[str, list[Element]] = defaultdict(list)
    for child in element:
        parts[child.tag].append(child)
    return parts


def first(found: list[Element]) -> Element | None:
    """The first of the elements found, None where there is none."""
    return found[0] if found else None


def attribute(element: Element | None, name: str) -> str:
    """The value of an attribute without spaces around, "" where absent."""
    return "" if element is None else str(element.get(name, "")).strip()


def text_of(element: Element | None) -> str:
    """The own text of an element on one line, "" where absent."""
    return "" if element is None else " ".join((element.text or "").split())


def shown(written: str) -> str:
    """A value as quoted in a problem: short, on one line."""
    line = " ".join(written.split())
    return f"“{line[:_SHOWN]}…”" if len(line) > _SHOWN else f"“{line}”"


def language_of(element: Element | None) -> str:
    """The language an element declares for what stands in it, "" where it does not."""
    return "" if element is None else _language(element.get(_LANG) or "")


@lru_cache(maxsize=512)
def _language(tag: str) -> str:
    return tag.strip().replace("_", "-").lower()


def _text(element: Element) -> str:
    written = "".join(element.itertext()) if len(element) else element.text
    return " ".join(written.split()) if written else ""


def _path(element: Element) -> str:
    steps: list[str] = []
    while element is not None and element.tag not in ("iati-activity", "iati-activities"):
        steps.append(element.tag)
        element = element.getparent()
    return "/".join(reversed(steps))
