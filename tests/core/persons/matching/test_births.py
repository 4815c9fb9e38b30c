"""Births as offices write them, read and compared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.persons.matching.births import (
    Birth,
    UnreadableBirthError,
    compare_births,
    read_birth,
)
from wayforward.core.persons.matching.reasons import Reason

days = st.dates(date(1930, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1990-05-02", date(1990, 5, 2), date(1990, 5, 2)),
        ("02.05.1990", date(1990, 5, 2), date(1990, 5, 2)),
        ("۱۳۶۹/۲/۱۲", date(1990, 5, 2), date(1990, 5, 2)),
        ("12 Sawr 1369", date(1990, 5, 2), date(1990, 5, 2)),
        ("1990", date(1990, 1, 1), date(1990, 12, 31)),
        ("1369", date(1990, 3, 21), date(1991, 3, 20)),
        ("about 1990", date(1988, 1, 2), date(1992, 12, 30)),
        ("حدود ۱۳۶۹", date(1988, 3, 21), date(1993, 3, 19)),
        ("1370-1372", date(1991, 3, 21), date(1994, 3, 20)),
        ("1372-1370", date(1991, 3, 21), date(1994, 3, 20)),
        ("25 (2015)", date(1989, 1, 1), date(1990, 12, 28)),
    ],
)
def test_what_offices_write_is_read(text: str, earliest: date, latest: date) -> None:
    found = read_birth(text)

    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize("text", ["", "unknown", "25", "9999"])
def test_what_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(UnreadableBirthError):
        read_birth(text)


@given(
    st.text(max_size=20) | st.from_regex(r"(about )?\d{1,4}([-/. ]\d{1,4}){0,2}", fullmatch=True)
)
def test_any_text_is_a_birth_or_refused(text: str) -> None:
    try:
        found = read_birth(text)
    except UnreadableBirthError:
        return
    assert found.earliest <= found.latest


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("1990-05-02", "1990-05-02", Reason.SAME_DAY),
        ("1990-05-02", "12 Sawr 1369", Reason.SAME_DAY),
        ("1990-02-05", "1990-05-02", Reason.SWAPPED_DAY_MONTH),
        ("1990-01-01", "1990-05-02", Reason.SAME_YEAR),
        ("1990-01-01", "1990-01-01", Reason.SAME_YEAR),
        ("1369", "1990-05-02", Reason.SAME_YEAR),
        ("1990", "1991", Reason.ONE_YEAR),
        ("1990", "1991-06-05", Reason.ONE_YEAR),
        ("1369", "1989-06-05", Reason.ONE_YEAR),
        ("1990-05-02", "1992-06-05", Reason.FEW_YEARS),
        ("1990-05-02", "1996-06-05", Reason.APART),
        ("1990-05-02", "2005-06-05", Reason.FAR_APART),
        ("about 1990", "1991-06-05", Reason.OVERLAP),
        ("1375", "1956", Reason.CALENDAR_SLIP),
    ],
)
def test_two_births_are_told_apart_by_what_may_have_slipped(
    one: str, other: str, reason: Reason
) -> None:
    assert compare_births(read_birth(one), read_birth(other)).reason is reason
    assert compare_births(read_birth(other), read_birth(one)).reason is reason


@given(days, days)
def test_births_compare_the_same_either_way_round(one: date, other: date) -> None:
    first, second = Birth(one, one), Birth(other, other)

    assert compare_births(first, second).bits == compare_births(second, first).bits


@given(days, days)
def test_a_disputed_birth_says_less_for_and_against(one: date, other: date) -> None:
    sure = compare_births(Birth(one, one), Birth(other, other)).bits
    disputed = compare_births(Birth(one, one, disputed=True), Birth(other, other)).bits

    assert abs(disputed) <= abs(sure)


def test_what_is_not_known_has_no_weight() -> None:
    assert compare_births(None, None).bits == compare_births(None, read_birth("1990")).bits == 0


@given(days, days)
def test_a_disputed_birth_says_half_as_much_for_and_against(one: date, other: date) -> None:
    told = compare_births(Birth(one, one), Birth(other, other))
    disputed = compare_births(Birth(one, one, disputed=True), Birth(other, other))

    assert disputed.reason == told.reason
    assert disputed.bits == pytest.approx(told.bits / 2, abs=0.001)


def test_day_and_month_are_swapped_within_one_year_only() -> None:
    born, other = date(1990, 5, 2), date(1990, 2, 5)

    within = compare_births(Birth(born, born), Birth(other, other))
    years_away = other.replace(year=1975)
    away = compare_births(Birth(born, born), Birth(years_away, years_away))

    assert within.reason is Reason.SWAPPED_DAY_MONTH
    assert away.reason is Reason.FAR_APART
