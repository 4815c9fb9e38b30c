"""Everything one party holds about one person, with its history and who looked: for that person.

Tables are found by following foreign keys to the person, and on to what hangs on those rows: a new
table appears by itself. The caller acts for the party, for data protection and with a reason; the
walls decide the rest. Sealed fields are open here, because the person asks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Field, ForeignKey, Model, Q
from django.utils import timezone

from wayforward.core.access.context import acting
from wayforward.core.access.encryption import SealBrokenError
from wayforward.core.access.keyring import KeyMissingError
from wayforward.core.audit.models import Event, RowHistory
from wayforward.core.audit.reads import STREAM as READS
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person

ANOTHER = "another person"
Row = dict[str, Any]


class NoSuchPersonError(LookupError):
    """The party holds nobody of this reference; whether another does is not said."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table that are about the person; values by the name of their field."""

    label: str  # such as core.Person
    title: str
    data_class: str
    titles: dict[str, str]
    choices: dict[str, dict[str, str]]  # field of a closed set -> value -> its label
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class State:
    """One state of one row as it was written."""

    at: datetime
    label: str
    row: str
    verb: str
    purpose: str
    reason: str
    values: Row


@dataclass(frozen=True, slots=True)
class Told:
    """An event about the person. `by` is empty unless names were asked for."""

    at: datetime
    name: str
    purpose: str
    reason: str
    facts: Row
    by: str


@dataclass(frozen=True, slots=True)
class SubjectReport:
    """What is held about one person by one party."""

    reference: str
    party: Party
    made_at: datetime
    reason: str
    tables: list[Table]
    history: list[State]
    reads: list[Told]
    events: list[Told]


def subject_report(reference: str, *, names: bool = False) -> SubjectReport:
    """The report, as whoever acts may see it. Raises NoSuchPersonError.

    Without `names` nobody who looked is named: a person may learn when and what for, and by whom
    only where that is needed to judge the matter (Court of Justice, C-579/21, Pankki S).
    """
    one = acting()
    person = Person.objects.filter(reference=reference, party=one.party or 0).first()
    if person is None:
        raise NoSuchPersonError(f"This party holds no person {reference}: check the reference.")
    found = _found(person)
    told = list(_told(found))
    return SubjectReport(
        reference=reference,
        party=Party.objects.select_related("arrangement").get(pk=person.party_id),
        made_at=timezone.now(),
        reason=one.reason,
        tables=[_table(model, rows, person) for model, rows in found.items()],
        history=list(_history(found, person)),
        reads=[_event(event, names) for event in told if event.stream == READS],
        events=[_event(event, names) for event in told if event.stream != READS],
    )


def _found(person: Person) -> dict[type[Model], list[Model]]:
    """The person's row and every row that points to it, directly or through another."""
    found: dict[type[Model], list[Model]] = {Person: [person]}
    seen: set[tuple[type[Model], Any]] = {(Person, person.pk)}
    fresh: list[tuple[type[Model], list[Any]]] = [(Person, [person.pk])]
    while fresh:
        model, keys = fresh.pop(0)
        for pointing, name in _pointing(model):
            rows = pointing._base_manager.filter(**{f"{name}__in": keys}).order_by("pk")
            new = [row for row in rows if (pointing, row.pk) not in seen]
            if new:
                seen |= {(pointing, row.pk) for row in new}
                found.setdefault(pointing, []).extend(new)
                fresh.append((pointing, [row.pk for row in new]))
    return found


def _pointing(model: type[Model]) -> list[tuple[type[Model], str]]:
    """Tables with a foreign key to this one, those between two tables included."""
    return [
        (other, field.name)
        for other in apps.get_models(include_auto_created=True)
        if not other._meta.proxy
        for field in other._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is model
    ]


def _table(model: type[Model], rows: list[Model], person: Person) -> Table:
    fields = model._meta.concrete_fields
    return Table(
        label=model._meta.label,
        title=str(model._meta.verbose_name_plural),
        data_class=str(getattr(model, "data_class", "")),
        titles={field.name: str(field.verbose_name) for field in fields},
        choices={
            field.name: {str(value): str(label) for value, label in field.flatchoices}
            for field in fields
            if field.choices
        },
        rows=[_values(row, fields, person) for row in rows],
    )


def _values(row: Model, fields: Any, person: Person) -> Row:
    return {field.name: _value(row, field, person) for field in fields}


def _value(row: Model, field: Field[Any, Any], person: Person) -> Any:
    """As the person may read it: another person whom a row is about as well stays unnamed.

    What was sealed and does not open any more is named with the reason, not left out.
    """
    try:
        value = field.value_from_object(row)
    except (SealBrokenError, KeyMissingError) as closed:
        return {"closed": str(closed)}
    if isinstance(field, ForeignKey) and field.related_model is Person and value is not None:
        return person.reference if value == person.pk else ANOTHER
    return plain(value)


def plain(value: Any) -> Any:
    """A value as JSON holds it; of bytes their number and fingerprint."""
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return {"bytes": len(value), "sha256": hashlib.sha256(value).hexdigest()}
    if isinstance(value, dict):
        return {str(name): plain(held) for name, held in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(held) for held in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _history(found: dict[type[Model], list[Model]], person: Person) -> Iterator[State]:
    """Every state of the rows that are there, and of rows about the person that are gone."""
    models = {model._meta.db_table: model for model in found}
    there = Q()
    for model, rows in found.items():
        there |= Q(table=model._meta.db_table, row__in=[str(row.pk) for row in rows])
    for other, name in _pointing(Person):
        column = str(other._meta.get_field(name).column)  # type: ignore[union-attr]
        models[other._meta.db_table] = other
        there |= Q(table=other._meta.db_table, **{f"state__{column}": person.pk})
    for kept in RowHistory.objects.filter(there).order_by("at", "pk"):
        model = models[kept.table]
        yield State(
            kept.at, model._meta.label, kept.row, kept.verb, kept.purpose, kept.reason,
            _kept_values(model, kept.state, person),
        )  # fmt: skip


def _kept_values(model: type[Model], state: Row, person: Person) -> Row:
    """The values of a kept state, opened as those of a row are."""
    fields = [field for field in model._meta.concrete_fields if field.column in state]
    read = [_from_database(field, state[str(field.column)]) for field in fields]
    row = model.from_db(connection.alias, [field.attname for field in fields], read)
    return _values(row, fields, person)


def _from_database(field: Field[Any, Any], value: Any) -> Any:
    convert = getattr(field, "from_db_value", None)
    # History holds JSON already as what it says; other fields convert from what the driver gives.
    if convert is None or field.get_internal_type() == "JSONField":
        return value
    return convert(value, None, connection)


def _told(found: dict[type[Model], list[Model]]) -> Iterator[Event]:
    """Events about the person, or about a row with a reference of its own that is about them."""
    about = {
        str(row.reference) for rows in found.values() for row in rows if hasattr(row, "reference")
    }
    held = Event.objects.filter(Q(subject__in=about) | Q(facts__person__in=sorted(about)))
    yield from held.filter(party_id=acting().party).order_by("at", "pk")


def _event(event: Event, names: bool) -> Told:
    facts = {name: plain(value) for name, value in event.facts.items() if name != "account"}
    return Told(
        event.at, event.name, event.purpose, event.reason, facts, event.actor if names else ""
    )
