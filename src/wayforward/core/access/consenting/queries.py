"""What a person agreed to, and what rests on it. Answers are those of the acting party."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from wayforward.core.access.consenting.models import Consent
from wayforward.core.access.consenting.rules import Cover, cover
from wayforward.core.access.context import acting
from wayforward.core.access.rules import Permission, require
from wayforward.core.access.sealed_fields import BlindIndexField, look_up
from wayforward.core.audit.actions import record
from wayforward.core.audit.reads import LOOK_UPS
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person


def consents_of(person: Person) -> QuerySet[Consent]:
    """Every consent of a person, newest first, withdrawn and ended ones included."""
    return (
        Consent.objects.filter(person=person)
        .select_related("recipient")
        .order_by("-given_at", "-pk")
    )


def covering(
    *,
    person: Person,
    recipient: Party,
    purpose: str,
    groups: Iterable[str],
    at: datetime,
    lock: bool = False,
) -> Cover:
    """Which consents cover these groups now; `lock` holds withdrawals off until the transaction
    ends, so that nothing leaves on a consent withdrawn in between.
    """
    rows = Consent.objects.filter(person=person, recipient=recipient, purpose=purpose)
    found = [row.agreed for row in (rows.select_for_update() if lock else rows)]
    return cover(found, recipient=recipient.pk, purpose=purpose, groups=groups, at=at)


def consents_proved_by(party: Party, proof: str) -> QuerySet[Consent]:
    """The party's consents whose proof is this document, recording or witness, newest first.

    Withdrawn and ended ones included. To show them to somebody, use `tell_proved_by`.
    """
    field = Consent._meta.get_field("proof_index")
    assert isinstance(field, BlindIndexField)  # noqa: S101  # declared so in the model
    rows = Consent.objects.filter(party=party, proof_index__in=look_up(field, party.pk, proof))
    return rows.select_related("recipient", "person").order_by("-given_at", "-pk")


@transaction.atomic
def tell_proved_by(party: Party, proof: str) -> list[Consent]:
    """The same for a reader who keeps the ledgers; that they looked is an event, without the proof.

    Raises NotAllowedError.
    """
    one = acting()
    require(one.actor, Permission.SEE_LEDGERS)
    found = list(consents_proved_by(party, proof))
    record(
        stream=LOOK_UPS, name="consents looked up by proof", subject=one.actor.name,
        actor=one.actor.name, found=len(found),
    )  # fmt: skip
    return found
