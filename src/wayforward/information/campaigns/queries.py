"""What is looked at in campaigns: the chain of one, where its materials stand, what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from wayforward.core.citations.queries import ambers
from wayforward.core.parties.models import Party
from wayforward.information.campaigns import rules
from wayforward.information.campaigns.flow import Facts
from wayforward.information.campaigns.models import (
    BudgetLine,
    Campaign,
    CampaignSide,
    CampaignSignature,
    Material,
    Message,
    MessageCard,
    Outcome,
    Placement,
)
from wayforward.information.campaigns.rules import (
    Audience,
    Carried,
    Chain,
    Line,
    Money,
    Plan,
    Side,
    Standing,
    Stands,
    State,
)
from wayforward.information.cards.models import Card, CardText
from wayforward.information.narratives.models import ClaimText


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


def standings(materials: Iterable[Material]) -> dict[int, Stands]:
    """Where materials stand: a text each carries is unpublished, in doubt, or neither."""
    every = list(materials)
    carried = _carried(every)
    ids = {text for texts in carried.values() for _name, text, _public in texts if text}
    doubts = ambers([*ids, *(one.published_id for one in every)])
    return {
        one.pk: rules.stands(
            [
                Carried(name, public, doubts[text].since if text in doubts else None)
                for name, text, public in carried[one.pk]
            ],
            doubts[one.published_id].since if one.published_id in doubts else None,
        )
        for one in every
    }


_Text = tuple[str, int, bool]  # name, published text (0: none in this language), whether public


def _carried(materials: Sequence[Material]) -> dict[int, list[_Text]]:
    """What each material carries in its language, the rebuttal first; three queries in all."""
    messages = {one.message_id: one.message for one in materials}
    claims = [one.claim_id for one in messages.values() if one.claim_id]
    rebuttals = _texts(ClaimText.objects.filter(claim__in=claims, claim__active=True), "claim")
    rows = MessageCard.objects.filter(message__in=messages).select_related("card")
    cards: dict[int, list[Card]] = {}
    for row in rows.order_by("position", "pk"):
        cards.setdefault(row.message_id, []).append(row.card)
    named = {card.pk for some in cards.values() for card in some}
    texts = _texts(CardText.objects.filter(card__in=named, card__active=True), "card")
    found: dict[int, list[_Text]] = {}
    for one in materials:
        message, tongue = one.message, one.language
        mine = found.setdefault(one.pk, [])
        if message.claim is not None:
            mine.append((message.claim.key, *rebuttals.get((message.claim.pk, tongue), _NONE)))
        for card in cards.get(message.pk, []):
            mine.append((card.key, *texts.get((card.pk, tongue), _NONE)))
    return found


_NONE = (0, False)


def _texts(rows: QuerySet[Any], of: str) -> dict[tuple[int, str], tuple[int, bool]]:
    """What is said of a thing in a language -> its published text and whether it is public."""
    found = rows.values_list(of, "language", "published", "published__published")
    return {(thing, tongue): (text, public) for thing, tongue, text, public in found}


def plan_of(campaign: Campaign) -> Plan:
    """A campaign as its rules look at it."""
    lines = campaign.budget.order_by("position", "pk")
    return Plan(
        names=campaign.names,
        objective=campaign.objective,
        audience=Audience(
            campaign.who, tuple(campaign.languages), tuple(campaign.provinces),
            tuple(campaign.countries),
        ),
        first_day=campaign.first_day,
        last_day=campaign.last_day,
        currency=campaign.currency,
        budget=tuple(Line(one.what, one.amount) for one in lines),
    )  # fmt: skip


def lacks(one: Shown) -> list[tuple[str, str]]:
    """What a campaign still needs before it is handed in: key of wording, what it is about."""
    live = [link for link in one.links if link.message.withdrawn_at is None]
    standing = {
        link.message.key: [row for row in link.materials if not row.withdrawn] for link in live
    }
    chain = Chain(
        messages={key: len(rows) for key, rows in standing.items()},
        untranslated=[
            link.message.key
            for link in live
            if any(not link.message.says.get(tongue) for tongue in one.campaign.languages)
        ],
        unplaced=[
            f"{row.material.key}/{row.material.language}"
            for rows in standing.values()
            for row in rows
            if all(place.withdrawn_at for place in row.placements)
        ],
        outcomes=sum(1 for outcome in one.outcomes if outcome.withdrawn_at is None),
        sides=[side.side for side in one.sides],
    )
    return rules.lacking(plan_of(one.campaign), chain)


def held_back(one: Shown) -> list[str]:
    """Materials that may not be given out, each with the texts that hold it."""
    return [
        f"{row.material.key}/{row.material.language} ({', '.join(row.stands.held_by) or '–'})"
        for link in one.links
        if link.message.withdrawn_at is None
        for row in link.materials
        if not row.withdrawn and row.stands.standing is Standing.HELD
    ]


def facts_of(
    one: Shown, *, party: int | None, reason: str, lacking: Iterable[str], on: date | None = None
) -> Facts:
    """What the guards of the workflow look at, for somebody who acts for a party.

    `lacking` is what `lacks` found, in the reader's words.
    """
    mine = next((row.side.value for row in one.sides if row.party.pk == party), "")
    return Facts(
        lacking=tuple(lacking),
        not_given_out=tuple(held_back(one)),
        side=mine,
        signed=frozenset(row.side.value for row in one.sides if row.signature),
        over=one.campaign.last_day < (on or timezone.now().date()),
        reason=reason,
    )


def unsigned_for(party: int | None) -> list[Campaign]:
    """Campaigns that wait for the signature of a party."""
    if party is None:
        return []
    mine = CampaignSignature.objects.filter(campaign=OuterRef("pk"), party=party, ended_at=None)
    waiting = Campaign.objects.filter(
        ~Exists(mine), state__in=(State.HANDED_IN, State.HALF_SIGNED), sides__party=party
    )
    return list(waiting.order_by("first_day", "key"))


def in_doubt(text_ids: Iterable[int]) -> bool:
    """Whether one of these published texts is in doubt."""
    return bool(ambers([*text_ids]))


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
