"""Brings the starter campaigns of the reviewed files into the database, as drafts.

Safe to repeat. What a person edited, handed in or made a code for is theirs: the file no longer
changes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from wayforward.core.access.rules import ITSELF
from wayforward.core.citations.models import PublishedText
from wayforward.core.parties.models import Arrangement
from wayforward.information.campaigns import readiness, writing
from wayforward.information.campaigns.drafting import first_words
from wayforward.information.campaigns.models import (
    BudgetLine,
    Campaign,
    Material,
    Message,
    MessageCard,
    Outcome,
    Placement,
)
from wayforward.information.campaigns.moving import Who, keep
from wayforward.information.campaigns.rules import Spot, State
from wayforward.information.campaigns.starters import (
    CampaignFileError,
    StarterCampaign,
    StarterMaterial,
    StarterMessage,
    read_campaigns,
)
from wayforward.information.cards.models import Card
from wayforward.information.narratives.models import Claim

ACTOR = "starter set"


@dataclass(frozen=True, slots=True)
class LoadedCampaigns:
    """What loading changed."""

    campaigns: int
    new: int
    changed: int
    kept: int  # that people have edited or handed in since

    def __str__(self) -> str:
        return (
            f"Campaigns: {self.campaigns} ({self.new} new, {self.changed} changed,"
            f" {self.kept} edited here and left as they are)."
        )


@transaction.atomic
def load_campaigns(*, starters: Sequence[StarterCampaign] | None = None) -> LoadedCampaigns:
    """Bring campaigns in line with the files.

    Raises CampaignFileError where an arrangement, claim or card is named that there is none of.
    """
    wanted = read_campaigns() if starters is None else starters
    outcomes = [_load(one) for one in wanted]
    counted = (outcomes.count(outcome) for outcome in ("new", "changed", "kept"))
    return LoadedCampaigns(len(wanted), *counted)


def _load(one: StarterCampaign) -> str | None:
    """new, changed, kept, or None where nothing differs."""
    row = Campaign.objects.filter(key=one.key).first()
    if row is None:
        arrangement = _named(Arrangement, one.arrangement)
        row = Campaign(key=one.key, arrangement=arrangement, state=State.DRAFT.value)
        _write(row, one)
        keep(row, "plan", "", Who(ITSELF), "")
        return "new"
    if row.edited or row.state != State.DRAFT or _is_used(row):
        return "kept"
    if _facts(row) == _wanted(one):
        return None
    texts = [*Material.objects.filter(message__campaign=row).values_list("published", flat=True)]
    for part in (row.messages, row.budget, row.outcomes):
        part.all().delete()
    PublishedText.objects.filter(pk__in=texts).delete()
    row.revision += 1
    _write(row, one)
    return "changed"


def _is_used(row: Campaign) -> bool:
    """Whether something hangs on its parts already that would go with them: codes that may be
    printed, reach that was entered, a result.
    """
    placements = Placement.objects.filter(material__message__campaign=row)
    return (
        placements.filter(Q(links__isnull=False) | Q(told_reach__isnull=False)).exists()
        or row.outcomes.exclude(result=None).exists()
    )


def _named(model: type[Any], key: str) -> Any:
    found = model._default_manager.filter(key=key).first()
    if found is None:
        what = model._meta.verbose_name
        raise CampaignFileError(f"Campaigns name {key!r}, which no {what} is called.")
    return found


def _write(row: Campaign, one: StarterCampaign) -> None:
    plan, audience = one.plan, one.plan.audience
    row.names, row.objective = dict(plan.names), dict(plan.objective)
    row.who, row.languages = dict(audience.who), list(audience.languages)
    row.provinces, row.countries = list(audience.provinces), list(audience.countries)
    row.first_day, row.last_day, row.currency = plan.first_day, plan.last_day, plan.currency
    row.updated_by = ACTOR
    row.save()
    BudgetLine.objects.bulk_create(
        BudgetLine(campaign=row, position=place, what=line.what, amount=line.amount)
        for place, line in enumerate(plan.budget)
    )
    for place, message in enumerate(one.messages, start=1):
        _write_message(row, place, message)
    for place, wanted in enumerate(one.outcomes, start=1):
        Outcome.objects.create(
            campaign=row, position=place, what=dict(wanted.what), indicator=wanted.indicator,
            unit=wanted.unit, target=wanted.target, due=wanted.due,
        )  # fmt: skip


def _write_message(row: Campaign, place: int, wanted: StarterMessage) -> None:
    message = Message.objects.create(
        campaign=row, key=f"{row.key}-{place}", position=place, says=dict(wanted.says),
        claim=_named(Claim, wanted.claim) if wanted.claim else None,
    )  # fmt: skip
    MessageCard.objects.bulk_create(
        MessageCard(message=message, card=_named(Card, key), position=number)
        for number, key in enumerate(wanted.cards)
    )
    for material in wanted.materials:
        for language in material.languages:
            _write_material(message, material, language)


def _write_material(message: Message, wanted: StarterMaterial, language: str) -> None:
    drafted = first_words(message, wanted.kind, language)
    material = writing.new_material(
        message, kind=wanted.kind, language=language, title=drafted.title, words=drafted.words
    )
    Placement.objects.bulk_create(
        Placement(
            material=material, channel=spot.channel.value, province=spot.province,
            district=spot.district, country=spot.country, first_day=spot.first_day,
            last_day=spot.last_day, copies=spot.copies, airings=spot.airings, cost=spot.cost,
            currency=spot.currency,
        )
        for spot in wanted.spots
    )  # fmt: skip


def _facts(row: Campaign) -> dict[str, Any]:
    """What stands, as `_wanted` says what should; words of materials follow their rebuttals."""
    messages = row.messages.select_related("claim").prefetch_related("cards__card")
    return {
        "plan": readiness.plan_of(row),
        "messages": [
            (
                one.says,
                one.claim.key if one.claim else "",
                [card.card.key for card in sorted(one.cards.all(), key=lambda card: card.position)],
                {
                    (part.kind, part.language, *_spot_facts(place))
                    for part in one.materials.all()
                    for place in part.placements.all()
                },
                {(part.kind, part.language) for part in one.materials.all()},
            )
            for one in messages
        ],
        "outcomes": [
            (one.what, one.indicator, one.unit, one.target, one.due) for one in row.outcomes.all()
        ],
    }


def _wanted(one: StarterCampaign) -> dict[str, Any]:
    return {
        "plan": one.plan,
        "messages": [
            (
                message.says,
                message.claim,
                list(message.cards),
                {
                    (part.kind.value, language, *_spot_facts(spot))
                    for part in message.materials
                    for language in part.languages
                    for spot in part.spots
                },
                {(p.kind.value, language) for p in message.materials for language in p.languages},
            )
            for message in one.messages
        ],
        "outcomes": [
            (row.what, row.indicator, row.unit, row.target, row.due) for row in one.outcomes
        ],
    }


def _spot_facts(spot: Spot | Placement) -> tuple[Any, ...]:
    return (str(spot.channel), spot.province, spot.district, spot.country, spot.first_day,
            spot.last_day, spot.copies, spot.airings, spot.cost, spot.currency)  # fmt: skip
