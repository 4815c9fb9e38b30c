"""Reach and effect of a campaign by program, for anybody: no single person, and no money."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from ninja.errors import HttpError

from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.campaigns.measuring import queries
from wayforward.information.campaigns.measuring.parameters import least_answers
from wayforward.information.campaigns.measuring.presenting import found_to_dict, reach_to_dict
from wayforward.information.campaigns.models import Campaign
from wayforward.information.campaigns.rules import PUBLIC

router = Router(tags=["campaigns"])
Language = Literal["fa-af", "ps", "en"]


class PeopleOut(Schema):
    """Between how many people."""

    least: int
    most: int


class StretchOut(PeopleOut):
    """Some days in a row, told together so that no single reader shows."""

    first: str
    last: str


class LineOut(Schema):
    """A channel, language or place. `hidden`: why a count is not told, fewer or withheld."""

    name: str
    counted: PeopleOut | None
    hidden: Literal["fewer", "withheld"] | None
    told: PeopleOut | None


class ReachOut(Schema):
    """Whom a campaign reached: counted by links, told by others, and both together."""

    campaign: str
    until: str | None
    people: PeopleOut | None
    counted: PeopleOut | None
    told: PeopleOut | None
    days: list[StretchOut]
    channels: list[LineOut]
    languages: list[LineOut]
    places: list[LineOut]
    method: dict[str, Any]


class QuestionOut(Schema):
    """A question and what may be said of it, in numbers and in words."""

    question: str
    asks: str
    cites: dict[str, str]
    verdict: str
    points: dict[str, int] | None
    groups: list[dict[str, Any]]
    areas: dict[str, Any] | None
    left_out: list[str]
    words: list[str]


class EffectOut(Schema):
    """What people know before and after, question by question."""

    campaign: str
    questions: list[QuestionOut]


@router.get("/{key}/reach", response=ReachOut, summary="Whom did a campaign reach?")
def campaign_reach(request: HttpRequest, key: str) -> dict[str, Any] | HttpResponse:
    """Up to yesterday; small counts are hidden. How it is counted: /en/method/reach."""
    campaign = _public(key)
    try:
        return reach_to_dict(key, queries.reach(campaign, on=timezone.now().date()))
    except RuleSetError as problem:
        raise HttpError(503, str(problem)) from problem


@router.get("/{key}/effect", response=EffectOut, summary="What do people know since a campaign?")
def campaign_effect(request: HttpRequest, key: str, lang: Language = "en") -> dict[str, Any]:
    """A difference in differences with its interval; nothing where too few have answered."""
    campaign = _public(key)
    today = timezone.now().date()
    try:
        least = least_answers(on=today, arrangement=campaign.arrangement.key)
        found = queries.effects(campaign, on=today)
    except RuleSetError as problem:
        raise HttpError(503, str(problem)) from problem
    return {"campaign": key, "questions": [found_to_dict(one, least, lang) for one in found]}


def _public(key: str) -> Campaign:
    rows = Campaign.objects.select_related("arrangement").filter(
        key=key.replace("\x00", ""), state__in=PUBLIC
    )
    found = rows.first()
    if found is None:
        raise HttpError(404, f"There is no campaign {key} that runs or has run.")
    return found
