"""The verbs that take a part out of the chain of a campaign and put it back; none is ever removed.

A material or placement comes out of a running campaign by one hand, signatures untouched.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wayforward.core.access.rules import Permission, require
from wayforward.information.campaigns import rules
from wayforward.information.campaigns.models import (
    Campaign,
    Material,
    Message,
    Outcome,
    Placement,
)
from wayforward.information.campaigns.moving import Who, tell
from wayforward.information.campaigns.refusals import FaultyError, NotThereError, RunsError
from wayforward.information.campaigns.revising import Edited, revised

Part = Message | Material | Placement | Outcome


@transaction.atomic
def withdraw(*, part: Part, why: str, who: Who) -> Edited:
    """Take a part out of the chain; it stays to be read and can be put back.

    A material or placement may be taken out of a running campaign at once, signatures untouched:
    what is wrong must be stopped by one hand. Raises NotAllowedError, RunsError, NotThereError, or
    FaultyError without a reason.
    """
    if not why.strip():
        raise FaultyError({"why": "empty"})
    one = _of_part(part, who)
    row = _standing(part, withdrawn=False)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = timezone.now(), who.actor.name, why
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    return _changed(one, who, f"campaign {_name(part)} withdrawn", why)


@transaction.atomic
def put_back(*, part: Part, who: Who) -> Edited:
    """Undo a withdrawal. Raises as `withdraw`, and FaultyError for a placement whose days do not
    fit any more; RunsError also for what was out already when a running campaign was signed:
    nobody has signed it.
    """
    one = _of_part(part, who)
    row = _standing(part, withdrawn=True)
    if one.state in rules.PUBLIC and not _was_signed(one, row):
        raise RunsError
    if isinstance(row, Placement) and not (one.first_day <= row.first_day <= row.last_day
                                           <= one.last_day):  # fmt: skip
        raise FaultyError({"first_day": "outside"})
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = None, "", ""
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    return _changed(one, who, f"campaign {_name(part)} put back", "")


def _of_part(part: Part, who: Who) -> Campaign:
    require(who.actor, Permission.EDIT_CAMPAIGN)
    one = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id_of(part))
    if one.state in rules.PUBLIC and not isinstance(part, (Material, Placement)):
        raise RunsError
    return one


def campaign_id_of(part: Part) -> int:
    """The campaign that a part of a chain belongs to."""
    if isinstance(part, Placement):
        return part.material.message.campaign_id
    return part.message.campaign_id if isinstance(part, Material) else part.campaign_id


def _was_signed(one: Campaign, part: Part) -> bool:
    """Whether a part that is withdrawn now was in what both sides signed."""
    signed = one.signatures.filter(ended_at=None)
    return not signed.filter(signed_at__gte=part.withdrawn_at).exists()


def _name(part: Part) -> str:
    return type(part).__name__.lower()


def _standing(part: Part, *, withdrawn: bool) -> Part:
    row = type(part)._default_manager.select_for_update(of=("self",)).get(pk=part.pk)
    if (row.withdrawn_at is not None) is not withdrawn:
        raise NotThereError(_name(part).capitalize())
    return row


def _changed(one: Campaign, who: Who, name: str, why: str) -> Edited:
    if one.state in rules.PUBLIC:
        tell(one, name, who, why)
        return Edited(one, 0)
    return revised(one, who, name, why)
