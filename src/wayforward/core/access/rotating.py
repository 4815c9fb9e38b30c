"""Sealing everything anew with the newest key: in batches, stopped at any time and taken up again.

Rows are taken party after party under the wall. History keeps states as they were sealed, so that
old keys stay in the keyring: they open, and seal nothing any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from wayforward.core.access import sealing
from wayforward.core.access.checks import every_model
from wayforward.core.access.context import acting_for
from wayforward.core.access.held import Held
from wayforward.core.access.keyring import add_key, keyring
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Actor, Permission, require
from wayforward.core.access.sealed_fields import blind_fields, sealed_fields
from wayforward.core.audit.actions import record
from wayforward.core.parties.models import Party

STREAM = "access"
REASON = "sealed anew with another key"
_FACTOR_SECRETS = ("secret", "seed")  # of apps and of recovery codes, as allauth names them


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation did."""

    key: str
    new_key: bool  # False: an earlier rotation was finished
    rows: int

    def __str__(self) -> str:
        how = "New key" if self.new_key else "The rotation under way was finished: key"
        return f"{how} {self.key}; {self.rows} rows were sealed anew."


def sealed_models() -> list[type[Held]]:
    """Every model with a sealed field."""
    return [m for m in every_model() if issubclass(m, Held) and sealed_fields(m)]


def waiting() -> int:
    """How many rows and second factors are sealed with an older key."""
    count = sum(1 for _ in _old_factors())
    for party in Party.objects.all():
        for model in sealed_models():
            with acting_for(party, purpose=Purpose.DATA_PROTECTION, reason=REASON):
                count += _old(model, party).count()
    return count


def _unheard(count: int) -> None:
    """Nobody watches."""


def rotate_keys(
    *,
    actor: Actor,
    batch: int = 200,
    progress: Callable[[int], None] = _unheard,
    begun: Callable[[int], None] = _unheard,
) -> Rotated:
    """Make a new key and seal every row with it; or finish what an earlier call left.

    `begun` hears how many rows there are, `progress` how many are done after each batch. Raises
    NotAllowedError, KeysNotOursError, KeyMissingError.
    """
    require(actor, Permission.MANAGE_ACCOUNTS)
    new = waiting() == 0
    if new:
        add_key()
    begun(waiting())
    done = 0
    for count in chain((_reseal_factors(),), _reseal_rows(batch)):
        done += count
        progress(done)
    key = keyring().current.name
    record(stream=STREAM, name="keys rotated", subject=key, actor=actor.name, rows=done)
    return Rotated(key, new, done)


def _reseal_rows(batch: int) -> Iterator[int]:
    for party in Party.objects.order_by("pk"):
        for model in sealed_models():
            while count := _reseal_batch(model, party, batch):
                yield count


def _reseal_batch(model: type[Held], party: Party, batch: int) -> int:
    with acting_for(party, purpose=Purpose.DATA_PROTECTION, reason=REASON):
        rows = list(_old(model, party).select_for_update()[:batch])
        for row in rows:
            _reseal(row)
        return len(rows)


def _reseal(row: Model) -> None:
    fields = sealed_fields(type(row))
    for field in fields:
        setattr(row, field.attname, getattr(row, field.attname))  # opened: saving seals it anew
    row.save(update_fields=[f.name for f in (*fields, *blind_fields(type(row)))])


def _old(model: type[Held], party: Party) -> QuerySet[Held]:
    key = keyring().current
    old = Q()
    for field in sealed_fields(model):
        there = Q(**{f"{field.name}__isnull": False})
        old |= there & ~Q(**{f"{field.name}__sealed_with": key})
    return model._base_manager.filter(old, party=party).order_by("pk")


def _old_factors() -> Iterator[Authenticator]:
    begin = f"v1.{keyring().current.name}."
    for row in Authenticator.objects.order_by("pk").iterator():
        held = [row.data[name] for name in _FACTOR_SECRETS if name in row.data]
        if any(not one.startswith(begin) for one in held):
            yield row


@transaction.atomic
def _reseal_factors() -> int:
    count = 0
    for row in _old_factors():
        for name in _FACTOR_SECRETS:
            if name in row.data:
                row.data[name] = sealing.seal(sealing.unseal(row.data[name]))
        row.save(update_fields=["data"])
        count += 1
    return count
