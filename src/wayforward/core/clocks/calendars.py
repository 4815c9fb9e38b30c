"""Calendars of the sides, read from data/calendars and the `holidays` library. No database.

What a party decided on top is handed in (`Decided`); queries.py reads those from the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from wayforward.conf import PACKAGE
from wayforward.core.clocks.days import FIRST, LAST, Calendar, Special, Weekend, Why
from wayforward.core.yaml_files import read_yaml

CALENDARS = PACKAGE / "data" / "calendars"
_YEARS = range(FIRST.year, LAST.year + 1)
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LANGUAGES = {"en": "en_US", "fa-af": "fa_AF", "ps": "ps_AF"}
_ESTIMATED = "(estimated)"


class NoSuchCalendarError(LookupError):
    """There is no calendar with this key."""

    def __init__(self, key: str) -> None:
        """Names those there are."""
        super().__init__(f"There is no calendar {key}; there are: {', '.join(calendar_keys())}.")


@dataclass(frozen=True, slots=True)
class Decided:
    """What a party decided about its own days: its weekend, a day off, a day worked."""

    what: str  # weekend | holiday | working
    since: date
    until: date | None
    weekdays: tuple[int, ...] = ()
    names: Mapping[str, str] | None = None
    citation: str = ""
    verified: bool = False


@cache
def _file(name: str) -> dict[str, Any]:
    content: dict[str, Any] = read_yaml(CALENDARS / f"{name}.yaml")
    return content


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in _file("calendars")["calendars"]}


def calendar_keys() -> list[str]:
    """The keys of the calendars, in the order of the file."""
    return list(_rows())


def side_calendars() -> dict[str, str]:
    """The calendar of each side where only the side is known."""
    return dict(_file("calendars")["sides"])


def place_of(zone: str) -> dict[str, str]:
    """What people call the place whose midnight a zone has, by language."""
    found: dict[str, str] = _file("calendars")["zones"].get(zone, {"en": zone})
    return found


@cache
def calendar(key: str, subdivision: str = "") -> Calendar:
    """A calendar as shipped. Raises NoSuchCalendarError."""
    row = _rows().get(key)
    if row is None:
        raise NoSuchCalendarError(key)
    specials = _holidays(row, subdivision)
    specials.update(_decided_days(map(_decided_row, row["decided"])))
    return Calendar(key, row["zone"], _weekends(row["weekends"]), specials, row["names"])


@cache
def _authorities() -> dict[str, dict[str, Any]]:
    return {row["party"]: row for row in _file("calendars")["authorities"]}


@cache
def _country_calendars() -> dict[str, str]:
    return {row["country"]: key for key, row in _rows().items()}


def party_calendar(
    party: str, country: str, *, side: str, decided: Iterable[Decided] = ()
) -> Calendar:
    """The calendar of a party: what is shipped for it, its country or its side; its decisions.

    `country` is empty for those that keep the calendar of their side, as EU institutions do.
    Raises NoSuchCalendarError where the country has none.
    """
    own = _authorities().get(party)
    if own is not None:
        found = _of_authority(own)
    elif country:
        found = calendar(_country_calendars().get(country, country))
    else:
        found = calendar(side_calendars()[side])
    return with_decisions(found, decided)


def _of_authority(row: dict[str, Any]) -> Calendar:
    found = calendar(row["calendar"], row.get("subdivision", ""))
    specials = dict(found.specials)
    if "also_holidays_of" in row:
        specials = {**_national(row["also_holidays_of"], ""), **specials}
    return replace(
        found,
        key=row["party"],
        zone=row.get("zone", found.zone),
        weekends=_weekends(row["weekends"]) if "weekends" in row else found.weekends,
        specials=specials,
    )


def with_decisions(found: Calendar, decided: Iterable[Decided]) -> Calendar:
    """A calendar with the decisions of its party, later ones over earlier ones."""
    every = list(decided)
    if not every:
        return found
    weekends = [_weekend(one) for one in every if one.what == "weekend"]
    specials = {**found.specials, **_decided_days(every)}
    return replace(found, weekends=(*found.weekends, *weekends), specials=specials)


def _weekend(one: Decided) -> Weekend:
    return Weekend(
        frozenset(one.weekdays), one.since, one.until or date.max, one.citation, one.verified
    )


def _weekends(rows: Iterable[dict[str, Any]]) -> tuple[Weekend, ...]:
    return tuple(
        Weekend(
            frozenset(_WEEK.index(day) for day in row["days"]),
            row["valid_from"] or date.min,
            row["valid_to"] or date.max,
            row["citation"],
            row["verified"],
        )
        for row in rows
    )


def _decided_row(row: dict[str, Any]) -> Decided:
    return Decided(
        "working" if row["working"] else "holiday",
        row["date"],
        row["date"],
        (),
        row["names"],
        row["citation"],
        row["verified"],
    )


def _decided_days(decided: Iterable[Decided]) -> dict[date, Special]:
    found = {}
    for one in decided:
        if one.what == "weekend":
            continue
        special = Special(
            one.what == "working", one.names or {}, Why.DECIDED, citation=one.citation
        )
        last = one.until or one.since
        for n in range((last - one.since).days + 1):
            found[one.since + timedelta(days=n)] = special
    return found


def _holidays(row: dict[str, Any], subdivision: str) -> dict[date, Special]:
    if "holidays_file" in row:
        return _from_file(row["holidays_file"])
    return dict(_national(row["holidays_of"], subdivision))


@cache
def _national(country: str, subdivision: str) -> dict[date, Special]:
    """A state's holidays by day, in the languages of ours that the library speaks."""
    import holidays  # large, and most processes never ask for a holiday

    worded = {
        ours: holidays.country_holidays(
            country, subdiv=subdivision or None, years=_YEARS, language=theirs
        )
        for ours, theirs in _LANGUAGES.items()
        if ours == "en" or country == "AF"
    }
    return {
        day: Special(
            False,
            {ours: _bare(found[day]) for ours, found in worded.items() if day in found},
            estimated=_ESTIMATED in name,
        )
        for day, name in worded["en"].items()
        if FIRST <= day <= LAST
    }


def _bare(name: str) -> str:
    """A name without the mark of an estimated date, which the page sets itself."""
    return name.split(" (")[0]


@cache
def _from_file(name: str) -> dict[date, Special]:
    content = _file(name)
    listed = {row["year"]: row["days"] for row in content["years"]}
    found: dict[date, Special] = {}
    for year in _YEARS:
        for row in listed.get(year, content["pattern"]):
            special = Special(False, row["names"], citation=content["citation"])
            found.update((day, special) for day in _days_of_row(row, year))
    return found


def _days_of_row(row: dict[str, Any], year: int) -> list[date]:
    if "easter" in row:
        return [easter(year) + timedelta(days=row["easter"])]
    last = row.get("until_day", row["day"])
    return [date(year, row["month"], day) for day in range(row["day"], last + 1)]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
