"""How many sightings there are at least, what waits first, which places may be named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.narratives.reporting.rules import (
    Intake,
    Told,
    by_place,
    sightings,
    weight,
)

DAY = date(2026, 5, 1)
WEEK = 7


def _told(
    after: int = 0,
    came_by: Intake = Intake.WEB,
    people: int = 1,
    most: int = 1,
    province: str = "",
    channel: str = "",
) -> Told:
    return Told(came_by, channel, province, DAY + timedelta(days=after), people, most)


def test_reports_of_a_day_by_the_web_may_be_one_person() -> None:
    assert sightings([_told(people=40)], apart=WEEK) == 1


@pytest.mark.parametrize("came_by", [Intake.TELEGRAM, Intake.WHATSAPP, Intake.DESK])
def test_reports_of_a_day_by_people_told_apart_add_up(came_by: Intake) -> None:
    assert sightings([_told(came_by=came_by, people=4)], apart=WEEK) == 4


def test_days_nearer_than_the_parameter_do_not_add_up() -> None:
    assert sightings([_told(0), _told(3), _told(6)], apart=WEEK) == 1
    assert sightings([_told(0), _told(3), _told(7)], apart=WEEK) == 2


def test_of_near_days_the_one_with_most_people_counts() -> None:
    chats = [_told(day, Intake.TELEGRAM, people) for day, people in ((0, 2), (3, 5), (7, 2))]

    assert sightings(chats, apart=WEEK) == 5


def test_provinces_channels_and_ways_in_count_each_for_itself() -> None:
    told = [
        _told(),
        _told(province="AF-KAB"),
        _told(channel="tiktok"),
        _told(came_by=Intake.FILE),
    ]

    assert sightings(told, apart=WEEK) == 4


def test_chat_that_tells_it_again_counts_nobody_more() -> None:
    assert sightings([_told(came_by=Intake.TELEGRAM, people=0, most=0)], apart=WEEK) == 0


_ONE = st.builds(
    Told,
    st.sampled_from(Intake),
    st.sampled_from(["", "tiktok"]),
    st.sampled_from(["", "AF-KAB", "AF-HER"]),
    st.integers(0, 60).map(lambda days: DAY + timedelta(days=days)),
    st.integers(1, 5),
    st.just(1),
)


@given(st.lists(_ONE, max_size=12), _ONE, st.integers(1, 30))
def test_one_more_report_never_makes_fewer(told: list[Told], more: Told, apart: int) -> None:
    before = sightings(told, apart=apart)

    assert before <= sightings([*told, more], apart=apart) <= before + more.people


@given(st.lists(_ONE, max_size=12), st.integers(1, 30))
def test_never_more_than_told_and_never_nothing_where_something_was(
    told: list[Told], apart: int
) -> None:
    count = sightings(told, apart=apart)

    assert count <= sum(one.people for one in told)
    assert (count > 0) == bool(told)
    assert sightings(told, apart=apart + 1) <= count
    assert sightings(list(reversed(told)), apart=apart) == count


def test_apart_below_one_day_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        sightings([], apart=0)


def test_unknown_harm_weighs_as_the_greatest() -> None:
    assert weight(2, None, 3) == weight(2, 3, 3) == 6
    assert weight(2, 1, 3) == 2


def test_place_is_named_from_the_threshold_on() -> None:
    assert by_place({"AF-KAB": 5, "AF-HER": 4, "": 9}, 5) == {"AF-KAB": 5}


@given(st.dictionaries(st.sampled_from(["", "AF-KAB", "AF-HER"]), st.integers(0, 9)))
def test_no_place_below_the_threshold_is_named(seen: dict[str, int]) -> None:
    assert all(count >= 5 and name for name, count in by_place(seen, 5).items())
