"""Intervals: their shape by properties, how often they hold the truth by simulation."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.information.campaigns.measuring.simulating import World, asked, drawn

from wayforward.information.campaigns.measuring.estimating import (
    AREAS_TO_COMPARE,
    AreaShares,
    Interval,
    Method,
    NoAnswersError,
    Share,
    difference_in_differences,
    mean_change,
    weighed_sum,
)

_DRAWS = 3000
_CONFIDENCE = 0.95
# A share of _DRAWS strays from its expectation by no more than this in 999 of 1,000 runs.
_STRAY = 3.1 * sqrt(_CONFIDENCE * (1 - _CONFIDENCE) / _DRAWS)

shares = st.integers(1, 400).flatmap(lambda n: st.builds(Share, st.integers(0, n), st.just(n)))


@st.composite
def sides(draw: st.DrawFn, least: int = 1) -> list[AreaShares]:
    """Areas of one side."""
    count = draw(st.integers(least, 5))
    return [AreaShares(str(n), draw(shares), draw(shares)) for n in range(count)]


def _holds(world: World, seed: int, design_effect: float = 1.0) -> float:
    by, hits = drawn(seed), 0
    for _ in range(_DRAWS):
        found = difference_in_differences(
            *asked(world, by), _CONFIDENCE, design_effect=design_effect
        ).interval
        hits += found.low <= world.truth <= found.high
    return hits / _DRAWS


@pytest.mark.parametrize("answers", [20, 50, 200])
@pytest.mark.parametrize(
    "known",
    [
        (0.4, 0.5, 0.4, 0.42),
        (0.1, 0.3, 0.1, 0.1),
        (0.02, 0.02, 0.02, 0.02),
        (0.95, 0.98, 0.95, 0.95),
        (0.3, 0.6, 0.3, 0.3),
        (0.5, 0.95, 0.3, 0.05),
    ],
)
def test_interval_of_people_holds_the_truth_as_often_as_it_says(
    known: tuple[float, float, float, float], answers: int
) -> None:
    assert _holds(World(known, answers), seed=answers) >= _CONFIDENCE - _STRAY


@pytest.mark.parametrize(
    "world",
    [
        World((0.4, 0.5, 0.4, 0.4), 50, (3, 3), 0.02),
        World((0.4, 0.5, 0.4, 0.4), 50, (3, 8), 0.05),
        World((0.2, 0.3, 0.2, 0.25), 30, (10, 10), 0.05),
        World((0.9, 0.95, 0.9, 0.9), 30, (5, 3), 0.02),
        World((0.4, 0.4, 0.4, 0.4), 40, (8, 8), 0.0),
        World((0.6, 0.6, 0.6, 0.6), 200, (4, 6), 0.1),
    ],
    ids=str,
)
def test_interval_of_areas_holds_the_truth_where_answers_of_an_area_are_alike(world: World) -> None:
    assert _holds(world, seed=7) >= _CONFIDENCE - _STRAY


def test_interval_of_people_alone_would_miss_it() -> None:
    """Why areas are compared at all: the same world, as if everybody had been drawn by lot."""
    world, by, hits = World((0.6, 0.6, 0.6, 0.6), 200, (4, 6), 0.1), drawn(7), 0
    for _ in range(_DRAWS):
        ours, others = asked(world, by)
        pooled = [
            sum(parts, Share(0, 0))
            for parts in (
                [one.after for one in ours], [one.before for one in ours],
                [one.after for one in others], [one.before for one in others],
            )
        ]  # fmt: skip
        found = weighed_sum(list(zip((1, -1, -1, 1), pooled, strict=True)), _CONFIDENCE)
        hits += found.low <= world.truth <= found.high

    assert hits / _DRAWS < 0.8


def test_design_effect_mends_two_areas_that_cannot_be_compared() -> None:
    """With one area each, what is assumed of likeness is all there is."""
    alike = World((0.4, 0.5, 0.4, 0.4), 101, (1, 1), 0.005)  # a design effect of 1 + 100 * 0.005

    assert _holds(alike, seed=3) < _CONFIDENCE - _STRAY
    assert _holds(alike, seed=3, design_effect=1.5) >= _CONFIDENCE - _STRAY


@given(sides(), sides())
def test_interval_holds_its_estimate_and_stays_possible(
    ours: list[AreaShares], others: list[AreaShares]
) -> None:
    found = difference_in_differences(ours, others, _CONFIDENCE).interval

    assert -2 <= found.low <= found.estimate <= found.high <= 2


@given(sides(), sides())
def test_sides_changed_over_turn_the_interval_around(
    ours: list[AreaShares], others: list[AreaShares]
) -> None:
    one = difference_in_differences(ours, others, _CONFIDENCE).interval
    two = difference_in_differences(others, ours, _CONFIDENCE).interval

    assert (two.low, two.estimate, two.high) == pytest.approx((-one.high, -one.estimate, -one.low))


@given(sides(), sides())
def test_more_confidence_is_wider(ours: list[AreaShares], others: list[AreaShares]) -> None:
    narrow = difference_in_differences(ours, others, 0.8).interval
    wide = difference_in_differences(ours, others, 0.99).interval

    assert wide.low <= narrow.low + 1e-9
    assert narrow.high <= wide.high + 1e-9


@given(sides(AREAS_TO_COMPARE), sides(AREAS_TO_COMPARE))
def test_areas_compared_are_never_surer_than_their_people(
    ours: list[AreaShares], others: list[AreaShares]
) -> None:
    found = difference_in_differences(ours, others, _CONFIDENCE)
    terms = [(sign / len(side) * way, share) for side, sign in ((ours, 1), (others, -1))
             for one in side for way, share in ((1, one.after), (-1, one.before))]  # fmt: skip
    people = weighed_sum(terms, _CONFIDENCE)

    assert found.areas_compared
    assert found.interval.low <= people.low + 1e-9
    assert people.high <= found.interval.high + 1e-9


@given(shares, shares, st.integers(2, 20))
def test_more_answers_of_the_same_kind_are_surer(before: Share, after: Share, times: int) -> None:
    few = _change(before, after)
    many = _change(_times(before, times), _times(after, times))

    assert many.high - many.low <= few.high - few.low + 1e-9


def _change(before: Share, after: Share) -> Interval:
    return mean_change([AreaShares("a", before, after)], _CONFIDENCE)


def _times(share: Share, times: int) -> Share:
    return Share(share.know * times, share.asked * times)


def test_change_of_two_shares_is_that_of_agresti_and_caffo() -> None:
    """One answer of each kind added to each group, worked out by hand: 15 of 30 and 7 of 30."""
    first, second = 16 / 32, 8 / 32
    half = 1.959964 * sqrt(first * (1 - first) / 32 + second * (1 - second) / 32)

    found = _change(Share(7, 30), Share(15, 30))

    assert (found.low, found.high) == pytest.approx(
        (first - second - half, first - second + half), abs=1e-6
    )


def test_no_change_is_more_than_all_or_less_than_none() -> None:
    rise = mean_change([AreaShares("a", Share(0, 30), Share(30, 30))], 0.95, design_effect=3)
    fall = mean_change([AreaShares("a", Share(30, 30), Share(0, 30))], 0.95, design_effect=3)

    assert (rise.estimate, rise.high, fall.low) == (1, 1, -1)


def test_asking_one_area_more_often_is_no_change() -> None:
    """Nine of ten know it in one, one of ten in the other, before and after."""
    areas = [
        AreaShares("a", Share(90, 100), Share(27, 30)),
        AreaShares("b", Share(3, 30), Share(10, 100)),
    ]

    assert mean_change(areas, _CONFIDENCE).estimate == pytest.approx(0)


def test_change_of_no_area_is_none() -> None:
    with pytest.raises(NoAnswersError):
        mean_change([], _CONFIDENCE)


def test_fewer_areas_than_can_be_compared_rest_on_people() -> None:
    area = AreaShares("a", Share(40, 100), Share(60, 100))
    other = AreaShares("b", Share(40, 100), Share(42, 100))

    found = difference_in_differences([area, area], [other] * 5, _CONFIDENCE)

    assert (found.method, found.areas_compared) == (Method.PEOPLE, False)
    assert found.interval.estimate == pytest.approx(0.18)


@pytest.mark.parametrize("empty", [[], [AreaShares("a", Share(0, 0), Share(1, 2))]])
def test_nobody_asked_is_refused(empty: list[AreaShares]) -> None:
    area = AreaShares("b", Share(1, 2), Share(1, 2))

    with pytest.raises(NoAnswersError):
        difference_in_differences(empty, [area], _CONFIDENCE)


@pytest.mark.parametrize("wrong", [(3, 2), (-1, 2)])
def test_what_is_no_share_is_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="is no share"):
        Share(*wrong)
