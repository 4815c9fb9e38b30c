"""The judgement of a week: its tail is exact, its order sensible, its false share kept."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.narratives.weekly import rules
from wayforward.information.narratives.weekly.rules import Method

METHOD = Method(baseline=8, run=3, false_share=10, least=3)
counts = st.integers(0, 40)
spreads = st.floats(1, 5)


@given(st.integers(0, 30), st.integers(1, 4), st.integers(0, 60), st.integers(2, 20))
def test_chance_is_the_tail_of_the_binomial(count: int, run: int, before: int, weeks: int) -> None:
    share, total = Fraction(run, run + weeks), count + before
    exact = sum(
        math.comb(total, here) * share**here * (1 - share) ** (total - here)
        for here in range(count, total + 1)
    )
    assert rules.chance_of(count, run, before, weeks) == pytest.approx(float(exact), abs=1e-9)


@given(counts, st.integers(1, 4), counts, st.integers(2, 20), spreads)
def test_more_is_less_likely_and_a_larger_usual_makes_it_likelier(
    count: int, run: int, before: int, weeks: int, spread: float
) -> None:
    here = rules.chance_of(count, run, before, weeks, spread)
    assert 0 <= here <= 1
    if spread == 1:
        assert rules.chance_of(count + 1, run, before, weeks, spread) <= here + 1e-12
    assert rules.chance_of(count, run, before + 1, weeks, spread) >= here - 1e-9


@given(st.integers(1, 20), st.integers(1, 3), st.integers(0, 60), st.integers(2, 12))
def test_spread_near_one_is_the_binomial(count: int, run: int, before: int, weeks: int) -> None:
    assert rules.chance_of(count, run, before, weeks, 1.0011) == pytest.approx(
        rules.chance_of(count, run, before, weeks), abs=5e-3
    )


@given(st.integers(1, 20), st.integers(1, 3), st.integers(0, 60), st.integers(2, 12), spreads)
def test_all_that_can_happen_is_certain(
    count: int, run: int, before: int, weeks: int, spread: float
) -> None:
    total, size = count + before, 1 / max(spread - 1, 0.1)
    every = sum(
        math.exp(rules._beta_binomial(here, total, run * size, weeks * size))
        for here in range(total + 1)
    )
    assert every == pytest.approx(1, abs=1e-9)


@given(st.dictionaries(st.integers(), st.floats(0, 1), max_size=30), st.floats(0.01, 0.5))
def test_discoveries_are_the_least_likely_and_grow_with_the_share(
    chances: dict[int, float], share: float
) -> None:
    found = rules.discoveries(chances, share)
    others = chances.keys() - found
    assert all(chances[one] <= chances[other] for one in found for other in others)
    assert found <= rules.discoveries(chances, share * 1.5)


@given(st.lists(st.lists(counts, min_size=8, max_size=8), max_size=6))
def test_dispersion_is_one_or_more_and_one_for_even_series(series: list[list[int]]) -> None:
    assert rules.dispersion(series) >= 1
    assert rules.dispersion([[one[0]] * 8 for one in series]) == 1


def test_new_rumour_that_many_tell_rises_and_a_steady_one_does_not() -> None:
    series = {
        "new": [0] * 10 + [5],
        "steady": [5, 4, 6, 5, 5, 4, 6, 5, 5, 5, 6],
        "leaps": [5, 4, 6, 5, 5, 4, 6, 5, 5, 4, 19],
        "climbs": [1, 0, 1, 0, 0, 1, 0, 0, 3, 3, 4],
        "over": [0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 1],
        "silent": [0] * 11,
        "two": [0] * 10 + [2],
    }
    judged = rules.judge(series, METHOD)

    assert {key for key, one in judged.items() if one.rising} == {"new", "leaps", "climbs"}
    assert (judged["leaps"].usual, judged["leaps"].count) == (5.0, 19)
    assert judged["silent"].chance == 1
    assert not judged["over"].rising


@pytest.mark.parametrize(
    ("known", "baseline"), [(0, None), (6, None), (7, 4), (10, 7), (11, 8), (99, 8)]
)
def test_method_takes_fewer_weeks_down_to_half(known: int, baseline: int | None) -> None:
    shorter = METHOD.shortened(known)
    assert (shorter and shorter.baseline) == baseline


def test_false_share_is_kept_where_nothing_rises() -> None:
    chance = random.Random(7)  # noqa: S311

    def poisson(rate: float) -> int:
        count, left = 0, math.exp(-rate)
        product = chance.random()
        while product > left:
            count += 1
            product *= chance.random()
        return count

    weeks = 300
    with_any = 0
    for _week in range(weeks):
        series = {n: [poisson(0.5 + n % 4) for _ in range(METHOD.weeks)] for n in range(30)}
        with_any += any(one.rising for one in rules.judge(series, METHOD).values())
    # Where nothing is true every discovery is false: weeks with one are at most a tenth.
    assert with_any / weeks <= 0.1


@pytest.mark.parametrize(
    "wrong", [{"baseline": 1}, {"run": 0}, {"least": 0}, {"false_share": 0}, {"false_share": 100}]
)
def test_method_that_says_nothing_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="says nothing"):
        Method(**({"baseline": 8, "run": 3, "false_share": 10, "least": 3} | wrong))


def test_series_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="11 weeks"):
        rules.judge({"a": [1, 2]}, METHOD)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_week_is_found_by_its_name(day: date) -> None:
    monday = rules.week_of(day)
    assert rules.week_named(rules.week_name(monday)) == monday
    assert timedelta(0) <= day - monday < timedelta(days=7)


@pytest.mark.parametrize(
    "name", ["", "2026", "2026-W54", "2026-W00", "26-W47", "2026-47", "2026-W4x"]
)
def test_name_of_no_week_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="week"):
        rules.week_named(name)
