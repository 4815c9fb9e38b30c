"""Published rebuttals by program: the list, and one of them. Drafts and wordings never leave."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from wayforward.information.narratives import queries
from wayforward.information.narratives.presenting import claim_to_dict
from wayforward.information.narratives.publishing.public_queries import published, rebuttal

router = Router(tags=["narratives"])
_PAGE = 50

Language = Literal["fa-af", "ps", "en"]


class RebuttalsIn(Schema):
    """What to list."""

    lang: Language = Field("en", description="The language of the texts: fa-af, ps or en.")
    page: int = Field(1, ge=1, description="Page of the list, 50 texts each.")


class CitedPageOut(Schema):
    """An official page a rebuttal stands on; `in_doubt`: it has changed since."""

    source: str
    url: str
    title: str
    publisher: str
    language: str
    heading: str
    live: bool
    in_doubt: bool


class ReviewOut(Schema):
    """Since when a rebuttal is under review, and why. Times are UTC."""

    since: datetime
    reasons: list[str]


class RebuttalOut(Schema):
    """What answers a rumour in one language. Times are UTC.

    `title` is what is said, `verdict` ours on it, `until` the last day it was true, `reason` set
    while an official page that it stands on has changed and nobody has compared it again.
    """

    id: str
    narrative: str
    language: str
    title: str
    verdict: str
    until: date | None
    countries: list[str]
    state: str
    reason: ReviewOut | None
    fact: list[str]
    wrong: list[str]
    who: str
    instead: list[str]
    sms: str
    radio: str
    cards: list[str]
    address: str
    revision: int
    updated_at: datetime
    citations: list[CitedPageOut]


class RebuttalsOut(Schema):
    """One page of the list."""

    total: int
    page: int
    pages: int
    rebuttals: list[RebuttalOut]


@router.get("", response=RebuttalsOut, url_name="rebuttals", summary="Published rebuttals")
def list_rebuttals(request: HttpRequest, wish: Query[RebuttalsIn]) -> dict[str, Any]:
    """Rumours that are answered in public, by narrative, the most harmful first."""
    page = Paginator(published(wish.lang), _PAGE).get_page(wish.page)
    return {
        "total": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "rebuttals": [claim_to_dict(one) for one in queries.shown(list(page.object_list))],
    }


@router.get("/{key}", response=RebuttalOut, url_name="rebuttal", summary="One published rebuttal")
def show_rebuttal(request: HttpRequest, key: str, lang: Language = "en") -> dict[str, Any]:
    """One rumour and what answers it, by its key, in one language."""
    found = rebuttal(key.replace("\x00", ""), lang)
    if found is None:
        raise Http404(
            "Nothing is published under this key in this language: see /api/v1/narratives."
        )
    return claim_to_dict(found)
