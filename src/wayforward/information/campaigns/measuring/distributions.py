"""Quantiles of the normal and of Student's distribution. Pure; nothing to install for two."""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, log1p
from statistics import NormalDist

_NORMAL = NormalDist()
_STEPS, _NEAR, _TINY = 500, 1e-14, 1e-300
_MANY = 1e7  # degrees of freedom from which on nobody could tell it from the normal


def normal_quantile(share: float) -> float:
    """The value below which `share` of a standard normal distribution lies; 0 < share < 1."""
    return _NORMAL.inv_cdf(share)


def normal_share(value: float) -> float:
    """The share of a standard normal distribution below `value`."""
    return _NORMAL.cdf(value)


@lru_cache(maxsize=256)
def student_quantile(share: float, freedom: float) -> float:
    """The value below which `share` of Student's distribution lies; `freedom` need not be whole.

    By bisection of the distribution itself. Raises ValueError for a share not between nought and
    one, or no freedom.
    """
    if not 0 < share < 1 or freedom <= 0:
        raise ValueError("A share lies between nought and one, and there is some freedom.")
    if share < 0.5:
        return -student_quantile(1 - share, freedom)
    if freedom > _MANY:
        return normal_quantile(share)
    low, high = 0.0, 1.0
    while student_share(high, freedom) < share:
        low, high = high, high * 2
    for _ in range(200):
        middle = (low + high) / 2
        if high - low <= _NEAR * max(1.0, high):
            break
        low, high = (middle, high) if student_share(middle, freedom) < share else (low, middle)
    return (low + high) / 2


def student_share(value: float, freedom: float) -> float:
    """The share of Student's distribution below `value` (Abramowitz and Stegun 26.7.1)."""
    tail = _beta_share(freedom / (freedom + value * value), freedom / 2, 0.5) / 2
    return 1 - tail if value > 0 else tail


def _beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (A. and S. 26.5.8)."""
    if x <= 0 or x >= 1:
        return max(0.0, min(1.0, x))
    if x > (a + 1) / (a + b + 2):  # there the fraction of the other side converges sooner
        return 1 - _beta_share(1 - x, b, a)
    front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)
    return exp(front) / (a * _fraction(x, a, b))


def _fraction(x: float, a: float, b: float) -> float:
    """1 + d1 / (1 + d2 / (1 + ...)) by the method of Lentz."""
    value, c, d = 1.0, 1.0, 0.0
    for step in range(1, _STEPS):
        m = step // 2
        if step % 2:
            part = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            part = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (1 + part * d or _TINY)
        c = 1 + part / c or _TINY
        value *= c * d
        if abs(c * d - 1) < _NEAR:
            break
    return value
