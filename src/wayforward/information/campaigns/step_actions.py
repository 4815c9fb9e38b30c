"""The steps of a campaign: hand in, sign for a side, send back, start, pause, resume, end, reopen.

Which step is open to whom is the table's (`flow`); the database holds a campaign to it.
"""

from __future__ import annotations

from django.db import transaction

from wayforward.core.access.context import acting, acting_as
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission, require
from wayforward.information.campaigns import queries, readiness, writing
from wayforward.information.campaigns.models import Campaign, CampaignSignature, Material
from wayforward.information.campaigns.moving import Who, check, move, who_is
from wayforward.information.campaigns.refusals import EditedMeanwhileError
from wayforward.information.campaigns.revising import end_signatures
from wayforward.information.campaigns.rules import State
from wayforward.information.campaigns.wording import lacking_in_words

_PERMISSIONS = {
    "send_back": (Permission.EDIT_CAMPAIGN, Permission.SIGN_CAMPAIGN),
    "pause": (Permission.EDIT_CAMPAIGN, Permission.SIGN_CAMPAIGN),
}
_GIVES_OUT = frozenset({"start", "resume"})
_CITES_ANEW = frozenset({"hand_in", "start", "resume"})


@transaction.atomic
def take(*, campaign_id: int, step: str, version: int, who: Who, reason: str = "") -> Campaign:
    """Take a step on a campaign that the reader saw at `version`; `sign` signs.

    Starting and going on give every material out. Back to a draft, its signatures end. Raises
    NotAllowedError, EditedMeanwhileError, StepClosedError with every reason, or KeyError for a step
    there is none of.
    """
    _require(who, step)
    one = _locked(campaign_id, version)
    if step in _CITES_ANEW:
        for material in _materials(one):
            writing.cite_anew(material)
    shown = queries.shown(one)
    facts = readiness.facts_of(
        shown, party=who.party, reason=reason, lacking=lacking_in_words(readiness.lacks(shown))
    )
    move(one, step, who, facts)
    if one.state == State.DRAFT:
        end_signatures(one, who, reason)
    if step in _GIVES_OUT:
        for material in _materials(one):
            writing.give_out(material)
    return one


@transaction.atomic
def sign(*, campaign_id: int, version: int, account: Account) -> Campaign:
    """Sign this revision for the side of the account's party, as that account alone can.

    Raises NotAllowedError, EditedMeanwhileError or StepClosedError: somebody of no side, a side
    that has signed, a person who signed for the other side.
    """
    who = who_is(account)
    require(who.actor, Permission.SIGN_CAMPAIGN)
    with acting_as(account, purpose=Purpose.ADMINISTRATION):
        one = _locked(campaign_id, version)
        step = "sign_second" if one.state == State.HALF_SIGNED else "sign_first"
        shown = queries.shown(one)
        facts = readiness.facts_of(shown, party=who.party, reason="", lacking=())
        check(one, step, who, facts)
        CampaignSignature.objects.create(
            campaign=one, side=facts.side, party_id=acting().holder, account=account,
            revision=one.revision,
        )  # fmt: skip
        move(one, step, who, facts)
    return one


def _require(who: Who, step: str) -> None:
    if step.startswith("sign_"):
        raise KeyError(step)
    allowed = _PERMISSIONS.get(step, (Permission.EDIT_CAMPAIGN,))
    if not any(who.actor.may(one) for one in allowed):
        require(who.actor, allowed[0])


def _locked(campaign_id: int, version: int) -> Campaign:
    one = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id)
    if one.version != version:
        raise EditedMeanwhileError(one)
    return one


def _materials(one: Campaign) -> list[Material]:
    """The materials that stand, of messages that stand."""
    rows = Material.objects.filter(
        message__campaign=one, withdrawn_at=None, message__withdrawn_at=None
    )
    return list(rows.select_related("message"))
