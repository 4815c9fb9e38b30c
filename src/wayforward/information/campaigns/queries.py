"""What is looked at in campaigns: the chain of one as it stands, and those that wait for somebody.

Where materials stand is in `standing.py`, what a campaign lacks in `readiness.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from wayforward.core.parties.models import Party
from wayforward.information.campaigns import rules
from wayforward.information.campaigns.models import (
    BudgetLine,
    Campaign,
    CampaignSide,
    CampaignSignature,
    Material,
    Message,
    Outcome,
    Placement,
)
from wayforward.information.campaigns.rules import (
    Money,
    Side,
    Standing,
    Stands,
    State,
)
from wayforward.information.campaigns.standing import standings
from wayforward.information.cards.models import Card


@dataclass(frozen=True, slots=True)
class PlacedMaterial:
    """A material with where it stands and where it is shown."""

    material: Material
    stands: Stands
    placements: tuple[Placement, ...]

    @property
    def withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.material.withdrawn_at is not None


@dataclass(frozen=True, slots=True)
class Link:
    """A message with the cards it carries and its materials."""

    message: Message
    cards: tuple[Card, ...]
    materials: tuple[PlacedMaterial, ...]


@dataclass(frozen=True, slots=True)
class SignedSide:
    """A side of a campaign, its party, and its standing signature."""

    side: Side
    party: Party
    signature: CampaignSignature | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A campaign from its objective to its outcomes."""

    campaign: Campaign
    sides: tuple[SignedSide, ...]
    budget: tuple[BudgetLine, ...]
    links: tuple[Link, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def total(self) -> Decimal:
        """The budget in all, in the currency of the campaign."""
        return sum((line.amount for line in self.budget), Decimal(0))

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Every placement that stands."""
        return tuple(
            place
            for link in self.links
            for one in link.materials
            if not one.withdrawn and link.message.withdrawn_at is None
            for place in one.placements
            if place.withdrawn_at is None
        )

    @property
    def costs(self) -> list[Money]:
        """What the placements cost, by currency."""
        return rules.costs((one.currency, one.cost) for one in self.placements)

    @property
    def left(self) -> Decimal:
        """What remains of the budget after costs in its own currency; negative: overspent."""
        own = [one.amount for one in self.costs if one.currency == self.campaign.currency]
        return self.total - sum(own, Decimal(0))

    @property
    def amber(self) -> list[PlacedMaterial]:
        """Materials that are in doubt."""
        return [
            one
            for link in self.links
            for one in link.materials
            if not one.withdrawn and one.stands.standing is not Standing.GOOD
        ]


def campaigns(*, public: bool = False) -> QuerySet[Campaign]:
    """Every campaign, the latest to begin first; or only those that run or have run."""
    rows = Campaign.objects.select_related("arrangement").order_by("-first_day", "key")
    return rows.filter(state__in=rules.PUBLIC) if public else rows


def campaign_of(key: str) -> Campaign | None:
    """A campaign by its key; None where there is none."""
    return Campaign.objects.select_related("arrangement").filter(key=key).first()


def shown(campaign: Campaign) -> Shown:
    """A campaign with all of its chain, withdrawn parts included."""
    messages = campaign.messages.select_related("claim").prefetch_related(
        "cards__card", "materials__placements", "materials__published"
    )
    found = list(messages.order_by("position", "pk"))
    where = standings([one for message in found for one in message.materials.all()])
    return Shown(
        campaign,
        tuple(signed_sides(campaign)),
        tuple(campaign.budget.order_by("position", "pk")),
        tuple(_link(message, where) for message in found),
        tuple(campaign.outcomes.all()),
    )


def _link(message: Message, where: dict[int, Stands]) -> Link:
    cards = sorted(message.cards.all(), key=lambda row: row.position)
    return Link(
        message,
        tuple(row.card for row in cards),
        tuple(
            PlacedMaterial(one, where[one.pk], tuple(one.placements.all()))
            for one in message.materials.all()
        ),
    )


def signed_sides(campaign: Campaign) -> list[SignedSide]:
    """The sides of a campaign with their standing signatures, in a fixed order."""
    signatures = campaign.signatures.filter(ended_at=None).select_related("account__user")
    by_side = {one.side: one for one in signatures}
    rows = CampaignSide.objects.filter(campaign=campaign).select_related("party").order_by("side")
    return [SignedSide(Side(row.side), row.party, by_side.get(row.side)) for row in rows]


def unsigned_for(party: int | None) -> list[Campaign]:
    """Campaigns that wait for the signature of a party."""
    if party is None:
        return []
    mine = CampaignSignature.objects.filter(campaign=OuterRef("pk"), party=party, ended_at=None)
    waiting = Campaign.objects.filter(
        ~Exists(mine), state__in=(State.HANDED_IN, State.HALF_SIGNED), sides__party=party
    )
    return list(waiting.order_by("first_day", "key"))


def doubted_materials() -> list[PlacedMaterial]:
    """Materials in doubt that people have in hand or soon will, the longest doubted first."""
    rows = Material.objects.filter(
        Q(message__campaign__state=State.SIGNED) | Q(given_out_at__isnull=False),
        withdrawn_at=None,
        message__withdrawn_at=None,
    ).select_related("message__campaign", "message__claim", "published")
    every = list(rows)
    where = standings(every)
    found = [PlacedMaterial(one, where[one.pk], ()) for one in every]
    doubted = [one for one in found if one.stands.standing is not Standing.GOOD]
    never = timezone.now()
    return sorted(doubted, key=lambda one: one.stands.since or never)


def over_but_open(on: date | None = None) -> list[Campaign]:
    """Campaigns that run though their last day is past."""
    day = on or timezone.now().date()
    rows = Campaign.objects.filter(state__in=(State.RUNNING, State.PAUSED), last_day__lt=day)
    return list(rows.order_by("last_day", "key"))
