"""Campaigns by program: those that run or ran, and what was given out. No budget, no names."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from wayforward.information.campaigns import public_queries, queries
from wayforward.information.campaigns.models import Campaign
from wayforward.information.campaigns.presenting import line_to_dict, public_to_dict
from wayforward.information.campaigns.rules import PUBLIC

router = Router(tags=["campaigns"])


class CampaignLineOut(Schema):
    """A campaign; names and objective by language."""

    id: str
    arrangement: str
    names: dict[str, str]
    objective: dict[str, str]
    state: Literal["running", "paused", "ended"]
    first_day: str
    last_day: str


class CampaignAudienceOut(Schema):
    """Whom it speaks to: languages, provinces (ISO 3166-2), countries of stay."""

    who: dict[str, str]
    languages: list[str]
    provinces: list[str]
    countries: list[str]


class MaterialOut(Schema):
    """A material that was given out; `in_doubt`: read the official pages first. Withdrawn, it has
    no words.
    """

    id: str
    campaign: str
    language: str
    kind: str
    title: str
    words: list[str]
    given_out_at: str
    withdrawn: bool
    in_doubt: bool
    doubted_since: str | None
    address: str
    rebuttal: str | None
    cards: list[str]
    sources: list[str]


class CampaignOut(CampaignLineOut):
    """A campaign with its materials."""

    audience: CampaignAudienceOut
    materials: list[MaterialOut]


@router.get("", response=list[CampaignLineOut], summary="Campaigns that run or have run")
def list_campaigns(request: HttpRequest) -> list[dict[str, Any]]:
    """The latest to begin comes first."""
    return [line_to_dict(one) for one in queries.campaigns(public=True)]


@router.get("/{key}", response=CampaignOut, summary="One campaign and what it gave out")
def one_campaign(request: HttpRequest, key: str) -> dict[str, Any]:
    """404 for a campaign that has not begun."""
    one = _public(key)
    rows = public_queries.given_out().filter(message__campaign=one)
    return public_to_dict(one, public_queries.shown(list(rows)))


def _public(key: str) -> Campaign:
    one = queries.campaign_of(key.replace("\x00", ""))
    if one is None or one.state not in PUBLIC:
        raise HttpError(404, "There is no campaign of this key, or it has not begun.")
    return one
