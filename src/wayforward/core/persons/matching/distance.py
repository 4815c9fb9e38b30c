"""How far two parts of names sound apart: a weighted edit distance over the signs of `sounds`.

0 is one sound; 1 is a whole consonant in every two or three. Costs are in data/costs.yaml.
"""

from __future__ import annotations

from functools import cache, lru_cache

from wayforward.core.persons.matching.parts import Part
from wayforward.core.persons.matching.sounds import strong
from wayforward.core.persons.matching.tables import table

FAR = 0.6
_SHORTEST = 2  # consonants; else one vowel would undo Ali


@lru_cache(maxsize=1_000_000)
def apart(one: Part, other: Part) -> float:
    """Sounds that differ between two parts, as a share of the consonants of the longer one.

    At most FAR: what lies beyond is not told apart.
    """
    if (other.sounds, other.bound) < (one.sounds, one.bound):
        one, other = other, one
    weight = max(_SHORTEST, _weight(one.sounds), _weight(other.sounds))
    bound = _bound(one.bound, other.bound)
    across = one.arabic != other.arabic
    cost = _edit(one.sounds, other.sounds, across, FAR * weight - bound) + bound
    return min(FAR, round(cost / weight, 4))


@lru_cache(maxsize=200_000)
def _weight(sounds: str) -> int:
    """Consonants that a listener would count: the strong ones and h."""
    return len(strong(sounds)) + sounds.count("h") + sounds.count("H")


@cache
def _bound(one: str, other: str) -> float:
    if one == other:
        return 0.0
    costs: dict[str, float] = table("costs")["bound"]
    if one and other:
        return costs["other"]
    return costs["abd_missing" if "abd" in (one, other) else "one_missing"]


def _edit(one: str, other: str, across: bool, most: float) -> float:
    """The least cost of turning one into the other; `most` or more where it is not below that."""
    if one == other:
        return 0.0
    swaps, drops = _swaps(), _drops(across)
    dropped = [drops.get(sign, 1.0) for sign in other]
    row = [0.0]
    for cost in dropped:
        row.append(row[-1] + cost)
    for sign in one:
        row = _next_row(row, other, dropped, sign, swaps.get(sign, _NO_SWAPS), drops.get(sign, 1.0))
        if min(row) >= most:
            return most
    return row[-1]


_NO_SWAPS: dict[str, float] = {}


def _next_row(
    before: list[float],
    other: str,
    dropped: list[float],
    sign: str,
    known: dict[str, float],
    drop: float,
) -> list[float]:
    """One row of the table of costs; the hottest loop of name matching, hence without calls."""
    best = before[0] + drop
    row = [best]
    for at, against in enumerate(other):
        best += dropped[at]  # the left neighbour and this sign left out
        above = before[at + 1] + drop
        if above < best:
            best = above
        swapped = before[at] if sign == against else before[at] + known.get(against, 1.0)
        if swapped < best:
            best = swapped
        row.append(best)
    return row


@cache
def _swaps() -> dict[str, dict[str, float]]:
    both: dict[str, dict[str, float]] = {}
    for group in ("near", "vowels", "open"):
        for sign, others in table("costs")[group].items():
            for against, cost in others.items():
                both.setdefault(sign, {})[against] = cost
                both.setdefault(against, {})[sign] = cost
    return both


@cache
def _drops(across: bool) -> dict[str, float]:
    costs: dict[str, float] = table("costs")["left_out"]["across" if across else "same"]
    return costs
