"""Linking a list of records with itself: who may be whom, by what reasons, and in which groups.

Only records that share a key are compared. Where very many share one, they have to share the
father's name or the year of birth as well: without either such a pair would not be told anyhow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wayforward.core.persons.matching.comparing import Comparison, Facts, compare
from wayforward.core.persons.matching.keys import (
    father_keys,
    father_query_keys,
    query_keys,
    stored_keys,
)
from wayforward.core.persons.matching.weights import prior_among

_MOST_A_KEY = 300  # records under one key before more has to be shared
_FEW_YEARS = 3


@dataclass(frozen=True, slots=True)
class Link:
    """Two records by their position in the list, the first before the second."""

    one: int
    other: int
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Group:
    """Records held together by links; `agreed` where every two of them are linked."""

    members: tuple[int, ...]
    agreed: bool


def candidate_pairs(records: Sequence[Facts]) -> Iterator[tuple[int, int]]:
    """Pairs worth a comparison, each once."""
    shelves = _shelves(records)
    seen = set[tuple[int, int]]()
    for at, facts in enumerate(records):
        for other in _beside(facts, shelves):
            pair = (min(at, other), max(at, other))
            if at != other and pair not in seen:
                seen.add(pair)
                yield pair


def _shelves(records: Sequence[Facts]) -> dict[str, list[int]]:
    """Records by key; under a key that very many share, by father and by year of birth as well."""
    shelves: dict[str, list[int]] = defaultdict(list)
    for at, facts in enumerate(records):
        for key in stored_keys(facts.name):
            shelves[key].append(at)
    for key in [key for key, shelf in shelves.items() if len(shelf) > _MOST_A_KEY]:
        for at in shelves[key]:
            for more in (*father_keys(records[at].father), *_years(records[at], 0)):
                shelves[f"{key}|{more}"].append(at)
    return shelves


def _beside(facts: Facts, shelves: dict[str, list[int]]) -> set[int]:
    """Records that a query for these facts would meet."""
    more = (*father_query_keys(facts.father), *_years(facts, 1))
    found = set[int]()
    for key in query_keys(facts.name):
        shelf = shelves.get(key, ())
        if len(shelf) <= _MOST_A_KEY:
            found.update(shelf)
            continue
        for one in more:
            found.update(shelves.get(f"{key}|{one}", ()))
    return found


def _years(facts: Facts, around: int) -> list[str]:
    """The years of a birth that is known to a few of them, and `around` them."""
    birth = facts.birth
    if birth is None or birth.latest.year - birth.earliest.year > _FEW_YEARS:
        return []
    years = range(birth.earliest.year - around, birth.latest.year + around + 1)
    return [f"y/{year}" for year in years]


def links(records: Sequence[Facts], pairs: Iterable[tuple[int, int]], least: float) -> list[Link]:
    """The pairs that reach the score `least`, best first."""
    prior = prior_among(len(records))
    found = (Link(one, other, compare(records[one], records[other], prior)) for one, other in pairs)
    kept = [link for link in found if link.comparison.score >= least]
    return sorted(kept, key=lambda link: (-link.comparison.bits, link.one, link.other))


def groups(found: Iterable[Link]) -> list[Group]:
    """Records that hang together, in the order of the list."""
    pairs = {(link.one, link.other) for link in found}
    head: dict[int, int] = {}

    def of(one: int) -> int:
        while head.setdefault(one, one) != one:
            head[one] = head[head[one]]
            one = head[one]
        return one

    for one, other in sorted(pairs):
        first, second = sorted((of(one), of(other)))
        head[second] = first
    gathered: dict[int, list[int]] = defaultdict(list)
    for one in sorted(head):
        gathered[of(one)].append(one)
    return [Group(tuple(members), _all_linked(members, pairs)) for members in gathered.values()]


def _all_linked(members: list[int], pairs: set[tuple[int, int]]) -> bool:
    return all(
        (one, other) in pairs for at, one in enumerate(members) for other in members[at + 1 :]
    )
