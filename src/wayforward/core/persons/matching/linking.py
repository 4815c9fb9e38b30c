"""Linking a list of records with itself: who may be whom, by what reasons, and in which groups.

Only records that share a key are compared; keys shared by very many are left to rarer ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wayforward.core.persons.matching.comparing import Comparison, Facts, compare
from wayforward.core.persons.matching.keys import query_keys, stored_keys

_MOST_A_KEY = 400  # records under one key; more are compared under their rarer keys only


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
    shelves: dict[str, list[int]] = defaultdict(list)
    for at, facts in enumerate(records):
        for key in stored_keys(facts.name):
            shelves[key].append(at)
    seen = set[tuple[int, int]]()
    for at, facts in enumerate(records):
        for other in _beside(facts, shelves):
            pair = (min(at, other), max(at, other))
            if at != other and pair not in seen:
                seen.add(pair)
                yield pair


def _beside(facts: Facts, shelves: dict[str, list[int]]) -> set[int]:
    """Records that a query for these facts would meet."""
    found = (shelves.get(key, ()) for key in query_keys(facts.name))
    return {other for shelf in found if len(shelf) <= _MOST_A_KEY for other in shelf}


def links(records: Sequence[Facts], pairs: Iterable[tuple[int, int]], least: float) -> list[Link]:
    """The pairs that reach the score `least`, best first."""
    found = (Link(one, other, compare(records[one], records[other])) for one, other in pairs)
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
