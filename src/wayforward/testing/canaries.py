"""Canaries for the firewalls: markers are planted on one side, then searched for on the other.

`plant` writes a marker of its own into every field of every row that can hold words. `search` looks
at whatever an account can reach: every table of the database as the app role acts for it, sealed
fields opened, for each purpose; and any texts that are handed to it (pages, exports, logs). What it
gives back names where a marker was planted and where it came out.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, connection, models, transaction
from django.db.models import ForeignKey, Model
from django.http import HttpResponse

from wayforward.core.access.checks import every_model
from wayforward.core.access.context import acting_as
from wayforward.core.access.duties import open_to
from wayforward.core.access.held import Held
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.sealed_fields import (
    BlindIndexField,
    SealedJSONField,
    sealed_fields,
)
from wayforward.core.parties.models import Party
from wayforward.testing.rows import NoRowError, make_row
from wayforward.testing.walls import as_app_role

_LETTERS = 10
Texts = Mapping[str, "str | bytes | HttpResponse"]


@dataclass(frozen=True, slots=True)
class Planted:
    """A marker and the field it was written into, such as `core.Consent.withdrawal`."""

    marker: str
    where: str


@dataclass(frozen=True, slots=True)
class Escape:
    """A marker that came out, and where."""

    planted: str
    found: str

    def __str__(self) -> str:
        return f"{self.planted} came out in {self.found}"


def new_marker() -> str:
    """Letters and digits that stand nowhere else."""
    return f"zq{secrets.token_hex(_LETTERS // 2 - 1)}"


def plant(party: Party, kinds: Sequence[type[Held]], **given: Any) -> list[Planted]:
    """A row of each kind, held by the party, with a marker in each field that takes one.

    Call it inside a context that may write all of them. `given` goes to every row.
    """
    planted: list[Planted] = []
    for model in kinds:
        fields = {name: new_marker() for name in _fields_for_words(model) if name not in given}
        kept = _save_with(model, party, fields, given)
        planted += [Planted(kept[name], f"{model._meta.label}.{name}") for name in sorted(kept)]
    return planted


def _save_with(
    model: type[Held], party: Party, markers: dict[str, str], given: dict[str, Any]
) -> dict[str, str]:
    """The markers that one row took: all of them, or as many as its constraints let in."""
    known = {k: v for k, v in given.items() if k in {f.name for f in model._meta.get_fields()}}
    if _saved(model, party, markers, known):
        return markers
    kept: dict[str, str] = {}
    for name, marker in markers.items():
        if _would_save(model, party, {**kept, name: marker}, known):
            kept[name] = marker
    if not _saved(model, party, kept, known):
        raise NoRowError(f"{model._meta.label} takes no canary: give it a maker.")
    return kept


def _saved(model: type[Held], party: Party, markers: dict[str, str], known: dict[str, Any]) -> bool:
    values = {name: _wrapped(model._meta.get_field(name), one) for name, one in markers.items()}
    try:
        with transaction.atomic():
            make_row(model, party, **{**values, **known})
    except (NoRowError, DatabaseError):
        return False
    return True


def _would_save(
    model: type[Held], party: Party, markers: dict[str, str], known: dict[str, Any]
) -> bool:
    with transaction.atomic():
        fine = _saved(model, party, markers, known)
        transaction.set_rollback(True)
    return fine


def _fields_for_words(model: type[Model]) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        base = field.base_field if isinstance(field, ArrayField) else field
        if base.choices or isinstance(base, ForeignKey | BlindIndexField | models.FileField):
            continue
        long_enough = (base.max_length or 99) >= _LETTERS
        if isinstance(base, models.CharField | models.TextField | models.JSONField) and long_enough:
            yield field.name


def _wrapped(field: Any, marker: str) -> object:
    if isinstance(field, ArrayField):
        return [marker]
    if isinstance(field, models.EmailField):
        return f"{marker}@example.org"
    if isinstance(field, models.JSONField | SealedJSONField):
        return {"canary": marker}
    return marker


def search(
    planted: Iterable[Planted],
    *,
    by: Account,
    purposes: Iterable[Purpose] | None = None,
    texts: Texts | None = None,
) -> list[Escape]:
    """Every place that the account reaches in which a marker stands; for all purposes open to it.

    Acts as the app role, whatever role the test runs as.
    """
    markers = {one.marker: one.where for one in planted}
    opened = frozenset[Purpose]().union(*(open_to(role) for role in by.held))
    found: set[tuple[str, str]] = set()
    for purpose in sorted(opened if purposes is None else purposes):
        with as_app_role(), acting_as(by, purpose=purpose, reason="canary"):
            found |= {(where, f"{place}, for {purpose}") for where, place in _tables(markers)}
            found |= {(where, f"{place}, for {purpose}") for where, place in _opened(markers)}
    found |= set(in_texts(planted_in=markers, texts=texts or {}))
    return [Escape(where, place) for where, place in sorted(found)]


def search_everything(planted: Iterable[Planted], texts: Texts | None = None) -> list[Escape]:
    """Every table as whoever runs the test sees it, acting for nobody: for what must be nowhere."""
    markers = {one.marker: one.where for one in planted}
    found = set(_tables(markers)) | set(in_texts(planted_in=markers, texts=texts or {}))
    return [Escape(where, place) for where, place in sorted(found)]


def _tables(markers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Rows of every table and view that hold a marker, as the database writes them out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'p', 'v', 'm') AND has_table_privilege(oid, 'SELECT')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"SELECT t::text FROM {table} AS t WHERE t::text LIKE ANY (%s)",  # noqa: S608
                [[f"%{marker}%" for marker in markers]],
            )
            for (row,) in cursor.fetchall():
                yield from _hits(markers, row, f"table {table}")


def _opened(markers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Sealed fields of rows that are seen, opened."""
    for model in every_model():
        for field in sealed_fields(model):
            for row in model._base_manager.all():
                value = str(getattr(row, field.attname))
                yield from _hits(markers, value, f"{model._meta.label}.{field.name}, opened")


def in_texts(planted_in: Mapping[str, str], texts: Texts) -> Iterator[tuple[str, str]]:
    """Markers in pages, exports and logs, by the name each text was given."""
    for name, text in texts.items():
        yield from _hits(planted_in, _as_text(text), name)


def _as_text(text: str | bytes | HttpResponse) -> str:
    if isinstance(text, HttpResponse):
        return f"{text.headers} {text.content.decode('utf-8', 'replace')}"
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def _hits(markers: Mapping[str, str], text: str, place: str) -> Iterator[tuple[str, str]]:
    return ((where, place) for marker, where in markers.items() if marker in text)
