"""Steps of shading: what holds for any figures."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.places.grading import STEPS, Band, bands, step_of

values = st.lists(st.integers(0, 10_000) | st.floats(0, 1e9), max_size=60)


@given(values)
def test_bands_are_few_in_order_and_hold_every_figure(told):
    found = bands(told)
    assert len(found) <= STEPS
    assert len(found) == min(STEPS, len(set(told) - {0}))
    assert all(one.high < other.low for one, other in pairwise(found))
    steps = [step_of(value, found) for value in told]
    assert all((step == 0) == (value == 0) for step, value in zip(steps, told, strict=True))
    ordered = sorted(zip(told, steps, strict=True))
    assert [step for _, step in ordered] == sorted(steps)


@given(values)
def test_bands_begin_and_end_at_figures_that_occur(told):
    assert all(one.low in told and one.high in told for one in bands(told))


def test_bands_share_places_about_evenly():
    assert bands(range(1, 11)) == (Band(1, 2), Band(3, 4), Band(5, 6), Band(7, 8), Band(9, 10))


def test_bands_one_great_figure_does_not_empty_the_others():
    found = bands([1] * 20 + [2, 3, 4, 5, 6, 1_000_000])
    assert found[0] == Band(1, 1)
    assert len(found) == STEPS


def test_bands_figures_that_many_places_share_leave_the_others_their_steps():
    assert bands([1, 2, 3, 4, 5, 6, 7, *[8] * 100]) == (
        Band(1, 4), Band(5, 5), Band(6, 6), Band(7, 7), Band(8, 8),
    )  # fmt: skip


def test_bands_below_nought_are_refused():
    with pytest.raises(ValueError, match="nought or more"):
        bands([-1])


def test_step_of_figure_of_no_step_is_refused():
    with pytest.raises(ValueError, match="none of the steps"):
        step_of(3, [Band(1, 2)])
