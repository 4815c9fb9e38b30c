"""Whether two records may be one person: bits of every feature added up, with the reasons.

Symmetric. What is not known has no weight, and two unknowns are never alike. No score is a finding:
people decide (core.persons.adjudication).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from wayforward.core.persons.matching.aligning import Alignment, align
from wayforward.core.persons.matching.births import Birth, compare_births
from wayforward.core.persons.matching.distance import apart
from wayforward.core.persons.matching.parts import Part, parts_of
from wayforward.core.persons.matching.places import Place, compare_places
from wayforward.core.persons.matching.reasons import Evidence, Feature, Reason
from wayforward.core.persons.matching.weights import bits, probability, share


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about one person; an empty text or None where it is not."""

    name: str = ""
    father: str = ""
    grandfather: str = ""
    birth: Birth | None = None
    place: Place = field(default=Place())


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome: probability 0 to 1, bits before the prior, and one or more reasons a feature."""

    score: float
    bits: float
    reasons: tuple[Evidence, ...]


def compare(one: Facts, other: Facts, prior: float | None = None) -> Comparison:
    """Compare two records; `prior` in bits where it is not that of a single pair. Symmetric."""
    reasons = (
        *_names(Feature.NAME, one.name, other.name, one.father, other.father),
        *_names(Feature.FATHER, one.father, other.father),
        *_names(Feature.GRANDFATHER, one.grandfather, other.grandfather),
        compare_births(one.birth, other.birth),
        compare_places(one.place, other.place),
    )
    total = round(sum(sorted(reason.bits for reason in reasons)), 4)
    return Comparison(round(probability(total, prior), 4), total, reasons)


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known about one person: of everything several writings, or none."""

    names: tuple[str, ...] = ()
    fathers: tuple[str, ...] = ()
    grandfathers: tuple[str, ...] = ()
    births: tuple[Birth, ...] = ()
    places: tuple[Place, ...] = ()


def compare_known(one: Known, other: Known) -> Comparison:
    """Compare two persons by those of their writings that agree best."""
    name, other_name = _nearest(one.names, other.names)
    father, other_father = _nearest(one.fathers, other.fathers)
    grandfather, other_grandfather = _nearest(one.grandfathers, other.grandfathers)
    birth, other_birth = _best_births(one.births, other.births)
    place, other_place = _best_places(one.places, other.places)
    return compare(
        Facts(name, father, grandfather, birth, place),
        Facts(other_name, other_father, other_grandfather, other_birth, other_place),
    )


def name_bits(one: str, other: str) -> float:
    """What two names alone are worth, without the reasons: for putting many in order."""
    ones, others = parts_of(one), parts_of(other)
    return align(ones, others, Feature.NAME.value).bits if ones and others else 0.0


def _nearest(ones: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, str]:
    pairs = [(one, other) for one in ones or ("",) for other in others or ("",)]
    return pairs[0] if len(pairs) == 1 else max(pairs, key=lambda pair: name_bits(*pair))


def _best_births(
    ones: tuple[Birth, ...], others: tuple[Birth, ...]
) -> tuple[Birth | None, Birth | None]:
    pairs = [(one, other) for one in ones or (None,) for other in others or (None,)]
    return pairs[0] if len(pairs) == 1 else max(pairs, key=lambda p: compare_births(*p).bits)


def _best_places(ones: tuple[Place, ...], others: tuple[Place, ...]) -> tuple[Place, Place]:
    unknown = (Place(),)
    pairs = [(one, other) for one in ones or unknown for other in others or unknown]
    return pairs[0] if len(pairs) == 1 else max(pairs, key=lambda p: compare_places(*p).bits)


def _names(
    feature: Feature, one: str, other: str, father: str = "", other_father: str = ""
) -> tuple[Evidence, ...]:
    ones, others = parts_of(one), parts_of(other)
    if not ones or not others:
        return (Evidence(feature, Reason.UNKNOWN, 0.0),)
    best = align(ones, others, feature.value)
    told = tuple(
        Evidence(feature, a.reason, a.bits, a.one.written, a.other.written, a.note, a.common)
        for a in best.answers
    )
    return (*told, *_unanswered(feature, best, parts_of(father), parts_of(other_father)))


def _unanswered(
    feature: Feature, best: Alignment, father: tuple[Part, ...], other_father: tuple[Part, ...]
) -> tuple[Evidence, ...]:
    """Parts that nothing answers: a conflict where both sides have one, else merely missing.

    A part that is the father's name on the other side is a surname made of it, no conflict.
    """
    if not best.left and not best.right:
        return ()
    left, of_father = _sorted_out(best.left, other_father)
    right, of_other_father = _sorted_out(best.right, father)
    conflicts = min(len(left), len(right))
    told = [
        Evidence(feature, Reason.DIFFERENT, bits(feature.value, "conflict"), a.written, b.written)
        for a, b in zip(left[:conflicts], right[:conflicts], strict=True)
    ]
    missing = bits(feature.value, "missing")
    told += [
        Evidence(feature, Reason.MISSING, missing, one=part.written) for part in left[conflicts:]
    ]
    told += [
        Evidence(feature, Reason.MISSING, missing, other=part.written) for part in right[conflicts:]
    ]
    told += [Evidence(feature, Reason.FATHERS_NAME, 0.0, one=part.written) for part in of_father]
    told += [
        Evidence(feature, Reason.FATHERS_NAME, 0.0, other=part.written) for part in of_other_father
    ]
    return tuple(told)


def _sorted_out(parts: tuple[Part, ...], father: tuple[Part, ...]) -> tuple[list[Part], list[Part]]:
    """Parts that say something by themselves, and those that are the father's name."""
    if not father:
        return list(parts), []
    of_father = [
        part for part in parts if any(share(apart(part, one)) >= _SURELY for one in father)
    ]
    return [part for part in parts if part not in of_father], of_father


_SURELY = 0.75
