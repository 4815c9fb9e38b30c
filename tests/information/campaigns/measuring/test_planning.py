"""The planner against simulations of the very interval that is used in the end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.information.campaigns.measuring.simulating import World, asked, drawn

from wayforward.information.campaigns.measuring.estimating import difference_in_differences
from wayforward.information.campaigns.measuring.planning import (
    PlanError,
    Wanted,
    design_effect,
    plan,
    smallest_difference,
)

_DRAWS = 2000
_POWER = 0.8
_STRAY = 0.03  # three standard errors of a share of _DRAWS near 0.8
WANTED = Wanted(baseline=0.4, difference=0.1, power=_POWER, confidence=0.95)


def _seen(world: World, sign: int, seed: int) -> float:
    by, hits = drawn(seed), 0
    for _ in range(_DRAWS):
        found = difference_in_differences(*asked(world, by), 0.95).interval
        hits += found.low > 0 if sign > 0 else found.high < 0
    return hits / _DRAWS


@pytest.mark.parametrize(
    ("baseline", "difference", "trend"),
    [(0.4, 0.1, 0.0), (0.1, 0.1, 0.0), (0.8, 0.1, 0.05), (0.3, -0.15, 0.0), (0.05, 0.05, 0.1)],
)
def test_planned_answers_show_the_difference_as_often_as_planned(
    baseline: float, difference: float, trend: float
) -> None:
    wanted = replace(WANTED, baseline=baseline, difference=difference, trend=trend)
    after = baseline + trend
    world = World((baseline, after + difference, baseline, after), plan(wanted).answers_per_group)

    seen = _seen(world, 1 if difference > 0 else -1, seed=5)

    assert abs(seen - _POWER) <= _STRAY


@pytest.mark.parametrize(("areas", "effect"), [(3, 1.5), (4, 4.0), (8, 1.5), (15, 2.0)])
def test_planned_areas_show_the_difference_where_answers_of_an_area_are_alike(
    areas: int, effect: float
) -> None:
    planned = plan(replace(WANTED, areas=areas, design_effect=effect))
    per_area = -(-planned.answers_per_group // areas)
    alike = (effect - 1) / (per_area - 1)
    world = World((0.4, 0.5, 0.4, 0.4), per_area, (areas, areas), alike)

    assert abs(_seen(world, 1, seed=6) - _POWER) <= _STRAY + 0.015


def test_plan_of_the_guide() -> None:
    """(1.960 + 0.842)^2 * (3 * 0.24 + 0.25) / 0.1^2 = 761.4, and half as much again."""
    assert plan(WANTED).answers_per_group == 762
    assert plan(replace(WANTED, design_effect=1.5)).answers_per_group == 1143
    assert plan(replace(WANTED, design_effect=1.5)).answers_in_all == 4572


wanted = st.builds(
    Wanted,
    baseline=st.floats(0.05, 0.95),
    difference=st.floats(-0.5, 0.5).filter(lambda d: abs(d) > 0.01),
    power=st.floats(0.5, 0.95),
    confidence=st.floats(0.8, 0.99),
    design_effect=st.floats(1, 4),
    areas=st.none() | st.integers(3, 30),
)


def _possible(one: Wanted) -> bool:
    return 0.02 < one.baseline + one.difference < 0.98


@given(wanted)
def test_more_power_and_more_likeness_need_more_answers(one: Wanted) -> None:
    assume(_possible(one))
    answers = plan(one).answers_per_group

    assert plan(replace(one, power=0.97)).answers_per_group >= answers
    assert plan(replace(one, design_effect=one.design_effect * 2)).answers_per_group >= answers
    assert plan(replace(one, areas=None)).answers_per_group <= answers


@given(wanted)
def test_smallest_difference_undoes_the_plan(one: Wanted) -> None:
    assume(_possible(one))
    answers = plan(one).answers_per_group

    found = smallest_difference(one, answers)

    assert found is not None
    assert abs(found) <= abs(one.difference) + 1e-3
    assert plan(replace(one, difference=found)).answers_per_group <= answers


def test_the_smallest_difference_of_very_many_answers_is_found() -> None:
    wanted = replace(WANTED, baseline=0.5, difference=0.001, design_effect=1.25, areas=None)

    found = smallest_difference(wanted, plan(wanted).answers_per_group // 2)

    assert found is not None
    assert 0.001 < found < 0.002


def test_too_few_answers_show_no_difference_there_could_be() -> None:
    assert smallest_difference(WANTED, 5) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"baseline": 0}, {"baseline": 1}, {"difference": 0}, {"difference": 0.7}, {"power": 0.3},
        {"confidence": 1}, {"design_effect": 0.5}, {"areas": 2}, {"difference": 0.00001},
        {"trend": -0.5}, {"design_effect": float("nan")},
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_refused_in_a_sentence(wrong: dict[str, float]) -> None:
    with pytest.raises(PlanError, match=r"^[A-Z].*\.$"):
        plan(replace(WANTED, **wrong))  # type: ignore[arg-type]


def test_design_effect_of_likeness() -> None:
    assert design_effect(51, 0.01) == pytest.approx(1.5)
    with pytest.raises(PlanError):
        design_effect(0, 0.01)
