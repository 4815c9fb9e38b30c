"""How far two parts of names sound apart: a weighted edit distance over the signs of `sounds`.

0 is one sound; 1 is a whole consonant in every two or three. Costs are in data/costs.yaml.
"""

from __future__ import annotations

from functools import cache, lru_cache

from wayforward.core.persons.matching.parts import Part
from wayforward.core.persons.matching.sounds import strong
from wayforward.core.persons.matching.tables import table

_SHORTEST = 2.0  # consonants; else one vowel would undo Ali


@lru_cache(maxsize=1_000_000)
def apart(one: Part, other: Part) -> float:
    """Sounds that differ between two parts, as a share of the consonants of the longer one."""
    if (other.sounds, other.bound) < (one.sounds, one.bound):
        one, other = other, one
    cost = _edit(one.sounds, other.sounds, one.arabic != other.arabic)
    return round((cost + _bound(one.bound, other.bound)) / _weight(one, other), 4)


def _weight(one: Part, other: Part) -> float:
    return max(
        _SHORTEST, *(len(strong(part.sounds)) + part.sounds.count("h") for part in (one, other))
    )


def _bound(one: str, other: str) -> float:
    if one == other:
        return 0.0
    costs: dict[str, float] = table("costs")["bound"]
    if one and other:
        return costs["other"]
    return costs["abd_missing" if "abd" in (one, other) else "one_missing"]


def _edit(one: str, other: str, across: bool) -> float:
    if one == other:
        return 0.0
    swaps, drops = _swaps(), _drops(across)
    row = [0.0]
    for sign in other:
        row.append(row[-1] + drops.get(sign, 1.0))
    for sign in one:
        drop = drops.get(sign, 1.0)
        known = swaps.get(sign, {})
        before, row = row, [row[0] + drop]
        for at, against in enumerate(other):
            swap = 0.0 if sign == against else known.get(against, 1.0)
            row.append(
                min(
                    before[at] + swap,
                    before[at + 1] + drop,
                    row[at] + drops.get(against, 1.0),
                )
            )
    return row[-1]


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
