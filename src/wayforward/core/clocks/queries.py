"""What people look at about clocks: what needs them now, one clock explained, joint working days.

All but working days want somebody who acts: rows of other parties are not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet
from django.utils import timezone

from wayforward.core.access.context import acting
from wayforward.core.access.rules import Permission, Role, require
from wayforward.core.clocks import calendars, rules
from wayforward.core.clocks.actions import bench_of
from wayforward.core.clocks.days import Calendar, Days, Special, Weekend, both, days_of
from wayforward.core.clocks.definitions import Kind, kind
from wayforward.core.clocks.explaining import sentences
from wayforward.core.clocks.models import ChangeKind, Clock, ClockAlert, ClockChange, ClockState
from wayforward.core.clocks.refusals import NoSuchClockError
from wayforward.core.clocks.rules import Due
from wayforward.core.language.calendar import months_of, names_of_months
from wayforward.core.parties.models import Party


@dataclass(frozen=True, slots=True)
class Need:
    """A clock that has reached a level, once: its highest."""

    alert: ClockAlert
    kind: Kind

    @property
    def clock(self) -> Clock:
        """The clock."""
        return self.alert.clock


def needs_now(roles: Iterable[Role], most: int = 100) -> list[Need]:
    """What clocks want of these roles now: each once, by its last level, the soonest end first."""
    require(acting().actor, Permission.SEE_CLOCKS)
    wanted = [role.value for role in roles]
    open_ones = ClockAlert.objects.filter(closed_at=None).select_related("clock")
    last = open_ones.order_by("clock_id", "-reached_at").distinct("clock_id")
    found = [alert for alert in last if set(alert.tell) & set(wanted)]
    found.sort(key=lambda alert: (alert.due_on or date.max, alert.pk))
    return [Need(alert, kind(alert.clock.kind)) for alert in found[:most]]


def clocks(
    *, states: Iterable[ClockState] = (), kind_key: str = "", subject: tuple[str, str] | None = None
) -> QuerySet[Clock]:
    """Clocks of the own party, soonest end first; those that stand still last."""
    require(acting().actor, Permission.SEE_CLOCKS)
    found = Clock.objects.select_related("counterpart")
    wanted = list(states)
    if wanted:
        found = found.filter(state__in=wanted)
    if kind_key:
        found = found.filter(kind=kind_key)
    if subject:
        found = found.filter(subject_type=subject[0], subject_id=subject[1])
    return found.order_by(F("due_at").asc(nulls_last=True), "pk")


def tacit_effects(subject_type: str, subject_id: str) -> list[str]:
    """What has happened by itself to a subject, because clocks about it ran out."""
    require(acting().actor, Permission.SEE_CLOCKS)
    found = Clock.objects.filter(subject_type=subject_type, subject_id=subject_id).exclude(tacit="")
    return list(found.order_by("due_at").values_list("tacit", flat=True))


@dataclass(frozen=True, slots=True)
class Explained:
    """One clock with how its end was found."""

    clock: Clock
    kind: Kind
    changes: tuple[ClockChange, ...]
    due: Due
    sentences: tuple[str, ...]
    today: date
    shifts: bool  # a holiday in its last days is estimated, so its end may still move


def explained(reference: str, now: datetime | None = None) -> Explained:
    """A clock of the own party, computed anew for the eye. Raises NoSuchClockError."""
    require(acting().actor, Permission.SEE_CLOCKS)
    clock = Clock.objects.select_related("counterpart").filter(reference=reference).first()
    if clock is None:
        raise NoSuchClockError(reference)
    party = Party.objects.select_related("arrangement").get(pk=clock.party_id)
    bench = bench_of(party, now or timezone.now())
    changes = tuple(clock.changes.order_by("pk"))
    one, due = kind(clock.kind), rules.due(bench.period(clock, changes), bench.today)
    ending = bench.days(clock.counterpart_id, one.ending_days)
    words = sentences(due, bench, clock)
    shifts = _estimated(clock.triggered_on, due.if_resumed_now, ending)
    return Explained(clock, one, changes, due, tuple(words), bench.today, shifts)


def _estimated(first: date, last: date, ending: Days) -> bool:
    """Whether an Islamic date that the moon decides lies in the days that count."""
    return any(
        special.estimated and min(first, last) <= day <= max(first, last)
        for one in ending.calendars
        for day, special in one.specials.items()
    )


def stops_of(changes: Iterable[ClockChange], today: date) -> list[tuple[date, date]]:
    """First and last day of each suspension, up to today where it is still open."""
    return [
        (one.since, max(one.since, one.resumed or today))
        for one in changes
        if one.kind == ChangeKind.SUSPENSION
    ]


@dataclass(frozen=True, slots=True)
class YearOfDays:
    """The working days of a year of either calendar: of two sides, and of both together."""

    year: int
    spans: tuple[tuple[date, date], ...]  # first and last day of each month
    european: Days
    partner: Days
    months: tuple[tuple[int, ...], ...]  # joint, European, partner, month by month

    @property
    def joint(self) -> int:
        """Working days of both sides in the year."""
        return sum(month[0] for month in self.months)

    def has(self, day: date) -> bool:
        """Whether a day is one of the year."""
        return self.spans[0][0] <= day <= self.spans[-1][1]


def year_of_days(year: int, european: str, partner: str) -> YearOfDays:
    """Working days of two shipped calendars in a year, such as 2026 or 1405.

    Raises NoSuchCalendarError, OutsideCalendarError.
    """
    one, two = days_of(calendars.calendar(european)), days_of(calendars.calendar(partner))
    counted, spans = (both(one, two), one, two), months_of(year)
    months = tuple(tuple(days.count(*span) for days in counted) for span in spans)
    return YearOfDays(year, spans, one, two, months)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year of days."""

    name: str
    joint: int
    european: int
    partner: int


def named_months(found: YearOfDays, language: str) -> list[Month]:
    """The months with their names."""
    names = names_of_months(found.year, language)
    return [Month(name, *counts) for name, counts in zip(names, found.months, strict=True)]


@dataclass(frozen=True, slots=True)
class WeekendSpan:
    """A weekend of one side as it held in a part of the year."""

    calendar: Calendar
    weekend: Weekend


def weekends_of(found: YearOfDays) -> list[WeekendSpan]:
    """The weekends of both sides that held in a year, with their sources."""
    first, last = found.spans[0][0], found.spans[-1][1]
    return [
        WeekendSpan(one, weekend)
        for days in (found.european, found.partner)
        for one in days.calendars
        for weekend in one.weekends
        if weekend.since <= last and first <= weekend.until
    ]


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """A holiday of one side."""

    day: date
    calendar: Calendar
    special: Special


def holidays_of(found: YearOfDays) -> list[HolidayLine]:
    """The holidays of both sides in a year, in their order."""
    listed = [
        HolidayLine(day, one, special)
        for days in (found.european, found.partner)
        for one in days.calendars
        for day, special in one.specials.items()
        if found.has(day)
    ]
    return sorted(listed, key=lambda line: (line.day, line.calendar.key))
