"""What every edit of a campaign shares: opened, changed, a draft again with its signatures ended.

Called by the actions alone; they check the permission of who acts here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from wayforward.core.access.rules import Permission, require
from wayforward.information.campaigns import rules
from wayforward.information.campaigns.flow import Facts
from wayforward.information.campaigns.models import Campaign
from wayforward.information.campaigns.moving import Who, move, tell
from wayforward.information.campaigns.refusals import EditedMeanwhileError, RunsError
from wayforward.information.campaigns.rules import State

_SIGNED_AWAY = "edited after it was handed in"


@dataclass(frozen=True, slots=True)
class Edited:
    """A campaign after an edit, and how many signatures the edit took back."""

    campaign: Campaign
    taken_back: int
    part: int | None = None  # number of what was added


def open_to_edits(campaign_id: int, who: Who, revision: int | None = None) -> Campaign:
    """The campaign, locked and open to edits."""
    require(who.actor, Permission.EDIT_CAMPAIGN)
    one = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id)
    if revision is not None and one.revision != revision:
        raise EditedMeanwhileError(one)
    if one.state in rules.PUBLIC:
        raise RunsError
    return one


def revised(
    one: Campaign,
    who: Who,
    name: str,
    why: str = "",
    *,
    part: int | None = None,
    material: str = "",
) -> Edited:
    """A new revision of the chain: a draft again, signatures ended, told to the log."""
    taken_back = take_back(one, who)
    one.revision, one.edited, one.updated_by = one.revision + 1, True, who.actor.name
    one.save(update_fields=["revision", "edited", "updated_by", "updated_at"])
    facts = {"material": material} if material else {}
    tell(one, name, who, why, signatures=taken_back, **facts)
    return Edited(one, taken_back, part)


def take_back(one: Campaign, who: Who) -> int:
    """Bring what was handed in back to a draft; how many signatures that ended."""
    if one.state == State.DRAFT:
        return 0
    move(one, "send_back", who, Facts(reason=_SIGNED_AWAY))
    return end_signatures(one, who, _SIGNED_AWAY)


def end_signatures(one: Campaign, who: Who, why: str) -> int:
    """End the standing signatures of a campaign that is a draft again; how many."""
    standing = one.signatures.filter(ended_at=None)
    return standing.update(ended_at=timezone.now(), ended_by=who.actor.name, ended_why=why)
