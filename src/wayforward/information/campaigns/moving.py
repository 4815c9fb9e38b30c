"""Moves a campaign as its table says and keeps the step. Called by the actions alone.

Not `core.workflow.actions`: that moves what one party holds, and a campaign is of both.
"""

from __future__ import annotations

from dataclasses import dataclass

from wayforward.core.access.models import Account
from wayforward.core.access.rules import ITSELF, Actor
from wayforward.core.audit.actions import record
from wayforward.core.parties.models import Party
from wayforward.core.workflow.rules import Offer, Situation, Taken, offers, reasons_against
from wayforward.core.workflow.table import NOWHERE
from wayforward.information.campaigns.flow import CAMPAIGN, Facts
from wayforward.information.campaigns.models import Campaign, CampaignSignature, CampaignStep
from wayforward.information.campaigns.refusals import StepClosedError

STREAM = "campaigns"
_SIGNING = ("sign_first", "sign_second")


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts on a campaign: by name and roles, with the account and its party where it has."""

    actor: Actor
    account: int | None = None
    party: int | None = None


def who_is(account: Account) -> Who:
    """An account as it acts on campaigns."""
    actor = Actor(account.user.get_username(), account.held)
    return Who(actor, account.pk, account.party_id)


def situation(campaign: Campaign, who: Who) -> Situation:
    """Where a campaign stands and who looks; signatures that ended keep nobody apart."""
    rows = CampaignSignature.objects.filter(campaign=campaign.pk, ended_at=None)
    signers = rows.order_by("signed_at", "pk").values_list("account", flat=True)
    taken = tuple(Taken(step, account) for step, account in zip(_SIGNING, signers, strict=False))
    party = Party.objects.filter(pk=who.party).first() if who.party else None
    return Situation(
        state=campaign.state if campaign.pk else NOWHERE,
        roles=who.actor.roles,
        party=party.kind if party else "",
        account=who.account,
        by_itself=who.account is None and who.actor.name == ITSELF.name,
        taken=taken,
    )


def offered(campaign: Campaign, who: Who, facts: Facts) -> tuple[Offer[Facts], ...]:
    """Every step from here for somebody, open or with its reasons."""
    return offers(CAMPAIGN, situation(campaign, who), facts)


def check(campaign: Campaign, step: str, who: Who, facts: Facts) -> None:
    """Do nothing, or raise StepClosedError with every reason."""
    now = situation(campaign, who)
    if why_not := reasons_against(CAMPAIGN, CAMPAIGN.transition(step), now, facts):
        raise StepClosedError(step, why_not)


def move(campaign: Campaign, step: str, who: Who, facts: Facts) -> None:
    """Take a step on a locked campaign, keep it and tell the log. Raises StepClosedError."""
    check(campaign, step, who, facts)
    before, campaign.state = campaign.state, CAMPAIGN.transition(step).target
    campaign.version += 1
    campaign.updated_by = who.actor.name
    campaign.save(update_fields=["state", "version", "updated_by", "updated_at"])
    keep(campaign, step, before, who, facts.reason)


def keep(campaign: Campaign, step: str, before: str, who: Who, reason: str) -> None:
    """Write down that a step was taken."""
    CampaignStep.objects.create(
        campaign=campaign, version=campaign.version, step=step, source=before,
        target=campaign.state, account_id=who.account, actor=who.actor.name, reason=reason,
    )  # fmt: skip
    tell(campaign, f"campaign {step.replace('_', ' ')}", who, reason, state=campaign.state)


def tell(campaign: Campaign, name: str, who: Who, reason: str = "", **facts: object) -> None:
    """Write an event about a campaign."""
    record(stream=STREAM, name=name, subject=campaign.key, actor=who.actor.name, reason=reason,
           revision=campaign.revision, **facts)  # fmt: skip
