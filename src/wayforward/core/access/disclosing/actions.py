"""The one way in which anything about a person leaves its party. Call them inside `acting_as`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from wayforward.core.access.context import acting
from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.access.disclosing.queries import preview
from wayforward.core.access.disclosing.rules import Ground, Refusal
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person

STREAM = "disclosures"


class DisclosureRefusedError(PermissionError):
    """Nothing was sent; `refusals` say why, each in one sentence."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        """Keeps the reasons apart for a screen."""
        super().__init__(" ".join(map(str, refusals)))
        self.refusals = tuple(refusals)


class NotYoursError(PermissionError):
    """Only the sender recalls a disclosure, only the recipient acknowledges it."""


class DoneAlreadyError(ValueError):
    """It was recalled or acknowledged before; the first time stands."""


class NoReasonError(ValueError):
    """A recall wants its reason, which both sides read."""


@transaction.atomic
def disclose(
    *,
    person: Person,
    recipient: Party,
    purpose: Purpose,
    ground: Ground,
    provision: str,
    fields: Mapping[str, object],
) -> Disclosure:
    """Send exactly these fields about a person to another party, for good.

    `purpose` is what the recipient may use them for; `provision` names the article or decision it
    rests on. It goes whole or not at all. Raises NotAllowedError, DisclosureRefusedError.
    """
    one = acting()
    require(one.actor, Permission.DISCLOSE)
    seen = preview(
        person=person,
        recipient=recipient,
        purpose=purpose,
        ground=ground,
        provision=provision,
        fields=fields,
        lock=True,
    )
    if seen.refusals or seen.allowance is None:
        raise DisclosureRefusedError(seen.refusals)
    disclosure = Disclosure.objects.create(
        party_id=person.party_id,
        recipient=recipient,
        person=person,
        purpose=purpose,
        ground=ground,
        provision=provision.strip(),
        allowance=seen.allowance.key,
        fields=sorted(seen.payload),
        groups=list(seen.groups),
        payload=dict(seen.payload),
        consents=list(seen.consents),
        made_by=one.actor.name,
    )
    _tell("disclosed", disclosure, one.actor.name)
    return disclosure


@transaction.atomic
def recall(*, disclosure: Disclosure, reason: str) -> Disclosure:
    """Take a disclosure back: both sides see it at once, the recipient no longer sees its payload.

    `reason` says nothing about the person. Raises NotAllowedError, NotYoursError, DoneAlreadyError,
    NoReasonError.
    """
    one = acting()
    require(one.actor, Permission.DISCLOSE)
    if not reason.strip():
        raise NoReasonError("Say why it is recalled: the other side reads it.")
    held = Disclosure.objects.select_for_update().get(pk=disclosure.pk)
    if held.party_id != one.party:
        raise NotYoursError("Only the party that sent this can recall it.")
    if held.recalled_at is not None:
        raise DoneAlreadyError("This was recalled before.")
    held.recalled_at, held.recalled_by, held.recall_reason = (
        timezone.now(),
        one.actor.name,
        reason.strip(),
    )
    held.save(update_fields=["recalled_at", "recalled_by", "recall_reason"])
    _tell("disclosure recalled", held, one.actor.name)
    return held


@transaction.atomic
def acknowledge(*, disclosure: Disclosure) -> Disclosure:
    """Say, as the recipient, that it was read. Raises NotAllowedError, NotYoursError,
    DoneAlreadyError.
    """
    one = acting()
    require(one.actor, Permission.SEE_PERSONS)
    held = Disclosure.objects.select_for_update().get(pk=disclosure.pk)
    if held.recipient_id != one.party:
        raise NotYoursError("Only the party that received this can acknowledge it.")
    if held.acknowledged_at is not None:
        raise DoneAlreadyError("This was acknowledged before.")
    held.acknowledged_at, held.acknowledged_by = timezone.now(), one.actor.name
    held.save(update_fields=["acknowledged_at", "acknowledged_by"])
    _tell("disclosure acknowledged", held, one.actor.name)
    return held


def _tell(name: str, disclosure: Disclosure, actor: str) -> None:
    """The log is read beyond the two parties: it has the reference and nothing of the content."""
    record(stream=STREAM, name=name, subject=disclosure.reference, actor=actor)
