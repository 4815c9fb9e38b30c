"""Which part of one name answers which part of the other: any order, parts missing, parts joined.

The best alignment over all is found, so that the outcome is the same in either direction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from wayforward.core.persons.matching.confusables import confusable
from wayforward.core.persons.matching.distance import apart
from wayforward.core.persons.matching.frequency import frequency
from wayforward.core.persons.matching.parts import Part
from wayforward.core.persons.matching.reasons import Reason
from wayforward.core.persons.matching.sounds import inside, key
from wayforward.core.persons.matching.weights import agreement, bits, setting, share

_MOST_PARTS = 6  # of longer names the rest is not read


@dataclass(frozen=True, slots=True)
class Answer:
    """Two parts held against each other, with what that is worth."""

    one: Part
    other: Part
    reason: Reason
    bits: float
    note: str = ""
    common: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best way to lay one name beside the other, and what nothing answers."""

    answers: tuple[Answer, ...]
    left: tuple[Part, ...]
    right: tuple[Part, ...]
    bits: float


@lru_cache(maxsize=500_000)
def answer(one: Part, other: Part, feature: str) -> Answer:
    """What it is worth that these two parts stand where one name might."""
    distance = apart(one, other)
    if why := _confusable(one, other):
        return Answer(one, other, Reason.CONFUSABLE, bits(feature, "confusable"), why)
    common = max(frequency(one), frequency(other))
    part = share(distance)
    worth = part * (agreement(feature, common) if part > 0 else -bits(feature, "conflict"))
    return Answer(one, other, _level(distance), round(worth, 4), common=common >= _COMMON)


_COMMON = 0.018


def _confusable(one: Part, other: Part) -> str:
    if one.sounds == other.sounds and one.arabic == other.arabic and one.bound == other.bound:
        return ""
    return confusable(one, other)


def _level(distance: float) -> Reason:
    for name, most in setting("levels").items():
        if distance <= most:
            return Reason(name)
    return Reason.DIFFERENT


@lru_cache(maxsize=200_000)
def align(ones: tuple[Part, ...], others: tuple[Part, ...], feature: str) -> Alignment:
    """The alignment with most bits. Both names have parts."""
    ones, others = ones[:_MOST_PARTS], others[:_MOST_PARTS]
    return max(
        (
            _weighed(answers, left, right, feature)
            for way, way_others in _ways(ones, others)
            for answers, left, right in _assignments(way, way_others, feature)
        ),
        key=lambda found: found.bits,
    )


def _ways(
    ones: tuple[Part, ...], others: tuple[Part, ...]
) -> Iterator[tuple[tuple[Part, ...], tuple[Part, ...]]]:
    """As written, and with two neighbours in one piece: Gul Agha and Gulagha."""
    yield ones, others
    for joined in _with_two_joined(ones, others):
        yield joined, others
    for joined in _with_two_joined(others, ones):
        yield ones, joined


def _with_two_joined(
    parts: tuple[Part, ...], against: tuple[Part, ...]
) -> Iterator[tuple[Part, ...]]:
    for at in range(len(parts) - 1):
        one, then = parts[at], parts[at + 1]
        if not one.bound and not then.bound:
            whole = Part(
                f"{one.written} {then.written}", one.sounds + inside(then.sounds), "", one.arabic
            )
            if any(
                _begin_alike(whole, other) and share(apart(whole, other)) > 0 for other in against
            ):
                yield (*parts[:at], whole, *parts[at + 2 :])


def _begin_alike(one: Part, other: Part) -> bool:
    """A cheap look before the distance is worked out."""
    ones, others = key(one.sounds), key(other.sounds)
    return ones[:1] == others[:1] and abs(len(ones) - len(others)) <= 1


Assignment = tuple[tuple[Answer, ...], tuple[Part, ...], tuple[Part, ...]]


def _assignments(
    ones: tuple[Part, ...], others: tuple[Part, ...], feature: str
) -> Iterator[Assignment]:
    if not ones:
        yield (), (), others
        return
    first, rest = ones[0], ones[1:]
    for answers, left, right in _assignments(rest, others, feature):
        yield answers, (first, *left), right
    for at, other in enumerate(others):
        found = answer(first, other, feature)
        if found.reason is Reason.DIFFERENT and found.bits <= bits(feature, "conflict"):
            continue  # no better than leaving both alone
        for answers, left, right in _assignments(rest, others[:at] + others[at + 1 :], feature):
            yield (found, *answers), left, right


def _weighed(
    answers: tuple[Answer, ...], left: tuple[Part, ...], right: tuple[Part, ...], feature: str
) -> Alignment:
    conflicts, missing = min(len(left), len(right)), abs(len(left) - len(right))
    if conflicts or any(found.bits < 0 for found in answers):
        answers = tuple(_as_kin(found) for found in answers)
    total = (
        sum(found.bits for found in answers)
        + conflicts * bits(feature, "conflict")
        + missing * bits(feature, "missing")
    )
    return Alignment(answers, left, right, round(total, 4))


def _as_kin(found: Answer) -> Answer:
    """What an agreement is worth beside a conflict: kin share parts of their names."""
    return replace(found, bits=round(found.bits * setting("kin"), 4)) if found.bits > 0 else found
