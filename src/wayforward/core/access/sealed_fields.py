"""Fields whose values stand sealed in the database and open when they are read from a row.

What binds a value to its row is known before the row has a number: its party and a reference drawn
by chance (`bound_to`), none of which may change later. A field is written through its row alone,
and it is found again by a BlindIndexField beside it, or not at all.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, Model
from django.db.models.lookups import IsNull
from django.db.models.query_utils import DeferredAttribute

from wayforward.core.access.encryption import blind, mark, seal, unseal
from wayforward.core.access.keyring import Key, keyring

if TYPE_CHECKING:
    _TextField = models.TextField[Any, Any]
    _CharField = models.CharField[Any, Any]
    _Lookup = Lookup[bool]
else:
    _TextField, _CharField, _Lookup = models.TextField, models.CharField, Lookup

BOUND_TO = ("party_id", "reference")


class SealedText(str):
    """A value as it stands in the database."""

    __slots__ = ()


class NotSealedError(FieldError):
    """A sealed field was to be written or searched past its row."""


class _Opening(DeferredAttribute):
    """Opens on each reading, so that what is never looked at is never opened."""

    field: SealedTextField

    def __get__(self, instance: Model | None, owner: type[Model] | None = None) -> Any:
        value = super().__get__(instance, owner)
        return self.field.opened(instance, value) if isinstance(value, SealedText) else value  # type: ignore[arg-type]

    def __set__(self, instance: Model, value: object) -> None:
        instance.__dict__[self.field.attname] = value


class _SealedWith(_Lookup):
    """Whether a value was sealed with the key of that name; the one question one may ask of it."""

    lookup_name = "sealed_with"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return f"starts_with({column}, %s)", [*params, mark(self.rhs)]


class SealedTextField(_TextField):
    """Text, sealed."""

    descriptor_class = _Opening
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, bound_to: tuple[str, ...] = BOUND_TO, **kwargs: Any) -> None:
        """`bound_to`: attributes of the row that are known before it is saved and never change."""
        super().__init__(*args, **kwargs)
        self.bound_to = bound_to

    def deconstruct(self) -> Any:
        """With what it is bound to."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "bound_to": self.bound_to}

    def get_lookup(self, lookup_name: str) -> Any:
        """Nothing can be asked of sealed values but whether one is there, and of which key."""
        known = {"isnull": IsNull, "sealed_with": _SealedWith}
        if lookup_name not in known:
            raise NotSealedError(f"{self.name} is sealed: look it up by its blind index.")
        return known[lookup_name]

    def from_db_value(self, value: str | None, *_: Any) -> SealedText | None:
        """Sealed as it comes; opened when the row is asked."""
        return None if value is None else SealedText(value)

    def pre_save(self, model_instance: Model, add: bool) -> Any:
        """Sealed for this row; what was not touched stays as it was."""
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, SealedText):
            return value
        return SealedText(seal(self.written(value), self.place(model_instance)))

    def get_prep_value(self, value: Any) -> Any:
        """As it is: `pre_save` has sealed it."""
        return value

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Sealed values alone. Raises NotSealedError for others (update(), bulk_update())."""
        if value is not None and not isinstance(value, SealedText):
            raise NotSealedError(f"{self.name} is sealed: write it with save() of its row.")
        return None if value is None else str(value)

    def place(self, row: Model) -> list[object]:
        """What a value of this row is bound to."""
        return [
            row._meta.db_table, self.column, *(getattr(row, name) for name in self.bound_to)
        ]  # fmt: skip

    def opened(self, row: Model, sealed: SealedText) -> Any:
        """The value. Raises SealBrokenError, KeyMissingError."""
        return self.read(unseal(sealed, self.place(row)))

    def written(self, value: Any) -> str:
        """As text."""
        return str(value)

    def read(self, text: str) -> Any:
        """From text."""
        return text


class SealedKeyField(SealedTextField):
    """A key that opens something else: what lists the fields of a row gets it as it is sealed."""

    def value_from_object(self, obj: Model) -> Any:
        """As it stands in the database."""
        return obj.__dict__[self.attname]


class SealedJSONField(SealedTextField):
    """Plain values, lists and objects, sealed. What is read is a copy: assign it to change it."""

    def written(self, value: Any) -> str:
        """In JSON with its members in order."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def read(self, text: str) -> Any:
        """From JSON."""
        return json.loads(text)


class BlindIndexField(_CharField):
    """A keyed digest of a sealed field of the same row: equal texts of one party are alike in it.

    It names its key, so that a rotation may be under way while one looks something up.
    """

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        """`of` names the sealed field."""
        kwargs = {"max_length": 41, "blank": True, "default": "", "editable": False, **kwargs}
        super().__init__(*args, **kwargs)
        self.of = of

    def deconstruct(self) -> Any:
        """With the name of the sealed field."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: Model, add: bool) -> Any:
        """Made anew from the sealed field with the newest key."""
        text = getattr(model_instance, self.of)
        made = "" if not text else self._blind(model_instance, str(text), keyring().current)
        setattr(model_instance, self.attname, made)
        return made

    def _blind(self, row: Model, text: str, key: Key) -> str:
        return blind(text, (row._meta.db_table, self.column, getattr(row, "party_id")), key)  # noqa: B009


def look_up(field: BlindIndexField, party: int, text: str) -> list[str]:
    """What a row of the party with this text has in the index, by any key: for `__in`."""
    place = (field.model._meta.db_table, field.column, party)
    return [blind(text, place, key) for key in keyring().keys]


def sealed_fields(model: type[Model]) -> list[SealedTextField]:
    """The sealed fields of a model."""
    return [f for f in model._meta.concrete_fields if isinstance(f, SealedTextField)]


def blind_fields(model: type[Model]) -> list[BlindIndexField]:
    """The blind indexes of a model."""
    return [f for f in model._meta.concrete_fields if isinstance(f, BlindIndexField)]
