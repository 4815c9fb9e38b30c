"""How periods run: properties that hold for all of them, and days worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.clocks import rules
from wayforward.core.clocks.calendars import calendar
from wayforward.core.clocks.days import (
    LAST,
    Calendar,
    Days,
    NoWorkingDayLeftError,
    OutsideCalendarError,
    Special,
    both,
    days_of,
    either,
)
from wayforward.core.clocks.rules import (
    Adjustment,
    Counting,
    Direction,
    Ending,
    Length,
    Level,
    Period,
    StepKind,
    Suspension,
    Unit,
)

TODAY = date(2030, 1, 1)  # after everything that the strategies make


@cache
def side(key: str) -> Days:
    """A shipped calendar as a table."""
    return days_of(calendar(key))


@cache
def joint() -> Days:
    """Days on which Belgium and Afghanistan both work."""
    return both(side("belgium"), side("afghanistan"))


some_days = st.dates(date(2016, 1, 1), date(2026, 12, 31))
tables = st.sampled_from(["belgium", "afghanistan", "eu-institutions", "joint", "either"]).map(
    lambda key: {
        "joint": joint,
        "either": lambda: either(side("belgium"), side("afghanistan")),
    }.get(key, lambda: side(key))()
)
lengths = st.one_of(
    st.builds(Length, st.integers(1, 60), st.just(Unit.CALENDAR_DAYS)),
    st.builds(Length, st.integers(1, 26), st.just(Unit.WEEKS)),
    st.builds(Length, st.integers(1, 24), st.just(Unit.MONTHS)),
    st.builds(Length, st.integers(1, 5), st.just(Unit.YEARS)),
    st.builds(Length, st.integers(1, 60), st.just(Unit.WORKING_DAYS)),
)
countings = st.builds(
    Counting,
    trigger_day_counts=st.booleans(),
    ending=st.sampled_from(Ending),
    least_working_days=st.sampled_from([0, 2]),
)


@st.composite
def suspensions(draw: st.DrawFn, trigger: date, most: int = 4) -> tuple[Suspension, ...]:
    """Some suspensions after a trigger, each of them ended; they may overlap."""
    found = []
    for _ in range(draw(st.integers(0, most))):
        since = trigger + timedelta(days=draw(st.integers(0, 120)))
        resumed = since + timedelta(days=draw(st.integers(0, 40)))
        found.append(Suspension(since, resumed, draw(st.sampled_from("abc"))))
    return tuple(found)


@st.composite
def periods(draw: st.DrawFn, suspended: bool = True) -> Period:
    """A period of any kind that runs forward."""
    trigger = draw(some_days)
    adjustments = draw(st.lists(st.builds(Adjustment, lengths), max_size=2))
    return Period(
        trigger,
        draw(lengths),
        draw(countings),
        draw(tables),
        draw(tables),
        draw(suspensions(trigger)) if suspended else (),
        tuple(adjustments),
    )


def end(period: Period) -> date:
    """The last day of a period that does not stand still."""
    found = rules.due(period, TODAY).on
    assert found is not None
    return found


def _struck(table: Days, days: set[date]) -> Days:
    """The same table with more holidays."""
    more = {day: Special(False, {}) for day in days}
    calendars = [replace(one, specials={**one.specials, **more}) for one in table.calendars]
    if len(calendars) == 1:
        return days_of(calendars[0])
    return (both if table.together else either)(*map(days_of, calendars))


@given(periods(), st.data())
def test_adding_a_holiday_never_shortens_a_period(period: Period, data: st.DataObject) -> None:
    offsets = data.draw(st.sets(st.integers(0, 200), min_size=1, max_size=5))
    more = {period.trigger + timedelta(days=n) for n in offsets}

    later = replace(
        period, counted=_struck(period.counted, more), ending=_struck(period.ending, more)
    )

    assert end(later) >= end(period)


@given(periods(suspended=False), st.integers(0, 400), st.integers(1, 60))
def test_suspending_then_resuming_shifts_by_the_suspended_length(
    period: Period, begins: int, days: int
) -> None:
    period = replace(period, counting=Counting(ending=Ending.AS_IT_FALLS))
    plain = end(period)
    first = period.trigger + timedelta(days=1)
    since = first + timedelta(days=begins % ((plain - first).days + 1))  # while it runs
    stop = Suspension(since, since + timedelta(days=days))

    moved = end(replace(period, suspensions=(stop,)))

    units = {one.unit for one in (period.length, *(a.length for a in period.adjustments))}
    if Unit.WORKING_DAYS not in units:
        assert moved == plain + timedelta(days=days)
    elif units == {Unit.WORKING_DAYS}:
        count = period.counted.count
        last_off = since + timedelta(days=days - 1)
        # As many working days are left out as the stop has; outside it as many run as before.
        assert count(first, moved) - count(since, last_off) == count(first, plain)
        assert period.counted.works(moved)
        assert not since <= moved <= last_off


@given(periods(), st.integers(1, 10))
def test_extension_is_monotone_and_never_ends_a_period_sooner(period: Period, by: int) -> None:
    for unit in Unit:
        longer = Adjustment(Length(by, unit))
        still_longer = Adjustment(Length(by + 1, unit))
        one = end(replace(period, adjustments=(*period.adjustments, longer)))
        two = end(replace(period, adjustments=(*period.adjustments, still_longer)))
        assert end(period) <= one <= two


@given(periods(), st.randoms())
def test_order_of_suspensions_and_extensions_does_not_matter(period: Period, chance) -> None:
    stops, longer = list(period.suspensions), list(period.adjustments)
    chance.shuffle(stops)
    chance.shuffle(longer)

    other = replace(period, suspensions=tuple(stops), adjustments=tuple(longer))

    assert end(other) == end(period)


@given(periods())
def test_computing_again_gives_the_same_with_the_same_steps(period: Period) -> None:
    assert rules.due(period, TODAY) == rules.due(period, TODAY)


@given(periods())
def test_suspension_within_another_changes_nothing(period: Period) -> None:
    inside = tuple(
        Suspension(one.since, one.since + (one.resumed - one.since) // 2, "z")
        for one in period.suspensions
        if one.resumed
    )

    assert end(replace(period, suspensions=period.suspensions + inside)) == end(period)


@given(periods())
def test_period_never_ends_in_a_suspension_nor_before_its_trigger(period: Period) -> None:
    last = end(period)

    assert last >= period.trigger
    running = [s for s in period.suspensions if s.resumed and s.since <= last < s.resumed]
    first = period.trigger + timedelta(days=0 if period.counting.trigger_day_counts else 1)
    assert [s for s in running if last >= first] == []


@given(periods())
def test_last_day_is_a_working_day_where_the_law_wants_one(period: Period) -> None:
    if period.counting.ending is Ending.NEXT_WORKING_DAY:
        assert period.ending.works(end(period))


@given(some_days, st.integers(0, 400))
def test_days_of_both_never_exceed_those_of_either_side(first: date, span: int) -> None:
    last = first + timedelta(days=span)
    one, two = side("belgium"), side("afghanistan")

    together, any_side = joint().count(first, last), either(one, two).count(first, last)

    assert together <= min(one.count(first, last), two.count(first, last))
    assert any_side >= max(one.count(first, last), two.count(first, last))
    assert together + any_side == one.count(first, last) + two.count(first, last)


@given(some_days, st.integers(1, 200), tables)
def test_counting_forward_and_back_are_each_others_mirror(day: date, n: int, table: Days) -> None:
    later = table.nth_after(day, n)

    assert table.works(later)
    assert table.count(day + timedelta(days=1), later) == n
    assert table.nth_before(later + timedelta(days=1), n) > day


@given(some_days, tables)
def test_every_day_off_says_why(day: date, table: Days) -> None:
    assert bool(table.why_off(day)) == (not table.works(day))


@given(
    some_days, st.integers(1, 40), tables, st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS])
)
def test_notice_counted_back_lies_before_its_event_on_a_working_day(
    day: date, n: int, table: Days, unit: Unit
) -> None:
    back = Counting(direction=Direction.BEFORE)

    last = end(Period(day, Length(n, unit), back, table, table))

    assert last < day
    assert table.works(last)
    if unit is Unit.WORKING_DAYS:
        assert table.count(last, day - timedelta(days=1)) == n


@given(some_days, st.integers(0, 23), st.integers(0, 59))
def test_midnight_of_a_zone_closes_its_own_day(day: date, hour: int, minute: int) -> None:
    for zone in ("Asia/Kabul", "Europe/Brussels"):
        closes = rules.runs_out_at(day, zone)
        assert rules.local_day(closes, zone) == day + timedelta(days=1)
        assert rules.local_day(closes - timedelta(seconds=1), zone) == day
        assert rules.begins_at(day, zone) < closes
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
    kabul, brussels = (rules.local_day(moment, z) for z in ("Asia/Kabul", "Europe/Brussels"))
    assert kabul - brussels in (timedelta(0), timedelta(days=1))


def test_half_past_ten_at_night_in_brussels_is_tomorrow_in_kabul() -> None:
    moment = datetime(2017, 3, 2, 21, 30, tzinfo=UTC)

    assert rules.local_day(moment, "Europe/Brussels") == date(2017, 3, 2)
    assert rules.local_day(moment, "Asia/Kabul") == date(2017, 3, 3)


def test_the_same_day_ends_three_and_a_half_hours_sooner_in_kabul() -> None:
    last = date(2017, 1, 31)

    kabul, brussels = (rules.runs_out_at(last, z) for z in ("Asia/Kabul", "Europe/Brussels"))

    assert brussels - kabul == timedelta(hours=3, minutes=30)


def _plain(trigger: date, amount: int, unit: Unit, **counting: object) -> Period:
    table = side("belgium")
    return Period(trigger, Length(amount, unit), Counting(**counting), table, table)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("trigger", "amount", "unit", "last"),
    [
        (date(2026, 3, 3), 4, Unit.WEEKS, date(2026, 3, 31)),
        (date(2026, 3, 3), 10, Unit.CALENDAR_DAYS, date(2026, 3, 13)),
        (date(2026, 1, 31), 1, Unit.MONTHS, date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2024, 2, 29), 1, Unit.YEARS, date(2025, 2, 28)),
        (date(2026, 12, 18), 7, Unit.CALENDAR_DAYS, date(2026, 12, 28)),  # Christmas, a weekend
        (date(2026, 4, 30), 3, Unit.WORKING_DAYS, date(2026, 5, 6)),  # 1 May and a weekend
    ],
)
def test_last_day_is_that_of_the_regulation(trigger, amount, unit, last) -> None:
    assert end(_plain(trigger, amount, unit)) == last


def test_period_whose_first_day_counts_ends_a_day_sooner() -> None:
    counts = {"trigger_day_counts": True, "ending": Ending.AS_IT_FALLS}

    assert end(_plain(date(2026, 3, 1), 1, Unit.MONTHS, **counts)) == date(2026, 3, 31)
    assert end(_plain(date(2026, 3, 2), 1, Unit.WEEKS, **counts)) == date(2026, 3, 8)


def test_two_days_before_christmas_hold_two_working_days() -> None:
    # From Thursday 24 December: Christmas is a holiday, then a weekend.
    short = _plain(date(2026, 12, 24), 2, Unit.CALENDAR_DAYS, least_working_days=2)

    due = rules.due(short, TODAY)

    assert due.on == date(2026, 12, 29)
    assert StepKind.LEAST in {step.kind for step in due.steps}


def test_period_that_stands_still_has_no_end_but_one_if_resumed_now() -> None:
    period = replace(
        _plain(date(2026, 3, 3), 4, Unit.WEEKS), suspensions=(Suspension(date(2026, 3, 10), None),)
    )

    due = rules.due(period, date(2026, 3, 20))

    assert due.on is None
    assert due.if_resumed_now == date(2026, 4, 10)
    assert due.steps[-1].kind is StepKind.STANDS_STILL


def test_what_makes_no_sense_is_refused() -> None:
    period = _plain(date(2026, 3, 3), 2, Unit.WEEKS)

    with pytest.raises(rules.ShortenedTooFarError):
        end(replace(period, adjustments=(Adjustment(Length(-3, Unit.WEEKS)),)))
    with pytest.raises(rules.SuspendedBackwardsError):
        end(replace(period, suspensions=(Suspension(date(2026, 3, 9), date(2026, 3, 8)),)))
    back = replace(period.counting, direction=Direction.BEFORE)
    with pytest.raises(rules.BackwardsSuspendedError):
        end(replace(period, counting=back, suspensions=(Suspension(date(2026, 3, 9), TODAY),)))
    with pytest.raises(OutsideCalendarError):
        side("belgium").works(date(1999, 1, 1))
    with pytest.raises(NoWorkingDayLeftError):
        side("belgium").nth_after(LAST, 1)


def test_levels_are_days_before_and_after_the_end() -> None:
    table = side("belgium")
    tuesday = date(2026, 3, 31)

    def day(before: int, unit: Unit) -> date:
        return rules.level_day(Level("x", before, unit, ()), tuesday, table)

    assert day(7, Unit.CALENDAR_DAYS) == date(2026, 3, 24)
    assert day(2, Unit.WORKING_DAYS) == date(2026, 3, 27)
    assert day(0, Unit.CALENDAR_DAYS) == tuesday
    assert day(-4, Unit.WORKING_DAYS) == date(2026, 4, 7)  # Easter Monday is 6 April


def test_weekend_that_changed_is_counted_as_it_was_on_each_day() -> None:
    afghan: Calendar = calendar("afghanistan")
    thursday, saturday = date(2017, 3, 2), date(2017, 3, 4)

    assert (side("afghanistan").works(thursday), side("afghanistan").works(saturday)) == (0, 1)
    thursday, saturday = date(2026, 3, 5), date(2026, 3, 7)
    assert (side("afghanistan").works(thursday), side("afghanistan").works(saturday)) == (1, 0)
    assert afghan.weekend_on(date(2017, 3, 2)) != afghan.weekend_on(date(2026, 3, 5))


def test_joint_working_days_of_2026_with_belgium_are_those_counted_elsewhere() -> None:
    assert joint().count(date(2026, 1, 1), date(2026, 12, 31)) == 195
