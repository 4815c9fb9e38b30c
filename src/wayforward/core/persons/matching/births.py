"""When somebody was born, as exactly as is known, in either calendar; and comparing two births.

Reads what officers write: a day, a year, "about 1375", an age at a date. A first of January, a
first of Hamal or a thirty-first of December is a year: offices put it where they know no day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from wayforward.core.language.calendar import SolarDate, parse_date, to_solar_hijri
from wayforward.core.language.date_reading import GREGORIAN_YEARS, SOLAR_YEARS
from wayforward.core.language.normalise import search_form
from wayforward.core.persons.matching.reasons import Evidence, Feature, Reason
from wayforward.core.persons.matching.weights import bits, setting


class UnreadableBirthError(ValueError):
    """The text holds no year, date or age we can read."""


@dataclass(frozen=True, slots=True)
class Birth:
    """Born from `earliest` to `latest`, both days included; `disputed` where sources differ."""

    earliest: date
    latest: date
    disputed: bool = False
    written: str = ""

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError("a birth ends before it begins")

    @property
    def is_day(self) -> bool:
        """Whether a day is known that nobody puts for want of one."""
        return self.earliest == self.latest and not _is_default(self.earliest)

    @property
    def years(self) -> tuple[float, float]:
        """First and last year it may be, as decimals; a default day is any day of its year."""
        if self.earliest == self.latest and _is_default(self.earliest):
            first = date(self.earliest.year, 1, 1)
            return _decimal(first), _decimal(first + timedelta(days=365))
        return _decimal(self.earliest), _decimal(self.latest)


def _is_default(day: date) -> bool:
    solar = to_solar_hijri(day)
    return (day.month, day.day) in {(1, 1), (12, 31), (7, 1)} or (solar.month, solar.day) == (1, 1)


def _decimal(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_ABOUT = re.compile(
    r"about|circa|ca\b|c\.|around|etwa|ungefahr|environ|vers|حدود|تقریبا|شاوخوا|~|\?"
)
_AGE = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_RANGE = re.compile(r"(?<!\d)(\d{4})\s*(?:-|to|bis|a|تا|تر)\s*(\d{4})(?!\d)")
_AROUND = timedelta(days=730)


def read_birth(text: str, disputed: bool = False) -> Birth:
    """Read "1990", "1990-05-02", "12 Hamal 1370", "about 1375", "1375-1378", "25 (2015)".

    A year from 1206 to 1500 is solar Hijri. Raises UnreadableBirthError.
    """
    folded = search_form(text)
    if found := _RANGE.search(folded):
        first, last = (_of_year(int(year)) for year in found.groups())
        return Birth(min(first[0], last[0]), max(first[1], last[1]), disputed, text)
    earliest, latest = _read(text, folded)
    if _ABOUT.search(folded):
        earliest, latest = earliest - _AROUND, latest + _AROUND
    return Birth(earliest, latest, disputed, text)


def _read(text: str, folded: str) -> tuple[date, date]:
    if day := parse_date(text):
        return day, day
    year = _YEAR.search(folded)
    if year is None:
        raise UnreadableBirthError(
            f"“{text}” is no date of birth: give a day, a year, or an age and when it was told."
        )
    age = _AGE.search(folded.replace(year[1], " "))
    if age is None:
        return _of_year(int(year[1]))
    told = _of_year(int(year[1]))
    return _back(told[0], int(age[1]) + 1), _back(told[1], int(age[1]))


def _of_year(year: int) -> tuple[date, date]:
    if year in SOLAR_YEARS and year + 1 in SOLAR_YEARS:
        first, then = (SolarDate(one, 1, 1).to_gregorian() for one in (year, year + 1))
        return first, then - timedelta(days=1)
    if year in GREGORIAN_YEARS:
        return date(year, 1, 1), date(year, 12, 31)
    raise UnreadableBirthError(f"The year {year} is in neither calendar.")


def _back(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def compare_births(one: Birth | None, other: Birth | None) -> Evidence:
    """What two births say; no weight where one of them is not known."""
    if one is None or other is None:
        return Evidence(Feature.BIRTH, Reason.UNKNOWN, 0.0)
    reason = _reason(one, other)
    worth = bits("birth", reason.value)
    if one.disputed or other.disputed:
        worth *= setting("disputed_share")
    return Evidence(Feature.BIRTH, reason, round(worth, 4), _shown(one), _shown(other))


def _shown(birth: Birth) -> str:
    if birth.written:
        return birth.written
    if birth.earliest == birth.latest:
        return birth.earliest.isoformat()
    return f"{birth.earliest.isoformat()} – {birth.latest.isoformat()}"


_YEAR_WIDE = 1.2  # a range of more than a year with its margin


def _reason(one: Birth, other: Birth) -> Reason:
    if one.is_day and other.is_day:
        if one.earliest == other.earliest:
            return Reason.SAME_DAY
        if _swapped(one.earliest, other.earliest):
            return Reason.SWAPPED_DAY_MONTH
    gap = _gap(one, other)
    if gap == 0 and max(_width(one), _width(other)) > _YEAR_WIDE:
        return Reason.OVERLAP
    if _slipped(one, other):
        return Reason.CALENDAR_SLIP
    return _by_years(gap, one, other)


def _by_years(gap: float, one: Birth, other: Birth) -> Reason:
    if gap == 0 or one.earliest.year == other.earliest.year:
        return Reason.SAME_YEAR
    if gap <= 1.05:
        return Reason.ONE_YEAR
    if gap <= 3:
        return Reason.FEW_YEARS
    return Reason.APART if gap <= 8 else Reason.FAR_APART


def _width(birth: Birth) -> float:
    return birth.years[1] - birth.years[0]


def _gap(one: Birth, other: Birth) -> float:
    """Years between the two ranges; 0 where they meet."""
    (first, last), (other_first, other_last) = one.years, other.years
    return max(0.0, other_first - last, first - other_last)


def _swapped(one: date, other: date) -> bool:
    return one.year == other.year and (one.month, one.day) == (other.day, other.month)


def _slipped(one: Birth, other: Birth) -> bool:
    """One of them is the other's Hijri year taken for a year of the other Hijri calendar."""
    return any(
        abs(_misread(first) - second) < 1.1
        for first, second in ((_middle(one), _middle(other)), (_middle(other), _middle(one)))
    )


def _middle(birth: Birth) -> float:
    return sum(birth.years) / 2


def _misread(year: float) -> float:
    """The Gregorian year, had the solar Hijri year been a lunar one (354.37 days)."""
    return (year - 621.2) * 0.970224 + 621.57
