"""Dates in the Gregorian and the solar Hijri calendar, with Afghan month names, written and read.

The conversion is plain arithmetic; reading a date out of a sentence lives in `date_reading`.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wayforward.core.language.data_files import load_yaml
from wayforward.core.language.date_reading import read_date
from wayforward.core.language.digits import to_reader

# Within these years the 33-year cycle agrees with the astronomical calendar that Afghanistan and
# Iran keep; it first leaves it in 1502.
FIRST_YEAR, LAST_YEAR = 1206, 1500
NEW_YEAR_OF_1400 = date(2021, 3, 21)
LONG_MONTHS = 6
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True, order=True)
class SolarDate:
    """A day of the solar Hijri calendar: year, month 1-12 (1 is Hamal), day 1-31.

    Raises ValueError for a day that does not exist or a year outside 1206-1500.
    """

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"year {self.year} is outside {FIRST_YEAR}-{LAST_YEAR}")
        if not 1 <= self.month <= 12 or not 1 <= self.day <= month_length(self.year, self.month):
            raise ValueError(f"{self.year}-{self.month}-{self.day} is no day of the calendar")

    def to_gregorian(self) -> date:
        """Return the same day in the Gregorian calendar."""
        days = 31 * (self.month - 1) - max(0, self.month - 1 - LONG_MONTHS) + self.day - 1
        return _new_year(self.year) + timedelta(days=days)


def is_leap(year: int) -> bool:
    """Return whether the solar year has 366 days (eight leap years in a cycle of 33)."""
    return (25 * year + 11) % 33 < 8


def month_length(year: int, month: int) -> int:
    """Return the days of a solar month: 31 six times, 30 five times, then 29 or 30."""
    if month <= LONG_MONTHS:
        return 31
    return 30 if month < 12 or is_leap(year) else 29


def to_solar_hijri(day: date) -> SolarDate:
    """Return the solar Hijri day of a Gregorian one. Raises ValueError outside 1827-2122."""
    year = day.year - 621
    if day < _new_year(year):
        year -= 1
    passed = (day - _new_year(year)).days
    long_days = 31 * LONG_MONTHS
    if passed < long_days:
        return SolarDate(year, passed // 31 + 1, passed % 31 + 1)
    return SolarDate(
        year, LONG_MONTHS + (passed - long_days) // 30 + 1, (passed - long_days) % 30 + 1
    )


def is_solar(year: int) -> bool:
    """Return whether a year is read as a solar Hijri one: 1206-1500, as in written dates."""
    return FIRST_YEAR <= year <= LAST_YEAR


def months_of(year: int) -> tuple[tuple[date, date], ...]:
    """Return first and last day of the twelve months of a year of either calendar."""
    if is_solar(year):
        found = [(SolarDate(year, m, 1).to_gregorian(), month_length(year, m)) for m in MONTHS]
    else:
        found = [(date(year, m, 1), monthrange(year, m)[1]) for m in MONTHS]
    return tuple((first, first + timedelta(days=length - 1)) for first, length in found)


def year_of(day: date, *, solar: bool) -> int:
    """Return the year in which a day lies, in the one or the other calendar."""
    return to_solar_hijri(day).year if solar else day.year


def format_gregorian(day: date, language: str) -> str:
    """Return a Gregorian date in words: 23 March 2017, ۲۳ مارچ ۲۰۱۷, د ۲۰۱۷ کال د مارچ ۲۳مه."""
    return _worded("gregorian", day.year, day.month, day.day, language)


def format_solar(day: date, language: str) -> str:
    """Return a Gregorian date as a solar Hijri one in words, with Afghan month names."""
    solar = to_solar_hijri(day)
    return _worded("solar", solar.year, solar.month, solar.day, language)


def both_calendars(day: date, language: str) -> str:
    """Return a date in both calendars, the reader's own first.

    Dari and Pashto readers get the solar date first, others the Gregorian one.
    """
    own, other = format_solar(day, language), format_gregorian(day, language)
    return f"{own} ({other})" if date_words(language).solar_first else f"{other} ({own})"


def parse_date(text: str, language: str | None = None) -> date | None:
    """Return the first date written in `text`, in either calendar and any digits, or None.

    Years 1206-1500 are solar, 1800-2199 Gregorian, others are refused; in 3/4/2017 the day comes
    first, unless it cannot. With a `language` only its month names are read.
    """
    found = read_date(text, None if language is None else _base(language))
    if found is None:
        return None
    try:
        if found.solar:
            return SolarDate(found.year, found.month, found.day).to_gregorian()
        return date(found.year, found.month, found.day)
    except ValueError:
        return None


def month_names(calendar: str, language: str) -> tuple[str, ...]:
    """Return the twelve names of `calendar` (solar or gregorian); English for other languages."""
    names: dict[str, Any] = load_yaml("months")[calendar]
    return tuple(names.get(_base(language), names["en"])["display"])


def names_of_months(year: int, language: str) -> tuple[str, ...]:
    """Return the names of the months of a year of either calendar."""
    return month_names("solar" if is_solar(year) else "gregorian", language)


@dataclass(frozen=True, slots=True)
class DateWords:
    """How dates are written in a language, for programs that write them elsewhere (a browser).

    `pattern` has {year}, {month} and {day}; the names are those that stand in it.
    """

    pattern: str
    solar: tuple[str, ...]
    gregorian: tuple[str, ...]
    solar_first: bool


def date_words(language: str) -> DateWords:
    """Return how dates are written in `language`."""
    base = _base(language)
    return DateWords(
        pattern="د {year} کال د {month} {day}مه" if base == "ps" else "{day} {month} {year}",
        solar=_names_in_dates("solar", language),
        gregorian=_names_in_dates("gregorian", language),
        solar_first=base in {"fa", "ps"},
    )


def _names_in_dates(calendar: str, language: str) -> tuple[str, ...]:
    genitive = load_yaml("months")[calendar].get(_base(language), {}).get("genitive")
    return tuple(genitive) if genitive else month_names(calendar, language)


def _worded(calendar: str, year: int, month: int, day: int, language: str) -> str:
    name = _names_in_dates(calendar, language)[month - 1]
    worded = date_words(language).pattern.format(year=year, month=name, day=day)
    return to_reader(worded, language)


def _new_year(year: int) -> date:
    return NEW_YEAR_OF_1400 + timedelta(days=_days_before(year) - _days_before(1400))


def _days_before(year: int) -> int:
    return 365 * year + (8 * year + 21) // 33


def _base(language: str) -> str:
    base = language.lower().replace("_", "-").split("-")[0]
    return "fa" if base == "prs" else base
