"""Recording what is known about a person: each fact a row with its source, none overwritten."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wayforward.core.access.context import Acting, acting
from wayforward.core.access.rules import Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.language.date_reading import SOLAR_YEARS
from wayforward.core.language.digits import to_ascii
from wayforward.core.persons.keying import make_keys
from wayforward.core.persons.matching.births import Birth, read_birth
from wayforward.core.persons.matching.spelling import is_arabic, words
from wayforward.core.persons.models import (
    BirthDate,
    Calendar,
    DocumentKind,
    Habit,
    NameKind,
    Origin,
    Person,
    PersonDocument,
    PersonName,
    Precision,
    Script,
)
from wayforward.core.persons.rules import (
    LONGEST_WORD,
    LongNameError,
    NoNameError,
    UnknownOriginError,
    require_somebody,
)
from wayforward.core.places.reading import provinces


@transaction.atomic
def add_person() -> Person:
    """Open a record of a person in the care of the party that acts."""
    one = _editor()
    person = Person.objects.create(party_id=require_somebody(one.party))
    _tell("person recorded", person, one)
    return person


@transaction.atomic
def add_name(
    *,
    person: Person,
    written: str,
    source: str,
    kind: NameKind = NameKind.OWN,
    habit: Habit = Habit.UNKNOWN,
) -> PersonName:
    """Record one name as one source writes it. Raises NoNameError, LongNameError."""
    one = _editor()
    if not words(written):
        raise NoNameError
    if max(map(len, written.split())) > LONGEST_WORD:
        raise LongNameError
    name = PersonName.objects.create(
        party_id=person.party_id, person=person, kind=kind, parts=written.split(), source=source,
        script=Script.ARABIC if is_arabic(written) else Script.LATIN, habit=habit,
    )  # fmt: skip
    make_keys(name)
    _tell("name recorded", person, one, kind=kind.value)
    return name


@transaction.atomic
def add_birth(*, person: Person, written: str, source: str, disputed: bool = False) -> BirthDate:
    """Record a birth as told: a day, a year, "about 1375". Raises UnreadableBirthError."""
    one = _editor()
    read = read_birth(written, disputed)
    birth = BirthDate.objects.create(
        party_id=person.party_id, person=person, written=written, source=source,
        calendar=_calendar(written), earliest=read.earliest, latest=read.latest,
        precision=_precision(read), disputed=disputed,
    )  # fmt: skip
    _tell("birth recorded", person, one)
    return birth


@transaction.atomic
def add_origin(*, person: Person, province: str, source: str, district: str = "") -> Origin:
    """Record where somebody is from, by province code. Raises UnknownOriginError."""
    one = _editor()
    if province not in provinces():
        raise UnknownOriginError(province)
    origin = Origin.objects.create(
        party_id=person.party_id, person=person, province=province, district=district, source=source
    )
    _tell("origin recorded", person, one)
    return origin


@transaction.atomic
def add_document(
    *,
    person: Person,
    kind: DocumentKind,
    source: str,
    number: str = "",
    issued_by: str = "",
    issued_on: date | None = None,
    valid_until: date | None = None,
) -> PersonDocument:
    """Record a paper. The log says that there is one and of which kind, never its number."""
    one = _editor()
    document = PersonDocument.objects.create(
        party_id=person.party_id, person=person, kind=kind, number=number, source=source,
        issued_by=issued_by, issued_on=issued_on, valid_until=valid_until,
    )  # fmt: skip
    _tell("document recorded", person, one, kind=kind.value)
    return document


def _editor() -> Acting:
    one = acting()
    require(one.actor, Permission.EDIT_PERSONS)
    return one


# Free words stay out of the log: they may tell of the person. The history of the rows has them.
def _tell(event: str, person: Person, one: Acting, **facts: str) -> None:
    record(
        stream="persons", name=event, subject=person.reference, actor=one.actor.name,
        purpose=one.purpose.value, **facts,
    )  # fmt: skip


def _calendar(written: str) -> Calendar:
    years = [int(piece) for piece in _numbers(written) if len(piece) == 4]
    if not years:
        return Calendar.UNKNOWN
    return Calendar.SOLAR if years[0] in SOLAR_YEARS else Calendar.GREGORIAN


def _numbers(written: str) -> list[str]:
    return "".join(c if c.isdigit() else " " for c in to_ascii(written)).split()


def _precision(birth: Birth) -> Precision:
    if birth.is_day:
        return Precision.DAY
    return Precision.YEAR if (birth.latest - birth.earliest).days <= 366 else Precision.RANGE
