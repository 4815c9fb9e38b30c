"""What is recorded of a person, as the fields of a disclosure: only to fill its form."""

from __future__ import annotations

from collections.abc import Mapping

from wayforward.core.access.disclosing.offering import offers
from wayforward.core.persons.models import NameKind, Person, Precision
from wayforward.core.places.reading import province_name


@offers
def recorded(person: Person) -> Mapping[str, object]:
    """The first of each kind of fact; the officer sees and decides what goes."""
    return {**_names(person), **_birth(person), **_origin(person), **_document(person)}


def _names(person: Person) -> dict[str, object]:
    by_kind: dict[str, list[str]] = {}
    for name in person.names.all():
        by_kind.setdefault(name.kind, []).append(name.written)
    own = [*by_kind.get(NameKind.OWN, ()), *by_kind.get(NameKind.ADDED_ABROAD, ())]
    return {
        "full_name": own[0] if own else "",
        "other_spellings": own[1:] or "",
        "father_name": by_kind.get(NameKind.FATHER, [""])[0],
        "grandfather_name": by_kind.get(NameKind.GRANDFATHER, [""])[0],
    }


def _birth(person: Person) -> dict[str, object]:
    birth = person.births.first()
    if birth is None or birth.precision == Precision.RANGE:
        return {}
    day = {"birth_date": birth.earliest} if birth.precision == Precision.DAY else {}
    return {"birth_year": birth.earliest.year, **day}


def _origin(person: Person) -> dict[str, object]:
    origin = person.origins.first()
    if origin is None:
        return {}
    province = province_name(origin.province, "en")
    return {"birth_province": province, "birth_district": origin.district}


def _document(person: Person) -> dict[str, object]:
    paper = person.documents.first()
    if paper is None:
        return {}
    return {"document_kind": paper.get_kind_display(), "document_number": paper.number}
