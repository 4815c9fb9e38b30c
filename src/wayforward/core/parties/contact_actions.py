"""Keeping the contact points of the own party; called inside `acting_as`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from wayforward.core.access.context import acting
from wayforward.core.access.rules import Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.parties.models import ContactPoint

STREAM = "parties"


class NoWayToReachError(ValueError):
    """A contact point without a telephone and an e-mail address reaches nobody."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact point as its form gives it."""

    task: str
    name: str
    email: str
    phone: str
    languages: tuple[str, ...]
    shared: bool


@transaction.atomic
def set_contact_point(*, contact: Contact) -> ContactPoint:
    """Keep how the acting party is reached for a task, in place of what was kept before.

    Raises NotAllowedError or NoWayToReachError.
    """
    one = acting()
    require(one.actor, Permission.MANAGE_PARTY)
    if not (contact.email or contact.phone):
        raise NoWayToReachError("Give a telephone number or an e-mail address.")
    row, _new = ContactPoint.objects.update_or_create(
        party_id=one.holder,
        task=contact.task,
        defaults={
            "names": {"en": contact.name},
            "email": contact.email,
            "phone": contact.phone,
            "languages": list(contact.languages),
            "shared": contact.shared,
        },
    )
    _tell("contact point kept", row, shared=row.shared)
    return row


@transaction.atomic
def remove_contact_point(*, task: str) -> int:
    """Remove the acting party's contact point for a task; how many there were (0 or 1)."""
    one = acting()
    require(one.actor, Permission.MANAGE_PARTY)
    rows = ContactPoint.objects.filter(party_id=one.holder, task=task)
    for row in rows:
        _tell("contact point removed", row)
    return rows.delete()[0]


def _tell(name: str, row: ContactPoint, **facts: Any) -> None:
    one = acting()
    subject = f"{row.party.arrangement}/{row.party}/{row.task}"
    record(stream=STREAM, name=name, subject=subject, actor=one.actor.name, **facts)
