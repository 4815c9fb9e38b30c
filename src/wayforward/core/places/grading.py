"""Figures put into at most five steps of shading. What they are drawn with: `drawing`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEPS = 5


@dataclass(frozen=True, slots=True)
class Band:
    """The figures of one step: the least and the most that really occur in it."""

    low: float
    high: float


def bands(values: Iterable[float], most: int = STEPS) -> tuple[Band, ...]:
    """Figures above nought in at most `most` steps of about as many places each, least first.

    Equal figures are never parted. Nought and what is not published are no step. Raises ValueError
    for a figure below nought.
    """
    counted = Counter(values)
    if any(value < 0 for value in counted):
        raise ValueError("A figure on a map is nought or more.")
    del counted[0]
    distinct = sorted(counted)
    if len(distinct) <= most:
        return tuple(Band(value, value) for value in distinct)
    return tuple(Band(part[0], part[-1]) for part in _parts(distinct, counted, most))


def step_of(value: float, among: Sequence[Band]) -> int:
    """1 for the lowest step, 0 for nought. Raises ValueError for a figure of no step."""
    if value == 0:
        return 0
    for step, band in enumerate(among, start=1):
        if band.low <= value <= band.high:
            return step
    raise ValueError(f"{value} is in none of the steps.")


def _parts(distinct: Sequence[float], counted: Counter[float], most: int) -> list[list[float]]:
    """Distinct figures, cut where a share of the places is full, or where each must be a part."""
    share = counted.total() / most
    parts: list[list[float]] = [[]]
    seen = 0
    for at, value in enumerate(distinct):
        full = seen >= share * len(parts) or len(distinct) - at <= most - len(parts)
        if parts[-1] and full and len(parts) < most:
            parts.append([])
        parts[-1].append(value)
        seen += counted[value]
    return parts
