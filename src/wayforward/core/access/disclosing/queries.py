"""What would be sent, what was sent, what came. Answers are those of the acting party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from wayforward.core.access.consenting.queries import covering
from wayforward.core.access.context import acting
from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.access.disclosing.rules import (
    Allowance,
    Asked,
    Ground,
    Refusal,
    Why,
    decide,
)
from wayforward.core.access.disclosing.schemas import schemas
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person


class NoSuchDisclosureError(LookupError):
    """There is no disclosure of this reference that the acting party sent or received."""


class RecalledError(PermissionError):
    """Its sender took the disclosure back: the recipient no longer reads what was in it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Exactly what the recipient would see, and why the rest would not go."""

    payload: Mapping[str, object]
    refusals: tuple[Refusal, ...]
    allowance: Allowance | None
    groups: tuple[str, ...]
    consents: tuple[int, ...]


def preview(
    *,
    person: Person,
    recipient: Party,
    purpose: str,
    ground: str,
    provision: str,
    fields: Mapping[str, object],
    lock: bool = False,
) -> Preview:
    """What `disclose` would send, without sending; `lock` as in consenting.queries.covering."""
    within = recipient.arrangement_id == person.party.arrangement_id
    asked = Asked(
        recipient.kind, recipient.recognition, purpose, ground, provision, dict(fields), within
    )
    made = decide(asked, schemas())
    if ground != Ground.CONSENT or not made.groups:
        return Preview(made.payload, made.refusals, made.allowance, made.groups, ())
    found = covering(
        person=person,
        recipient=recipient,
        purpose=purpose,
        groups=made.groups,
        at=timezone.now(),
        lock=lock,
    )
    missing = tuple(Refusal(Why.NO_CONSENT, group) for group in found.missing)
    known = schemas().fields
    payload = {k: v for k, v in made.payload.items() if known[k].group not in found.missing}
    groups = tuple(group for group in made.groups if group not in found.missing)
    return Preview(payload, made.refusals + missing, made.allowance, groups, found.consents)


def sent() -> QuerySet[Disclosure]:
    """What the acting party sent, newest first."""
    return _newest().filter(party=acting().party)


def received() -> QuerySet[Disclosure]:
    """What other parties sent to the acting party, newest first; recalled ones say so."""
    return _newest().filter(recipient=acting().party)


def disclosures_of(person: Person) -> QuerySet[Disclosure]:
    """What was sent about a person by the party that holds it, newest first."""
    return _newest().filter(person=person)


def _newest() -> QuerySet[Disclosure]:
    return Disclosure.objects.select_related("party", "recipient").order_by("-made_at", "-pk")


def disclosure_named(reference: str) -> Disclosure:
    """The disclosure of that reference, sent or received. Raises NoSuchDisclosureError."""
    found = _newest().filter(reference=reference).first()
    if found is None:
        raise NoSuchDisclosureError(f"There is no disclosure {reference}.")
    return found


def payload_of(disclosure: Disclosure) -> dict[str, object]:
    """What was sent, as the acting party may read it. Raises RecalledError for the recipient."""
    if disclosure.recalled_at is not None and acting().party != disclosure.party_id:
        raise RecalledError("The sender took this back. What was in it is not shown any more.")
    found: dict[str, object] = disclosure.payload
    return found
