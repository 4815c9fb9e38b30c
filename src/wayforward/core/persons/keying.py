"""Keys of names kept in step with the rules that make them: made with a name, and all made anew.

What keys are is in matching/keys.py. Each party has its own noted rules and is renewed by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import QuerySet

from wayforward.core.access.context import acting_for
from wayforward.core.access.rules import Actor, Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.parties.models import Party
from wayforward.core.persons.matching.keys import father_keys, rules_digest, stored_keys
from wayforward.core.persons.models import (
    OF_THE_PERSON,
    KeyRules,
    NameKey,
    NameKind,
    PersonName,
)

_KEYED = (*OF_THE_PERSON, NameKind.FATHER)


@dataclass(frozen=True, slots=True)
class Renewed:
    """A party whose keys were made anew, and of how many names."""

    party: Party
    names: int


def make_keys(name: PersonName) -> None:
    """Keep what a name is found by; nothing where nobody is looked up by such a name."""
    if name.kind in _KEYED:
        NameKey.objects.bulk_create(_keys(name))
        KeyRules.objects.get_or_create(party_id=name.party_id, defaults={"rules": rules_digest()})


def outdated() -> list[Party]:
    """Parties that have keys made by other rules than the present ones."""
    return [party for party in Party.objects.order_by("pk") if _is_outdated(party)]


def _is_outdated(party: Party) -> bool:
    with acting_for(party):
        present = KeyRules.objects.filter(rules=rules_digest()).exists()
        return not present and NameKey.objects.exists()


def how_many() -> int:
    """Names of all parties that have keys."""
    count = 0
    for party in Party.objects.all():
        with acting_for(party):
            count += _keyed().count()
    return count


def renew_keys(*, actor: Actor, heard: Callable[[int], None], batch: int = 2000) -> list[Renewed]:
    """Make all keys anew, each party in one transaction: whoever stops it has lost nothing.

    `heard` is told after each batch how many names were read. Raises NotAllowedError.
    """
    require(actor, Permission.MANAGE_ACCOUNTS)
    done: list[Renewed] = []
    read = 0
    for party in Party.objects.order_by("pk"):
        before = read
        with acting_for(party):
            for count in _renewed(batch):
                read += count
                heard(read)
            _note(party, actor, read - before)
        done.append(Renewed(party, read - before))
    return done


def _renewed(batch: int) -> Iterator[int]:
    """Names of the acting party whose keys are new, batch by batch."""
    names = _keyed().order_by("pk").iterator(chunk_size=batch)
    while some := list(islice(names, batch)):
        NameKey.objects.filter(name__in=some).delete()
        NameKey.objects.bulk_create([key for name in some for key in _keys(name)])
        yield len(some)


def _note(party: Party, actor: Actor, names: int) -> None:
    KeyRules.objects.update_or_create(party=party, defaults={"rules": rules_digest()})
    record(stream="persons", name="name keys renewed", subject=party.key, actor=actor.name,
           rows=names)  # fmt: skip


def _keyed() -> QuerySet[PersonName]:
    return PersonName.objects.filter(kind__in=_KEYED)


def _keys(name: PersonName) -> list[NameKey]:
    keys = stored_keys if name.kind in OF_THE_PERSON else father_keys
    return [
        NameKey(party_id=name.party_id, name=name, person_id=name.person_id, key=key[:60])
        for key in keys(name.written)
    ]
