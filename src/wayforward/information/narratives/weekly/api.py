"""A week of reports by program, as everybody may see it."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.narratives.weekly import rules as weeks
from wayforward.information.narratives.weekly.presenting import public_to_dict
from wayforward.information.narratives.weekly.public_queries import public_weekly
from wayforward.information.narratives.weekly.queries import last_week

router = Router(tags=["narratives"])


class CountOut(Schema):
    """Reports of a kind; `kind` null: unknown, `count` null: not shown."""

    kind: str | None
    count: int | None


class WeekClaimOut(Schema):
    """A rumour that is answered in public; `sightings` null: fewer than `shown_from`."""

    id: str
    title: str
    rising: bool
    sightings: int | None
    address: str


class WeekOut(Schema):
    """A week that has ended; counts below `shown_from` are null, and what would give them away."""

    week: str
    from_: str = Field(alias="from")
    to: str
    judged: bool
    shown_from: int
    reports: int | None
    languages: list[CountOut]
    channels: list[CountOut]
    claims: list[WeekClaimOut]


class WeekIn(Schema):
    """Which week, and in which language titles and addresses are."""

    week: str = Field(
        "", description="Such as 2026-W47; the last that has ended where it is empty."
    )
    lang: Literal["fa-af", "ps", "en"] = "en"


@router.get("", response=WeekOut, by_alias=True, summary="A week of reports")
def week_of_reports(request: HttpRequest, asked: Query[WeekIn]) -> dict[str, Any]:
    """Names only rumours that are answered in public; no place and no small count."""
    today = timezone.now().date()
    try:
        monday = weeks.week_named(asked.week) if asked.week else last_week(today)
        if monday > last_week(today):
            raise HttpError(404, "This week has not ended yet.")
        return public_to_dict(public_weekly(monday, language=asked.lang, today=today))
    except ValueError as problem:
        raise HttpError(422, str(problem)) from problem
    except RuleSetError as problem:
        raise HttpError(503, "The rules of this picture are not set here.") from problem
