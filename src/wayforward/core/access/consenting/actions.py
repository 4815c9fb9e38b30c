"""Recording consent, and taking a withdrawal down. Call them inside `acting_as`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wayforward.core.access.consenting.models import Consent
from wayforward.core.access.consenting.rules import GivenBy, Proof
from wayforward.core.access.context import acting
from wayforward.core.access.disclosing.schemas import groups as known_groups
from wayforward.core.access.purposes import ABOUT_PERSONS, Purpose
from wayforward.core.access.rules import Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person

STREAM = "consents"


class ConsentRefusedError(ValueError):
    """What was to be recorded is no consent; the message says what is missing."""


class WithdrawnAlreadyError(ValueError):
    """The consent was withdrawn before: nothing is left to withdraw."""


@transaction.atomic
def record_consent(
    *,
    person: Person,
    recipient: Party,
    purpose: Purpose,
    groups: Collection[str],
    given_by: GivenBy,
    language: str,
    read_by: str,
    proof_kind: Proof,
    proof: str,
    expires_at: datetime,
    given_at: datetime | None = None,
) -> Consent:
    """Write down what a person agreed to, as it was read to them.

    `language` is a tag; `proof` is the reference of a document or recording, or the name of the
    witness, and is sealed. Raises NotAllowedError, ConsentRefusedError.
    """
    one = acting()
    require(one.actor, Permission.RECORD_CONSENT)
    given = given_at or timezone.now()
    if recipient.arrangement_id != person.party.arrangement_id:
        raise ConsentRefusedError("That party belongs to another arrangement: choose one of this.")
    _refuse(purpose, groups, (language, read_by, proof), given, expires_at)
    consent = Consent.objects.create(
        party_id=person.party_id,
        person=person,
        recipient=recipient,
        purpose=purpose,
        groups=sorted(set(groups)),
        given_by=given_by,
        given_at=given,
        expires_at=expires_at,
        language=language,
        read_by=read_by,
        proof_kind=proof_kind,
        proof=proof,
        recorded_by=one.actor.name,
    )
    record(stream=STREAM, name="consent recorded", subject=consent.reference, actor=one.actor.name)
    return consent


def _refuse(
    purpose: Purpose,
    groups: Collection[str],
    said: tuple[str, ...],
    given_at: datetime,
    expires_at: datetime,
) -> None:
    if purpose not in ABOUT_PERSONS:
        raise ConsentRefusedError(f"Nobody consents to {purpose}: choose what it is for.")
    if not groups:
        raise ConsentRefusedError("Name at least one group of fields.")
    if unknown := sorted(set(groups) - set(known_groups())):
        raise ConsentRefusedError(f"There is no group {', '.join(unknown)}: choose from the list.")
    if not all(one.strip() for one in said):
        raise ConsentRefusedError("Name the language, who read it aloud, and the proof.")
    if given_at > timezone.now():
        raise ConsentRefusedError("Consent cannot be given tomorrow: correct the date.")
    if expires_at <= given_at:
        raise ConsentRefusedError("Consent ends after it begins: correct the date.")


@transaction.atomic
def withdraw_consent(*, consent: Consent, how: str) -> Consent:
    """Take down that the person withdraws: from now on nothing rests on it any more.

    `how` is how it was said. What was disclosed before stays; recall it where it must be undone.
    Raises NotAllowedError, WithdrawnAlreadyError, ConsentRefusedError.
    """
    one = acting()
    require(one.actor, Permission.RECORD_CONSENT)
    if not how.strip():
        raise ConsentRefusedError("Say how the person withdrew.")
    held = Consent.objects.select_for_update().get(pk=consent.pk)
    if held.withdrawn_at is not None:
        raise WithdrawnAlreadyError("This consent was withdrawn before.")
    held.withdrawn_at, held.withdrawn_by, held.withdrawal = timezone.now(), one.actor.name, how
    held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal"])
    record(stream=STREAM, name="consent withdrawn", subject=held.reference, actor=one.actor.name)
    return held
