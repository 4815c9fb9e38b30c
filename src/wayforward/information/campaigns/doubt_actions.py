"""The verbs of a material in doubt: compared with its pages and found right, or not after all."""

from __future__ import annotations

from django.db import transaction

from wayforward.core.access.rules import Permission, require
from wayforward.core.citations.actions import clear_doubts, take_back_confirmation
from wayforward.core.citations.models import ClearedHow
from wayforward.information.campaigns import standing, writing
from wayforward.information.campaigns.models import Material
from wayforward.information.campaigns.moving import Who, tell
from wayforward.information.campaigns.refusals import NotThereError, StillInDoubtError


@transaction.atomic
def confirm(*, material_id: int, why: str, who: Who) -> int:
    """Compared with its pages and found right: how many doubts ended.

    Raises NotAllowedError, StillInDoubtError while a text it carries is in doubt itself, or
    NothingInDoubtError.
    """
    require(who.actor, Permission.EDIT_CAMPAIGN)
    material = Material.objects.select_related("message__campaign").get(pk=material_id)
    carried = writing.carried_ids(material.message, material.language)
    if standing.in_doubt(carried):
        raise StillInDoubtError
    cleared = clear_doubts(text_id=material.published_id, how=ClearedHow.RECONFIRMED,
                           actor=who.actor.name, reason=why)  # fmt: skip
    writing.cite_anew(material)
    tell(material.message.campaign, "campaign material confirmed", who, why, material=material.key)
    return cleared


@transaction.atomic
def unconfirm(*, material_id: int, who: Who) -> int:
    """Open again the doubts that the last confirmation ended. Raises NotThereError without one."""
    require(who.actor, Permission.EDIT_CAMPAIGN)
    material = Material.objects.select_related("message__campaign").get(pk=material_id)
    opened = take_back_confirmation(text_id=material.published_id, actor=who.actor.name)
    if not opened:
        raise NotThereError("A confirmation")
    tell(material.message.campaign, "campaign material confirmation taken back", who,
         material=material.key)  # fmt: skip
    return opened
