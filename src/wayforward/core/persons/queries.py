"""What people look at about persons: who may be whom, with reasons; what was judged; who is merged.

Everything here runs inside `acting_as`; the database shows rows of the own party alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from wayforward.core.access.context import acting
from wayforward.core.access.rules import Permission, require
from wayforward.core.persons.matching.births import Birth
from wayforward.core.persons.matching.comparing import (
    Comparison,
    Known,
    compare_known,
    name_bits,
)
from wayforward.core.persons.matching.keys import father_query_keys, query_keys
from wayforward.core.persons.matching.places import Place
from wayforward.core.persons.models import (
    OF_THE_PERSON,
    BirthDate,
    Judgement,
    Merge,
    NameKind,
    Origin,
    Person,
    PersonName,
    Verdict,
)

_CANDIDATES = (Path(__file__).parent / "sql" / "candidates.sql").read_text(encoding="utf-8")
_MOST_HITS = 20_000
_NEAREST = 200
COMPARED = 60  # of those, with everything else that is known
_FATHER_COUNTS = 3  # keys that a father's name is worth when names are chosen
_FATHER_BITS = 4.0  # and what it is taken for until it is compared


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant, by the name found and all that is known."""

    person: Person
    name: int
    written: str
    comparison: Comparison


def candidates(asked: Known, *, limit: int = 20) -> list[Candidate]:
    """The persons of the own party nearest to what is asked, best first.

    Names are found by their sounds in any script; the rest of what is known orders them.
    """
    require(acting().actor, Permission.SEE_PERSONS)
    found = _by_name(asked)[: max(COMPARED, limit)]
    if asked == Known(names=asked.names):
        found = found[:limit]
        known = {one.person: Known(names=(one.written,)) for one in found}
    else:
        known = known_of([one.person for one in found])
    compared = [(one, compare_known(asked, known[one.person])) for one in found]
    compared.sort(key=lambda both: (-both[1].bits, both[0].person))
    return _with_persons(compared[:limit])


@dataclass(frozen=True, slots=True)
class _Found:
    """A name under the same keys, with what it promises beside what is asked for."""

    person: int
    name: int
    written: str
    bits: float


def _with_persons(compared: list[tuple[_Found, Comparison]]) -> list[Candidate]:
    persons = Person.objects.in_bulk([one.person for one, _ in compared])
    return [Candidate(persons[one.person], one.name, one.written, told) for one, told in compared]


def _by_name(asked: Known) -> list[_Found]:
    """The best name of each person, best first."""
    best: dict[int, _Found] = {}
    for name in asked.names:
        for row, person, parts, of_father in _near(name, asked.fathers):
            written = " ".join(parts)
            bits = name_bits(name, written) + of_father * _FATHER_BITS
            one = _Found(person, row, written, bits)
            if person not in best or one.bits > best[person].bits:
                best[person] = one
    return sorted(best.values(), key=lambda one: (-one.bits, one.person))


def _near(name: str, fathers: Iterable[str] = ()) -> list[tuple[int, int, list[str], bool]]:
    with_father = {key for father in fathers for key in father_query_keys(father)}
    wanted: dict[str, Any] = {
        "keys": list(query_keys(name)), "fathers": sorted(with_father), "most": _MOST_HITS,
        "nearest": _NEAREST, "father_counts": _FATHER_COUNTS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, wanted)
        return list(cursor.fetchall())


def suggestions(person: Person, *, limit: int = 20) -> list[Candidate]:
    """Records that may be this person too; never one that two people judged to be somebody else."""
    asked = known_of([person.pk])[person.pk]
    left_out = {person.pk, *_judged_different(person)}
    found = candidates(asked, limit=limit + len(left_out))
    return [one for one in found if one.person.pk not in left_out][:limit]


def _judged_different(person: Person) -> set[int]:
    """By the latest judgement of each pair, once confirmed."""
    latest: dict[int, Judgement] = {}
    for judgement in Judgement.objects.filter(Q(one=person) | Q(other=person)).order_by("at", "pk"):
        other = judgement.other_id if judgement.one_id == person.pk else judgement.one_id
        if judgement.confirmed_by_id is not None:
            latest[other] = judgement
    return {other for other, one in latest.items() if one.verdict == Verdict.DIFFERENT}


def comparison_of(one: Person, other: Person) -> Comparison:
    """All that is known of two records, compared."""
    known = known_of([one.pk, other.pk])
    return compare_known(known[one.pk], known[other.pk])


def known_of(persons: Iterable[int]) -> dict[int, Known]:
    """What is known about each of these persons."""
    wanted = list(persons)
    names: dict[tuple[int, str], list[str]] = defaultdict(list)
    for name in PersonName.objects.filter(person__in=wanted):
        names[name.person_id, _whose(name)].append(name.written)
    births: dict[int, list[Birth]] = defaultdict(list)
    for one in BirthDate.objects.filter(person__in=wanted):
        births[one.person_id].append(Birth(one.earliest, one.latest, one.disputed, one.written))
    places: dict[int, list[Place]] = defaultdict(list)
    for origin in Origin.objects.filter(person__in=wanted):
        places[origin.person_id].append(Place(origin.province, origin.district))
    return {
        pk: Known(
            names=tuple(names[pk, NameKind.OWN]),
            fathers=tuple(names[pk, NameKind.FATHER]),
            grandfathers=tuple(names[pk, NameKind.GRANDFATHER]),
            births=tuple(births[pk]),
            places=tuple(places[pk]),
        )
        for pk in wanted
    }


def _whose(name: PersonName) -> str:
    return NameKind.OWN if name.kind in OF_THE_PERSON else name.kind


def latest_judgement(one: int, other: int) -> Judgement | None:
    """What was judged last of a pair, confirmed or not."""
    first, second = sorted((one, other))
    return Judgement.objects.filter(one_id=first, other_id=second).order_by("-at", "-pk").first()


def to_confirm() -> QuerySet[Judgement]:
    """Judgements of others that wait for a second person, oldest first."""
    of_pair = Judgement.objects.filter(one=OuterRef("one"), other=OuterRef("other"))
    latest = of_pair.order_by("-at", "-pk").values("pk")[:1]
    waiting = Judgement.objects.filter(confirmed_by=None, pk=Subquery(latest))
    return waiting.exclude(by_id=acting().account or 0).order_by("at", "pk")


def is_merged(person: Person) -> bool:
    """Whether the record is taken for another one now."""
    return Merge.objects.filter(merged=person, undone=None).exists()


def head_of(person: Person) -> Person:
    """The record that stands for this person now: itself unless it is merged."""
    found = Merge.objects.filter(merged=person, undone=None).select_related("into").first()
    return head_of(found.into) if found else person


def records_of(person: Person) -> list[Person]:
    """All records taken for this person now, the head first."""
    head = head_of(person)
    found, at = [head], 0
    while at < len(found):
        merged = Merge.objects.filter(into=found[at], undone=None).select_related("merged")
        found += [one.merged for one in merged.order_by("pk")]
        at += 1
    return found
