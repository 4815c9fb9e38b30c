"""One serialisation of campaigns and their materials, for machines. Decides nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from wayforward.information.campaigns.models import Campaign, Outcome, Placement
from wayforward.information.campaigns.public_queries import Given
from wayforward.information.campaigns.queries import Link, PlacedMaterial, Shown, SignedSide


def line_to_dict(one: Campaign) -> dict[str, Any]:
    """A campaign as a list shows it; days ISO 8601."""
    return {
        "id": one.key,
        "arrangement": one.arrangement.key,
        "names": one.names,
        "objective": one.objective,
        "state": one.state,
        "first_day": one.first_day.isoformat(),
        "last_day": one.last_day.isoformat(),
    }


def audience_to_dict(one: Campaign) -> dict[str, Any]:
    """Whom a campaign speaks to."""
    return {
        "who": one.who,
        "languages": one.languages,
        "provinces": one.provinces,
        "countries": one.countries,
    }


def campaign_to_dict(one: Shown) -> dict[str, Any]:
    """The whole chain, withdrawn parts marked; amounts as text, so that none is rounded."""
    campaign = one.campaign
    return line_to_dict(campaign) | {
        "version": campaign.version,
        "revision": campaign.revision,
        "audience": audience_to_dict(campaign),
        "sides": [_side(side) for side in one.sides],
        "budget": {
            "currency": campaign.currency,
            "total": str(one.total),
            "left": str(one.left),
            "lines": [{"what": line.what, "amount": str(line.amount)} for line in one.budget],
            "costs": {cost.currency: str(cost.amount) for cost in one.costs},
        },
        "messages": [_link(link) for link in one.links],
        "outcomes": [outcome_to_dict(row) for row in one.outcomes],
    }


def _side(one: SignedSide) -> dict[str, Any]:
    signature = one.signature
    return {
        "side": one.side.value,
        "party": one.party.key,
        "signed_at": signature.signed_at.isoformat() if signature else None,
        "signed_by": str(signature.account) if signature else None,
    }


def _link(one: Link) -> dict[str, Any]:
    message = one.message
    return {
        "id": message.key,
        "says": message.says,
        "claim": message.claim.key if message.claim else None,
        "cards": [card.key for card in one.cards],
        "withdrawn": message.withdrawn_at is not None,
        "materials": [material_to_dict(row) for row in one.materials],
    }


def material_to_dict(one: PlacedMaterial) -> dict[str, Any]:
    """A material with where it stands and where it is shown."""
    material = one.material
    return {
        "id": material.key,
        "language": material.language,
        "kind": material.kind,
        "title": material.title,
        "words": material.words,
        "standing": one.stands.standing.value,
        "doubted_since": one.stands.since.isoformat() if one.stands.since else None,
        "held_by": list(one.stands.held_by),
        "given_out_at": material.given_out_at.isoformat() if material.given_out_at else None,
        "withdrawn": one.withdrawn,
        "address": material.published.address,
        "placements": [_placement(place) for place in one.placements],
    }


def _placement(one: Placement) -> dict[str, Any]:
    return {
        "channel": one.channel,
        "province": one.province or None,
        "district": one.district or None,
        "country": one.country or None,
        "first_day": one.first_day.isoformat(),
        "last_day": one.last_day.isoformat(),
        "copies": one.copies,
        "airings": one.airings,
        "cost": str(one.cost),
        "currency": one.currency,
        "link": one.link or None,
        "withdrawn": one.withdrawn_at is not None,
    }


def outcome_to_dict(one: Outcome) -> dict[str, Any]:
    """What is to change and what came of it; amounts as text."""
    return {
        "what": one.what,
        "indicator": one.indicator,
        "unit": one.unit,
        "baseline": _text(one.baseline),
        "target": str(one.target),
        "due": one.due.isoformat(),
        "result": _text(one.result),
        "measured_on": one.measured_on.isoformat() if one.measured_on else None,
        "withdrawn": one.withdrawn_at is not None,
    }


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def given_to_dict(one: Given) -> dict[str, Any]:
    """A material as the public may have it: nothing of what it cost or who signed."""
    material = one.material
    return {
        "id": material.key,
        "campaign": material.message.campaign.key,
        "language": material.language,
        "kind": material.kind,
        "title": material.title,
        "words": [] if one.withdrawn else material.words,
        "given_out_at": material.given_out_at.isoformat() if material.given_out_at else None,
        "withdrawn": one.withdrawn,
        "in_doubt": one.in_doubt,
        "doubted_since": one.stands.since.isoformat() if one.stands.since else None,
        "address": material.published.address,
        "rebuttal": one.rebuttal.published.address if one.rebuttal else None,
        "cards": [card.published.address for card in one.cards],
        "sources": list(dict.fromkeys(page.source.url for page in one.cites)),
    }


def public_to_dict(one: Campaign, materials: list[Given]) -> dict[str, Any]:
    """A campaign as the public may have it, with its materials."""
    return line_to_dict(one) | {
        "audience": audience_to_dict(one),
        "materials": [given_to_dict(row) for row in materials],
    }
