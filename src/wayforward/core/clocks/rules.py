"""How long a period runs: length, trigger day, suspensions, extensions, its last day. Pure.

Counting follows Regulation (EEC, Euratom) No 1182/71, each of its choices as data (`Counting`).
Every result comes with the steps that led to it, so that a person can check it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from wayforward.core.clocks.days import Days

_WEEK = 7  # days
_YEAR = 12  # months


class ClockError(ValueError):
    """A period cannot be counted as asked."""


class ShortenedTooFarError(ClockError):
    """A period would be shorter than nothing."""

    def __init__(self, unit: Unit) -> None:
        """Names the unit that ran out."""
        super().__init__(
            f"The period does not have that many {unit.value.replace('_', ' ')} to be shortened "
            "by: shorten it in its own unit, by less than its length."
        )


class BackwardsSuspendedError(ClockError):
    """A period counted back from its event cannot be suspended."""

    def __init__(self) -> None:
        """Says what to do instead."""
        super().__init__(
            "A period that is counted back from an event cannot be suspended: move the event."
        )


class SuspendedBackwardsError(ClockError):
    """A suspension ends before it begins."""

    def __init__(self) -> None:
        """One sentence."""
        super().__init__("A suspension must end on the day it began or later.")


class Unit(StrEnum):
    """What a length is counted in; the same words as units of parameters."""

    CALENDAR_DAYS = "calendar_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    WORKING_DAYS = "working_days"


class Whose(StrEnum):
    """Whose working days count."""

    BOTH = "both"  # a day on which both sides work
    EITHER = "either"  # a day on which at least one side works
    EUROPEAN = "european"
    PARTNER = "partner"


class Ending(StrEnum):
    """What happens to a last day that is no working day."""

    AS_IT_FALLS = "as_it_falls"
    NEXT_WORKING_DAY = "next_working_day"


class Direction(StrEnum):
    """Whether a period runs from its event or back from it (notice before a flight)."""

    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Length:
    """So many of a unit."""

    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Counting:
    """The choices of the law that counts; the defaults are those of Regulation 1182/71."""

    trigger_day_counts: bool = False
    ending: Ending = Ending.NEXT_WORKING_DAY
    least_working_days: int = 0  # a period of two days or more holds at least so many
    direction: Direction = Direction.AFTER


@dataclass(frozen=True, slots=True)
class Suspension:
    """The period stood still from a day on; the day it was resumed counts again."""

    since: date
    resumed: date | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An extension, or a shortening where the amount is negative."""

    length: Length
    why: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """All that decides when a clock ends. `counted`: its working days; `ending`: its last day."""

    trigger: date
    length: Length
    counting: Counting
    counted: Days
    ending: Days
    suspensions: tuple[Suspension, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()


class StepKind(StrEnum):
    """What a step of the explanation tells."""

    STARTED = "started"
    COUNTED = "counted"
    COUNTED_BACK = "counted_back"
    EXTENDED = "extended"
    SHORTENED = "shortened"
    SUSPENDED = "suspended"
    STANDS_STILL = "stands_still"
    LEAST = "least"
    MOVED = "moved"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: where the count stands after it; the rest as the kind of step needs it."""

    kind: StepKind
    day: date
    amount: int = 0
    unit: Unit | None = None
    since: date | None = None
    until: date | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """When a period runs out: at the end of `on`; None while it stands still.

    `if_resumed_now` is the day it would be were it resumed on the day asked about.
    """

    on: date | None
    if_resumed_now: date
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Total:
    """A length with its adjustments, by families of units that can be added."""

    months: int
    days: int
    working: int


@dataclass(frozen=True, slots=True)
class _Stop:
    """Days that do not run, both ends included; several suspensions that touch are one."""

    since: date
    last: date
    whys: tuple[str, ...]


def due(period: Period, today: date) -> Due:
    """When a period runs out, with every step. Raises ClockError or what its calendars raise."""
    if period.counting.direction is Direction.BEFORE:
        return _due_before(period)
    total = _total(period)
    stops = _stops(period, today)
    last, steps = _run(period, total, stops)
    still = [one for one in period.suspensions if one.resumed is None and one.since <= today]
    steps = [*_opening(period), *steps]
    if still:
        why = tuple(dict.fromkeys(one.why for one in still))
        since = min(one.since for one in still)
        steps.append(Step(StepKind.STANDS_STILL, since, until=last, why=why))
        return Due(None, last, tuple(steps))
    return Due(last, last, (*steps, Step(StepKind.ENDS, last)))


def _opening(period: Period) -> list[Step]:
    """The event and the length, before anything moved it, then what was added and taken."""
    plain = Period(period.trigger, period.length, period.counting, period.counted, period.ending)
    bare = _unmoved(plain, _total(plain))
    started = Step(StepKind.STARTED, period.trigger, amount=int(period.counting.trigger_day_counts))
    steps = [started, Step(StepKind.COUNTED, bare, period.length.amount, period.length.unit)]
    for one in period.adjustments:
        kind = StepKind.EXTENDED if one.length.amount >= 0 else StepKind.SHORTENED
        amount = abs(one.length.amount)
        steps.append(Step(kind, bare, amount, one.length.unit, why=(one.why,)))
    return steps


def _unmoved(period: Period, total: _Total) -> date:
    end = _calendar_end(period, total)
    return period.counted.nth_after(end, total.working) if total.working else end


def _total(period: Period) -> _Total:
    lengths = [period.length, *(one.length for one in period.adjustments)]

    def summed(unit: Unit) -> int:
        return sum(length.amount for length in lengths if length.unit is unit)

    total = _Total(
        summed(Unit.MONTHS) + _YEAR * summed(Unit.YEARS),
        summed(Unit.CALENDAR_DAYS) + _WEEK * summed(Unit.WEEKS),
        summed(Unit.WORKING_DAYS),
    )
    for amount, unit in (
        (total.months, Unit.MONTHS),
        (total.days, Unit.CALENDAR_DAYS),
        (total.working, Unit.WORKING_DAYS),
    ):
        if amount < 0:
            raise ShortenedTooFarError(unit)
    return total


def _first_day(period: Period) -> date:
    """The first day that runs."""
    return period.trigger + timedelta(days=0 if period.counting.trigger_day_counts else 1)


def _calendar_end(period: Period, total: _Total) -> date:
    """Where months, weeks and days lead, before working days are counted from there."""
    back = 1 if period.counting.trigger_day_counts else 0
    return add_months(period.trigger, total.months) + timedelta(days=total.days - back)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last of the month where it has no such day."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _stops(period: Period, today: date) -> list[_Stop]:
    """Suspended days from the first that runs on, in order, joined where they touch."""
    first = _first_day(period)
    found: list[_Stop] = []
    for one in sorted(period.suspensions, key=lambda s: (s.since, s.resumed or date.max, s.why)):
        resumed = one.resumed if one.resumed is not None else max(one.since, today)
        if resumed < one.since:
            raise SuspendedBackwardsError
        stop = _Stop(max(one.since, first), resumed - timedelta(days=1), (one.why,))
        if stop.last < stop.since:
            continue
        if found and stop.since <= found[-1].last + timedelta(days=1):
            found[-1] = _joined(found[-1], stop)
        else:
            found.append(stop)
    return found


def _joined(one: _Stop, two: _Stop) -> _Stop:
    whys = tuple(dict.fromkeys([*one.whys, *two.whys]))
    return _Stop(one.since, max(one.last, two.last), whys)


def _run(period: Period, total: _Total, stops: Sequence[_Stop]) -> tuple[date, list[Step]]:
    """The last day of the period, and what moved it."""
    steps: list[Step] = []
    end = _calendar_end(period, total)
    left = list(stops)
    if total.months or total.days:
        only = not total.working
        while left and left[0].since <= (_ending(period, end) if only else end):
            stop = left.pop(0)
            days = (stop.last - stop.since).days + 1
            # While only a working day is waited for nothing runs, but no period ends in a stop.
            end = max(end + timedelta(days=days), stop.last + timedelta(days=1))
            steps.append(_stopped(stop, days, Unit.CALENDAR_DAYS, end))
    if total.working:
        end = _run_working(period, total.working, end, left, steps)
    return _last_day(period, total, end, steps), steps


def _run_working(
    period: Period, count: int, start: date, stops: Iterable[_Stop], steps: list[Step]
) -> date:
    """Count working days after `start`, leaving out those on which the period stood still."""
    end = period.counted.nth_after(start, count)
    for stop in stops:
        if stop.since > _ending(period, end):
            break
        missed = period.counted.count(max(stop.since, start + timedelta(days=1)), stop.last)
        end = period.counted.nth_after(start, count + missed)
        end = max(end, period.counted.nth_after(stop.last, 1))
        count = period.counted.count(start + timedelta(days=1), end)
        steps.append(_stopped(stop, missed, Unit.WORKING_DAYS, end))
    return end


def _stopped(stop: _Stop, days: int, unit: Unit, end: date) -> Step:
    return Step(StepKind.SUSPENDED, end, days, unit, stop.since, stop.last, stop.whys)


def _ending(period: Period, end: date) -> date:
    if period.counting.ending is Ending.NEXT_WORKING_DAY:
        return period.ending.on_or_after(end)
    return end


def _last_day(period: Period, total: _Total, end: date, steps: list[Step]) -> date:
    """Enough working days in it, and a working day at its end, where the law wants that."""
    end = max(end, period.trigger)
    least = period.counting.least_working_days
    longer_than_a_day = total.months or total.days + total.working > 1
    if least and longer_than_a_day:
        enough = period.ending.nth_after(_first_day(period) - timedelta(days=1), least)
        if enough > end:
            end = enough
            steps.append(Step(StepKind.LEAST, end, least, Unit.WORKING_DAYS))
    moved = _ending(period, end)
    if moved != end:
        steps.append(Step(StepKind.MOVED, end, until=moved))
    return moved


def _due_before(period: Period) -> Due:
    """The last day on which something may be done that must be done so long before an event."""
    if period.suspensions:
        raise BackwardsSuspendedError
    total = _total(period)
    back = 1 if period.counting.trigger_day_counts else 0
    end = add_months(period.trigger, -total.months) - timedelta(days=total.days - back)
    end = period.counted.nth_before(end, total.working)
    steps = [
        Step(StepKind.STARTED, period.trigger, amount=back),
        Step(StepKind.COUNTED_BACK, end, period.length.amount, period.length.unit),
    ]
    for one in period.adjustments:
        kind = StepKind.EXTENDED if one.length.amount >= 0 else StepKind.SHORTENED
        steps.append(Step(kind, end, abs(one.length.amount), one.length.unit, why=(one.why,)))
    if period.counting.ending is Ending.NEXT_WORKING_DAY:
        moved = period.ending.on_or_before(end)
        if moved != end:
            steps.append(Step(StepKind.MOVED, end, until=moved))
            end = moved
    return Due(end, end, (*steps, Step(StepKind.ENDS, end)))


def local_day(moment: datetime, zone: str) -> date:
    """The day it is in a zone: half past eleven at night in Brussels is tomorrow in Kabul."""
    return moment.astimezone(ZoneInfo(zone)).date()


def runs_out_at(last: date, zone: str) -> datetime:
    """The moment a period ends whose last day is `last`: the midnight that closes it, in UTC."""
    following = datetime.combine(last + timedelta(days=1), time(), ZoneInfo(zone))
    return following.astimezone(UTC)


def begins_at(day: date, zone: str) -> datetime:
    """The moment a day begins in a zone, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


class State(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    MET = "met"  # what was to be done is done
    EXPIRED = "expired"  # it ran out
    CANCELLED = "cancelled"


OPEN = frozenset({State.RUNNING, State.SUSPENDED})
UNSETTLED = OPEN | {State.EXPIRED}  # nobody has met or cancelled it


@dataclass(frozen=True, slots=True)
class Level:
    """A level of escalation: when it is reached, who is told. `before` is in days before the end.

    A `before` below zero is a level after the end. Days are calendar days, or working days of
    those whose days end the period.
    """

    key: str
    before: int
    unit: Unit
    tell: tuple[str, ...]


def level_day(level: Level, last: date, ending: Days) -> date:
    """The day on whose beginning a level is reached. Raises what the calendar raises."""
    # A level of 0 is the last day itself; one of -1 the day after it.
    if level.unit is not Unit.WORKING_DAYS:
        return last - timedelta(days=level.before)
    if level.before >= 0:
        return ending.nth_before(last, level.before)
    return ending.nth_after(last, -level.before)
