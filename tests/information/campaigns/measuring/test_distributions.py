"""Quantiles against the tables of textbooks, and their shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.campaigns.measuring.distributions import (
    normal_quantile,
    normal_share,
    student_quantile,
    student_share,
)


@pytest.mark.parametrize(
    ("share", "freedom", "value"),
    [
        (0.975, 1, 12.706), (0.975, 2, 4.303), (0.975, 3, 3.182), (0.975, 10, 2.228),
        (0.975, 30, 2.042), (0.95, 5, 2.015), (0.8, 4, 0.941), (0.995, 7, 3.499),
        (0.9, 120, 1.289),
    ],
)  # fmt: skip
def test_student_quantile_is_that_of_the_tables(share: float, freedom: float, value: float) -> None:
    assert student_quantile(share, freedom) == pytest.approx(value, abs=0.0006)


@given(st.floats(0.01, 0.99), st.floats(0.5, 500))
def test_student_quantile_undoes_the_share(share: float, freedom: float) -> None:
    assert student_share(student_quantile(share, freedom), freedom) == pytest.approx(share)


@given(st.floats(0.55, 0.99), st.floats(0.5, 200))
def test_student_is_wider_than_normal(share: float, freedom: float) -> None:
    assert student_quantile(share, freedom) > normal_quantile(share)


@given(st.floats(0.51, 0.99), st.floats(0.5, 200))
def test_student_is_symmetric(share: float, freedom: float) -> None:
    assert student_quantile(1 - share, freedom) == pytest.approx(-student_quantile(share, freedom))


def test_much_freedom_is_normal() -> None:
    assert student_quantile(0.975, 1e9) == normal_quantile(0.975)
    assert normal_share(normal_quantile(0.3)) == pytest.approx(0.3)


@pytest.mark.parametrize(("share", "freedom"), [(0, 5), (1, 5), (0.5, 0), (0.5, -1)])
def test_what_is_no_share_or_no_freedom_is_refused(share: float, freedom: float) -> None:
    with pytest.raises(ValueError, match="between nought and"):
        student_quantile(share, freedom)
