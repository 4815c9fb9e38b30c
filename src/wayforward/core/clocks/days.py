"""Working days of one side, of both and of either, as tables that are quick to count in. Pure.

Which days they are is data (data/calendars, calendars.py); here they are only counted.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

# What tables reach over. Holidays before and after are not known well enough to count with.
FIRST, LAST = date(2014, 1, 1), date(2049, 12, 31)


class OutsideCalendarError(ValueError):
    """A day that no calendar of ours reaches."""

    def __init__(self, day: date) -> None:
        """Says what is reached."""
        super().__init__(f"{day} lies outside the calendars, which reach from {FIRST} to {LAST}.")


class NoWorkingDayLeftError(ValueError):
    """There are not as many working days left in the calendar."""

    def __init__(self, key: str) -> None:
        """Names the calendar."""
        super().__init__(f"The calendar {key} has no such working day up to {LAST}.")


class Why(StrEnum):
    """Why a day is no working day, or is one though it looks like none."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    DECIDED = "decided"  # a decision of the party made it one


@dataclass(frozen=True, slots=True)
class Special:
    """A day that differs from its week: a holiday, or a day off that is worked."""

    working: bool
    names: Mapping[str, str]
    why: Why = Why.HOLIDAY
    estimated: bool = False  # an Islamic date that the moon decides
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Weekend:
    """The days of the week that are off (Monday is 0) in a span of days, both ends included."""

    days: frozenset[int]
    since: date = date.min
    until: date = date.max
    citation: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """When one authority works: its weekends, its holidays, its zone. A later weekend wins."""

    key: str
    zone: str
    weekends: tuple[Weekend, ...]
    specials: Mapping[date, Special] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def weekend_on(self, day: date) -> Weekend | None:
        """The weekend that holds on a day."""
        held = [one for one in self.weekends if one.since <= day <= one.until]
        return held[-1] if held else None

    def off(self, day: date) -> Off | None:
        """Why a day is off; None for a working day."""
        special = self.specials.get(day)
        if special is not None:
            return None if special.working else Off(self, special.why, special)
        weekend = self.weekend_on(day)
        return Off(self, Why.WEEKEND) if weekend and day.weekday() in weekend.days else None


@dataclass(frozen=True, slots=True)
class Off:
    """Why a calendar has a day off."""

    calendar: Calendar
    why: Why
    special: Special | None = None


class Days:
    """A table of working days: of one calendar, or of several together."""

    __slots__ = ("calendars", "key", "mark", "table", "together", "working")

    def __init__(
        self, key: str, table: bytes, calendars: tuple[Calendar, ...], together: bool = True
    ) -> None:
        """`table` has a byte a day from FIRST on: 1 where it is worked."""
        self.key = key
        self.table = table
        self.calendars = calendars
        self.together = together  # off when one is off; else only when all are
        base = FIRST.toordinal()
        self.working = array("l", (base + n for n, works in enumerate(table) if works))
        self.mark = sha256(table).hexdigest()[:16]

    def works(self, day: date) -> bool:
        """Whether it is a working day."""
        return bool(self.table[self._place(day)])

    def nth_after(self, day: date, count: int) -> date:
        """The count-th working day after a day (count 0: the day itself)."""
        if count == 0:
            return day
        self._place(day)
        return self._at(bisect_right(self.working, day.toordinal()) + count - 1)

    def nth_before(self, day: date, count: int) -> date:
        """The count-th working day before a day (count 0: the day itself)."""
        if count == 0:
            return day
        self._place(day)
        place = bisect_left(self.working, day.toordinal()) - count
        if place < 0:
            raise OutsideCalendarError(FIRST - timedelta(days=1))
        return date.fromordinal(self.working[place])

    def on_or_after(self, day: date) -> date:
        """The day itself when it is worked, else the next that is."""
        self._place(day)
        return self._at(bisect_left(self.working, day.toordinal()))

    def on_or_before(self, day: date) -> date:
        """The day itself when it is worked, else the last that was."""
        return day if self.works(day) else self.nth_before(day, 1)

    def count(self, first: date, last: date) -> int:
        """How many working days lie between two days, both included."""
        if last < first:
            return 0
        self._place(first)
        self._place(last)
        after = bisect_right(self.working, last.toordinal())
        return after - bisect_left(self.working, first.toordinal())

    def why_off(self, day: date) -> tuple[Off, ...]:
        """Whose day off it is, and why; empty for a working day."""
        if self.works(day):
            return ()
        return tuple(off for calendar in self.calendars if (off := calendar.off(day)))

    def _at(self, place: int) -> date:
        if place >= len(self.working):
            raise NoWorkingDayLeftError(self.key)
        return date.fromordinal(self.working[place])

    def _place(self, day: date) -> int:
        if not FIRST <= day <= LAST:
            raise OutsideCalendarError(day)
        return day.toordinal() - FIRST.toordinal()


def days_of(calendar: Calendar) -> Days:
    """The table of one calendar."""
    base, length = FIRST.toordinal(), (LAST - FIRST).days + 1
    table = bytearray(b"\x01" * length)
    for weekend in calendar.weekends:
        _strike(table, weekend)
    for day, special in calendar.specials.items():
        if FIRST <= day <= LAST:
            table[day.toordinal() - base] = special.working
    return Days(calendar.key, bytes(table), (calendar,))


def _strike(table: bytearray, weekend: Weekend) -> None:
    """Mark the weekends of a span; whatever an earlier span said about its days is gone."""
    base = FIRST.toordinal()
    start = max(weekend.since, FIRST).toordinal() - base
    end = min(weekend.until, LAST).toordinal() - base
    for place in range(start, end + 1):
        # Day 1 of the ordinal calendar was a Monday.
        table[place] = (place + base - 1) % 7 not in weekend.days


def both(one: Days, two: Days) -> Days:
    """Days on which both work."""
    table = bytes(a & b for a, b in zip(one.table, two.table, strict=True))
    return Days(f"{one.key}+{two.key}", table, _joined(one, two))


def either(one: Days, two: Days) -> Days:
    """Days on which at least one works."""
    table = bytes(a | b for a, b in zip(one.table, two.table, strict=True))
    return Days(f"{one.key}|{two.key}", table, _joined(one, two), together=False)


def _joined(one: Days, two: Days) -> tuple[Calendar, ...]:
    return tuple(dict.fromkeys([*one.calendars, *two.calendars]))
