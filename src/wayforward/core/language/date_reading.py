"""Finding a written date in a sentence, in two calendars, five languages and any digits.

Only reads what is written: whether the day exists is the calendar's business.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from wayforward.core.language.data_files import load_yaml
from wayforward.core.language.normalise import search_form

SOLAR_YEARS = range(1206, 1501)
GREGORIAN_YEARS = range(1800, 2200)

# Words that stand between the parts of a date and say nothing: of, the; سال, ماه, مورخ; د, کال,
# میاشتی, نیټه; and the marks of the calendars, ه.ش and م.
FILLERS = frozenset(
    search_form(
        "of the der den le du سال ماه مورخ تاریخ روز برج د کال میاشتې میاشت نیټه نېټې په تر ورځ "
        "هجری شمسی خورشیدی میلادی لمریز لمریزي زیږدیز زیږدیزي"
    ).split()
)
PART = re.compile(r"\d+|[^\W\d_]+")
ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "م", "مه", "می", "ام", "ه", "ش"})
YEAR_FIRST = re.compile(r"(?<![\d.,/-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-])")
DAY_FIRST = re.compile(r"(?<![\d.,/-])(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})(?![\d/-])")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written, not yet checked against its calendar."""

    year: int
    month: int
    day: int
    solar: bool


def read_date(text: str, language: str | None) -> WrittenDate | None:
    """Return the first date of `text`, or None. `language` limits the month names that count."""
    folded = search_form(text)
    return _numeric(folded) or _worded(folded, _months(language))


def _numeric(text: str) -> WrittenDate | None:
    if found := YEAR_FIRST.search(text):
        return _dated(int(found[1]), int(found[3]), int(found[4]))
    if found := DAY_FIRST.search(text):
        first, second = int(found[1]), int(found[3])
        day, month = (second, first) if second > 12 >= first else (first, second)
        return _dated(int(found[4]), month, day)
    return None


def _worded(text: str, months: dict[str, tuple[tuple[int, bool], ...]]) -> WrittenDate | None:
    parts = [part for part in PART.findall(text) if part not in FILLERS]
    for position, part in enumerate(parts):
        for month, solar in months.get(part, ()):
            numbers = _numbers_around(parts, position)
            found = _day_and_year(numbers)
            if found and (dated := _dated(found[1], month, found[0])) and dated.solar == solar:
                return dated
    return None


def _numbers_around(parts: list[str], position: int) -> tuple[list[int], list[int]]:
    """Return the numbers directly before (nearest first) and directly after a month name."""
    before = _run(reversed(parts[:position]))
    return before, _run(parts[position + 1 :])


def _run(parts: Iterable[str]) -> list[int]:
    numbers: list[int] = []
    for part in parts:
        if part.isdigit() and len(part) <= 4:
            numbers.append(int(part))
        elif part not in ORDINALS:
            break
        if len(numbers) == 2:
            break
    return numbers


def _day_and_year(numbers: tuple[list[int], list[int]]) -> tuple[int, int] | None:
    """Sort out day and year: 3 March 2017, March 3, 2017, د ۲۰۱۷ کال د مارچ ۳مه."""
    before, after = numbers
    orders = (before[:1] + after[:1], after[:2], before[:2])
    for pair in orders:
        if len(pair) == 2 and min(pair) <= 31 and max(pair) > 31:
            return min(pair), max(pair)
    return None


def _dated(year: int, month: int, day: int) -> WrittenDate | None:
    if year in SOLAR_YEARS or year in GREGORIAN_YEARS:
        return WrittenDate(year, month, day, solar=year in SOLAR_YEARS)
    return None


@cache
def _months(language: str | None) -> dict[str, tuple[tuple[int, bool], ...]]:
    """Return folded month name -> its (number, solar) readings."""
    readings: dict[str, set[tuple[int, bool]]] = {}
    for calendar in ("solar", "gregorian"):
        for code, names in load_yaml("months")[calendar].items():
            if language in {None, code}:
                for number, name in _named(names):
                    readings.setdefault(search_form(name), set()).add((number, calendar == "solar"))
    return {name: tuple(sorted(found)) for name, found in readings.items()}


def month_spellings(language: str | None) -> frozenset[str]:
    """Month names in both calendars, in search form: every spelling of `language`, and what the
    other languages print."""
    found = set[str]()
    for calendar in ("solar", "gregorian"):
        for code, names in load_yaml("months")[calendar].items():
            listed = (
                _named(names)
                if code == language
                else enumerate([*names["display"], *names.get("genitive", ())])
            )
            found |= {search_form(name) for _, name in listed}
    return frozenset(found)


def _named(names: dict[str, Any]) -> list[tuple[int, str]]:
    listed = [*enumerate(names["display"], 1), *enumerate(names.get("genitive", ()), 1)]
    also = names.get("also", {})
    return [*listed, *((n, name) for n, spellings in also.items() for name in spellings)]
