"""Names that sound alike and are two names, from the hand-kept data/confusable.yaml.

Two parts are such a pair when one is clearly nearer to the one name and the other to the other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from wayforward.core.persons.matching.distance import apart
from wayforward.core.persons.matching.parts import Part, parts_of
from wayforward.core.persons.matching.sounds import key
from wayforward.core.persons.matching.tables import table

_NEAR = 0.12  # so near a part must be to a listed name to be taken for it
_NEARER = 0.025  # and by so much nearer than to the other


@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    one: tuple[Part, ...]  # the spellings of one name
    other: tuple[Part, ...]
    why: str


@lru_cache(maxsize=200_000)
def confusable(one: Part, other: Part) -> str:
    """Why the two parts are known to be two names; an empty text where they are not."""
    theirs = _listed(other)
    for (pair, side), near in _listed(one).items():
        other_near = theirs.get((pair, not side))
        if other_near is not None and max(near, other_near) < apart(one, other):
            return pair.why
    return ""


@lru_cache(maxsize=200_000)
def _listed(part: Part) -> dict[tuple[_Pair, bool], float]:
    """The listed names this part is rather than their rivals, with how far it is from each."""
    found: dict[tuple[_Pair, bool], float] = {}
    for pair in _by_key().get(key(part.sounds), ()):
        for side, name, rival in ((False, pair.one, pair.other), (True, pair.other, pair.one)):
            near = _nearest(part, name)
            if near <= _NEAR and near + _NEARER <= _nearest(part, rival):
                found[pair, side] = near
    return found


def _nearest(part: Part, spellings: tuple[Part, ...]) -> float:
    own = [one for one in spellings if one.arabic == part.arabic and one.bound == part.bound]
    return min((apart(part, one) for one in own), default=1.0)


@cache
def _by_key() -> dict[str, list[_Pair]]:
    found: dict[str, list[_Pair]] = defaultdict(list)
    for entry in table("confusable")["pairs"]:
        pair = _Pair(_spellings(entry["one"]), _spellings(entry["other"]), entry["why"])
        for listed in {key(part.sounds) for part in (*pair.one, *pair.other)}:
            found[listed].append(pair)
    return found


def _spellings(text: str) -> tuple[Part, ...]:
    return tuple(part for spelling in text.split(",") for part in parts_of(spelling.strip())[:1])
