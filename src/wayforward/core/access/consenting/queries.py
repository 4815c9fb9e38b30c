"""What a person agreed to, and what rests on it. Answers are those of the acting party."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from wayforward.core.access.consenting.models import Consent
from wayforward.core.access.consenting.rules import Cover, cover
from wayforward.core.access.sealed_fields import BlindIndexField, look_up
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
    """The party's consents whose proof is this document, recording or witness."""
    field = Consent._meta.get_field("proof_index")
    assert isinstance(field, BlindIndexField)  # noqa: S101  # declared so in the model
    return Consent.objects.filter(party=party, proof_index__in=look_up(field, party.pk, proof))
