"""A row of any model for a test: walks the fields and fills what has to be filled.

A model whose constraints want more than that gets a maker of its own (`@maker("core.Consent")`),
which gives the fields that cannot be guessed.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar, cast

from django.contrib.auth.models import User
from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.db import DatabaseError, models, transaction
from django.db.models import NOT_PROVIDED, Field, Model

from wayforward.core.access.checks import data_class_of
from wayforward.core.access.context import acting, acting_as
from wayforward.core.access.data_classes import WALLED
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.parties.models import Party, PartyKind
from wayforward.core.persons.models import Judgement, Person, PersonName
from wayforward.testing.parties import member_of

Row = TypeVar("Row", bound=Model)
Given = dict[str, Any]
Maker = Callable[[Party, Given], Given]
_MAKERS: dict[str, Maker] = {}


class NoRowError(TypeError):
    """No row of the model could be made without help: the message says what it wants."""


def maker(label: str) -> Callable[[Maker], Maker]:
    """Register what gives the fields of a model that cannot be guessed."""

    def register(made: Maker) -> Maker:
        _MAKERS[label] = made
        return made

    return register


def make_row(model: type[Row], party: Party, /, *, full: bool = False, **given: Any) -> Row:
    """A saved row of the party, with the least that its constraints allow; `full` fills all.

    Opens no context: call it inside `acting_as` or `acting_for`. Raises NoRowError.
    """
    refusal: Exception | None = None
    for everything in (True,) if full else (False, True):
        try:
            with transaction.atomic():
                row = unsaved_row(model, party, full=everything, **given)
                row.save(force_insert=True)
                return row
        except DatabaseError as problem:
            refusal = problem
    raise NoRowError(
        f"{model._meta.label} takes no generic row ({str(refusal).splitlines()[0]}): give it a"
        " maker in wayforward.testing.rows."
    ) from refusal


def unsaved_row(model: type[Row], party: Party, /, *, full: bool = False, **given: Any) -> Row:
    """The row before it is saved; what it points at is saved."""
    fields = dict(given)
    if model._meta.label in _MAKERS:
        fields = {**_MAKERS[model._meta.label](party, given), **given}
    for field in model._meta.concrete_fields:
        if field.name not in fields and field.attname not in fields and _needed(field, full):
            fields[field.name] = _value(field, party, model)
    return model(**fields)


def _needed(field: Field[Any, Any], full: bool) -> bool:
    if field.generated or field.primary_key or field.auto_created:
        return False
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return False
    if field.has_default() or field.db_default is not NOT_PROVIDED:
        return False
    return full or not (field.null or (field.blank and field.empty_strings_allowed))


def _value(field: Field[Any, Any], party: Party, model: type[Model]) -> object:
    if isinstance(field, models.ForeignKey):
        return _pointed_at(field, party, model)
    if field.choices:
        return next(iter(field.flatchoices))[0]
    for kind, make in _BY_KIND:
        if isinstance(field, kind):
            return make(field)
    raise NoRowError(f"{field} is of a kind that the row maker does not know.")


def _pointed_at(field: models.ForeignKey[Any, Any], party: Party, model: type[Model]) -> object:
    target = field.related_model
    if target is Party:
        return party if field.name == "party" else elsewhere(party)
    if target is User:
        return User.objects.create_user(username=_letters(20))
    if target is model:
        return None
    if data_class_of(target) not in WALLED and not field.unique:
        found = target._default_manager.first()
        if found is not None:
            return found
    return make_row(target, party)


def elsewhere(party: Party) -> Party:
    """A third party of the same arrangement: none of the two that a test is about."""
    found, _new = Party.objects.get_or_create(
        arrangement=party.arrangement,
        key="elsewhere",
        defaults={"kind": PartyKind.INTERNATIONAL_ORGANISATION, "recognition": ""},
    )
    return found


def _letters(longest: int | None) -> str:
    return secrets.token_hex(20)[: min(longest or 12, 12)]


def _text(field: Field[Any, Any]) -> str:
    return _letters(field.max_length)


def _list(field: Field[Any, Any]) -> list[object]:
    base = cast("ArrayField[Any, Any]", field).base_field
    return [next(iter(base.flatchoices))[0] if base.choices else _simple(base)]


def _simple(field: Field[Any, Any]) -> object:
    return next((make(field) for kind, make in _BY_KIND if isinstance(field, kind)), None)


_BY_KIND: tuple[tuple[Any, Callable[[Field[Any, Any]], object]], ...] = (
    (ArrayField, _list),
    (models.BooleanField, lambda _: False),
    (models.EmailField, lambda _: f"{_letters(8)}@example.org"),
    (models.URLField, lambda _: f"https://example.org/{_letters(8)}"),
    (models.UUIDField, lambda _: uuid.uuid4()),
    (models.FileField, lambda _: ContentFile(b"synthetic", name=f"{_letters(8)}.txt")),
    (models.GenericIPAddressField, lambda _: "192.0.2.1"),
    ((models.CharField, models.TextField), _text),
    (models.DateTimeField, lambda _: datetime.now(UTC)),
    (models.DateField, lambda _: date(2026, 1, 2)),
    (models.TimeField, lambda _: datetime.now(UTC).time()),
    (models.DurationField, lambda _: timedelta(days=1)),
    (models.DecimalField, lambda _: Decimal(1)),
    (models.FloatField, lambda _: 1.0),
    (models.IntegerField, lambda _: 1),
    (models.BinaryField, lambda _: b"synthetic"),
    (models.JSONField, lambda _: {"synthetic": True}),
)


@maker("core.Arrangement")
def _arrangement(party: Party, given: Given) -> Given:
    return {"key": f"made-{_letters(8)}", "valid_from": date(2016, 10, 2)}


@maker("core.Consent")
def _consent(party: Party, given: Given) -> Given:
    now = datetime.now(UTC)
    return {
        "purpose": "journey",
        "groups": ["identity"],
        "given_at": now - timedelta(days=1),
        "expires_at": now + timedelta(days=90),
        "language": "ps",
    }


@maker("core.Disclosure")
def _disclosure(party: Party, given: Given) -> Given:
    return {
        "purpose": "journey",
        "ground": "public_task",
        "allowance": "international_organisation/journey",
        "fields": ["full_name"],
        "groups": ["identity"],
        "payload": {"full_name": _letters(8)},
    }


@maker("core.Judgement")
def _judgement(party: Party, given: Given) -> Given:
    one, other = sorted((make_row(Person, party), make_row(Person, party)), key=lambda row: row.pk)
    return {
        "one": one,
        "other": other,
        "verdict": "same",
        "by_id": acting().account,
        "confirmed_by": None,
        "confirmed_at": None,
    }


@maker("core.Merge")
def _merge(party: Party, given: Given) -> Given:
    judgement = make_row(Judgement, party)
    second = member_of(party, Role.EDITOR, name=f"second-{_letters(8)}")
    second.roles = [Role.IDENTITY_ADJUDICATOR.value]
    second.save(update_fields=["roles"])
    with acting_as(second, purpose=Purpose.IDENTIFICATION):
        judgement.confirmed_by, judgement.confirmed_at = second, datetime.now(UTC)
        judgement.save()
    return {"merged": judgement.other, "into": judgement.one, "judgement": judgement}


@maker("core.NameKey")
def _name_key(party: Party, given: Given) -> Given:
    name = make_row(PersonName, party)
    return {"name": name, "person": name.person}


@maker("core.Letter")
def _letter(party: Party, given: Given) -> Given:
    return {"kept_class": "sensitive", "state": "draft", "file": None}


@maker("core.StoredFile")
def _stored_file(party: Party, given: Given) -> Given:
    return {"kept_class": "sensitive"}


@maker("core.WorkflowStep")
def _workflow_step(party: Party, given: Given) -> Given:
    return {"kept_class": "sensitive", "account": None}


@maker("core.Clock")
def _clock(party: Party, given: Given) -> Given:
    return {"person": make_row(Person, party)}
