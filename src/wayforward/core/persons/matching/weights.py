"""Weights in bits from data/weights.yaml: log2(m/u), and the share a distance leaves of them."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from math import log2
from typing import Any

from wayforward.core.persons.matching.tables import table


@cache
def bits(feature: str, level: str) -> float:
    """The weight of a level of a feature. Raises KeyError where there is none."""
    chances = table("weights")[feature][level]
    return round(log2(chances["m"] / chances["u"]), 4)


def agreement(feature: str, frequency: float) -> float:
    """The weight of agreeing in a part of a name as common as `frequency` (0 to 1)."""
    facts = table("weights")[feature]
    return float(max(0.0, min(facts["most"], log2(facts["m"] / frequency))))


@cache
def share(distance: float) -> float:
    """The share of agreement (0 to 1) or of conflict (-1 to 0) at a distance of sounds."""
    points: list[list[float]] = table("weights")["curve"]
    for (left, upper), (right, lower) in pairwise(points):
        if distance <= right:
            return upper + (lower - upper) * (distance - left) / (right - left)
    return points[-1][1]


def prior_among(records: int) -> float:
    """The start, in bits, where each record may be at most one of so many others.

    The more there are, the likelier is a coincidence; never above the start for a single pair.
    """
    return float(min(table("weights")["prior"], -log2(max(1, records))))


def probability(total: float, prior: float | None = None) -> float:
    """What all bits and the prior amount to; never 0 and never 1: nobody is sure."""
    start = table("weights")["prior"] if prior is None else prior
    chance = float(1 / (1 + 2 ** -(total + start)))
    return min(max(chance, _LEAST), 1 - _LEAST)


_LEAST = 0.0001


def setting(name: str) -> Any:
    """A value of data/weights.yaml that is no weight itself."""
    return table("weights")[name]
