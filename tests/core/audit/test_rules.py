"""What stands out: properties that hold for all weeks, and one example of each kind."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.audit import rules
from wayforward.core.audit.rules import Access, Finding, Kind, Staff, Week

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
SPAN = int((rules.HISTORY + timedelta(weeks=1)).total_seconds())
STAFF = {n: Staff(n, frozenset({"return_case_officer"})) for n in range(4)}


def at(day: int, hour: int = 10) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour)


def looks(account: int, persons: int, week: int = 0, each: int = 1) -> list[Access]:
    """By day, on working days."""
    return [
        Access(account, f"P{n}", at(n % 5 - 7 * week) + timedelta(minutes=n))
        for n in range(persons)
        for _ in range(each)
    ]


def kinds(week: Week) -> set[Kind]:
    return {found.kind for found in rules.findings(week)}


accesses = st.lists(
    st.builds(
        Access,
        account=st.integers(0, 3),
        person=st.sampled_from([f"P{n}" for n in range(30)]),
        at=st.integers(0, SPAN - 1).map(lambda s: MONDAY - rules.HISTORY + timedelta(seconds=s)),
        refused=st.booleans(),
    ),
    max_size=120,
)
steps = st.frozensets(
    st.tuples(st.integers(0, 3), st.sampled_from([f"P{n}" for n in range(30)])), max_size=60
)


@given(accesses, steps)
def test_findings_do_not_depend_on_the_order_of_events(seen: list[Access], done: object) -> None:
    week = Week(MONDAY, seen, done, STAFF)
    mixed = random.Random(1).sample(seen, len(seen))  # noqa: S311

    assert rules.findings(replace(week, accesses=mixed)) == rules.findings(week)


@given(accesses, steps)
def test_only_accounts_that_looked_in_the_week_are_found(seen: list[Access], done: object) -> None:
    there = {one.account for one in seen if one.at >= MONDAY}

    assert {one.account for one in rules.findings(Week(MONDAY, seen, done, STAFF))} <= there


@given(accesses, steps)
def test_doing_something_for_a_person_never_adds_a_finding(
    seen: list[Access], done: frozenset[tuple[int, str]]
) -> None:
    before = rules.findings(Week(MONDAY, seen, frozenset(), STAFF))
    after = rules.findings(Week(MONDAY, seen, done, STAFF))

    def places(found: list[Finding]) -> set[tuple[int, Kind]]:
        return {(one.account, one.kind) for one in found}

    assert places(after) <= places(before)


@given(accesses, steps)
def test_all_weeks_moved_by_a_week_give_the_same(seen: list[Access], done: object) -> None:
    later = [replace(one, at=one.at + timedelta(weeks=1)) for one in seen]

    assert rules.findings(Week(MONDAY + timedelta(weeks=1), later, done, STAFF)) == rules.findings(
        Week(MONDAY, seen, done, STAFF)
    )


@given(accesses, steps, st.integers(0, 3))
def test_one_more_access_of_another_role_changes_nothing_for_an_account(
    seen: list[Access], done: object, account: int
) -> None:
    staff = {**STAFF, 9: Staff(9, frozenset({"monitor"}))}
    week = Week(MONDAY, seen, done, staff)
    more = replace(week, accesses=[*seen, *looks(9, 40)])

    def of(found: list[Finding]) -> list[Finding]:
        return [one for one in found if one.account == account]

    assert of(rules.findings(more)) == of(rules.findings(week))


@given(accesses, steps)
def test_every_finding_reaches_its_floor(seen: list[Access], done: object) -> None:
    floors = {
        Kind.MANY_PERSONS: rules.FEW_PERSONS + 1,
        Kind.OUTSIDE_HOURS: 4,
        Kind.REPEATED: rules.DAYS,
        Kind.WITHOUT_STEP: rules.WITHOUT_STEP,
        Kind.REFUSED: rules.REFUSALS,
    }
    for found in rules.findings(Week(MONDAY, seen, done, STAFF)):
        assert found.count >= floors[found.kind]


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_bound_grows_with_what_is_usual(low: float, high: float) -> None:
    assert rules.bound(min(low, high)) <= rules.bound(max(low, high))


def _own(persons: int, week: int = 0) -> frozenset[tuple[int, str]]:
    return frozenset((0, f"P{n}") for n in range(persons))


def test_three_times_the_persons_of_other_weeks_stand_out() -> None:
    past = [one for week in range(1, 9) for one in looks(0, 12, week)]

    usual = Week(MONDAY, [*past, *looks(0, 14)], _own(40), STAFF)
    many = Week(MONDAY, [*past, *looks(0, 36)], _own(40), STAFF)

    assert kinds(usual) == set()
    assert rules.findings(many) == [Finding(Kind.MANY_PERSONS, 0, 36, 12.0)]


def test_busy_week_of_everybody_does_not_stand_out() -> None:
    past = [one for week in range(1, 9) for one in looks(0, 12, week)]
    peers = [*looks(1, 34), *looks(2, 38)]
    done = frozenset((n, f"P{m}") for n in range(3) for m in range(40))

    assert Kind.MANY_PERSONS not in kinds(Week(MONDAY, [*past, *peers, *looks(0, 36)], done, STAFF))


def test_new_account_without_peers_stands_out_with_very_many_alone() -> None:
    assert kinds(Week(MONDAY, looks(0, 50), _own(99))) == set()
    assert kinds(Week(MONDAY, looks(0, 51), _own(99))) == {Kind.MANY_PERSONS}


def test_nights_stand_out_unless_they_are_usual() -> None:
    nights = [Access(0, "P1", at(day, 23)) for day in range(4)]
    always = [Access(0, "P1", at(day - 7 * week, 23)) for day in range(4) for week in range(1, 9)]

    assert kinds(Week(MONDAY, nights, _own(9))) == {Kind.OUTSIDE_HOURS}
    assert kinds(Week(MONDAY, [*nights, *always], _own(9))) == set()


def test_weekend_is_that_of_the_party() -> None:
    friday = [Access(0, f"P{n}", at(4)) for n in range(4)]

    assert kinds(Week(MONDAY, friday, _own(9))) == set()
    assert kinds(Week(MONDAY, friday, _own(9), weekend=frozenset({4, 5}))) == {Kind.OUTSIDE_HOURS}


def test_hours_that_nobody_knows_are_not_looked_at() -> None:
    nights = [Access(0, "P1", at(day, 23)) for day in range(4)]

    assert kinds(Week(MONDAY, nights, _own(9), weekend=None)) == set()


def test_one_person_again_and_again_stands_out_unless_something_was_done() -> None:
    again = [Access(0, "P1", at(day)) for day in range(4)]

    assert rules.findings(Week(MONDAY, again)) == [Finding(Kind.REPEATED, 0, 4, 0.0, ("P1",), 4)]
    assert rules.findings(Week(MONDAY, again, {(0, "P1")})) == []


def test_looking_without_doing_stands_out_except_for_who_reads_by_duty() -> None:
    monitor = {0: Staff(0, frozenset({"monitor"}), reads_only=True)}

    assert kinds(Week(MONDAY, looks(0, 6), staff=STAFF)) == {Kind.WITHOUT_STEP}
    assert kinds(Week(MONDAY, looks(0, 6), staff=monitor)) == set()


def test_refused_attempts_stand_out() -> None:
    refused = [Access(0, "P1", at(0), refused=True)] * 3

    assert rules.findings(Week(MONDAY, refused)) == [Finding(Kind.REFUSED, 0, 3, 0.0)]
