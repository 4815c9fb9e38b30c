"""Changes of official pages, and language versions that drift apart, by program."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from wayforward.information.sources.changes import public_queries as public
from wayforward.information.sources.changes.drifting import Drift
from wayforward.information.sources.changes.models import ActedOn, SourceChange
from wayforward.information.sources.changes.public_queries import FeedWish
from wayforward.information.sources.changes.queries import drifting, sentences_to_dicts
from wayforward.information.sources.models import Source

router = Router(tags=["changes"])
drift_router = Router(tags=["sources"])
_PAGE = 50


class FeedIn(Schema):
    """What to list; without any filter, every change but those of page furniture."""

    topic: str = Field("", max_length=40, description="A topic, such as asylum or return.")
    country: str = Field("", max_length=2, description="Two letters (ISO 3166-1), such as DE.")
    publisher: str = Field("", max_length=80, description="Key of the publisher.")
    least: Literal["high", "normal", "low", "none"] = Field(
        "low", description="The lowest priority listed; none lists page furniture too."
    )
    page: int = Field(1, ge=1, description="Page of the list, 50 changes each.")


class TouchOut(Schema):
    """Something a change touches, before and after."""

    kind: str
    old: str
    new: str


class SentenceOut(Schema):
    """A changed sentence with its words before and after."""

    how: str
    kinds: list[str]
    priority: str
    old: str
    new: str
    touches: list[TouchOut]
    anchor: str
    heading_path: list[str]


class ChangeOut(Schema):
    """A change of an official page; `at` is when the new text was captured (UTC)."""

    id: int
    source: str
    url: str
    title: str
    language: str
    publisher: str
    at: datetime
    priority: str
    kinds: list[str]
    sections: list[str]
    replaced: bool
    sentences: int
    page: str


class ChangesOut(Schema):
    """One page of the list."""

    total: int
    page: int
    pages: int
    changes: list[ChangeOut]


class ChangeDetailOut(ChangeOut):
    """One change with every sentence, page furniture included, and our copies of both states."""

    cause: str
    before: str
    after: str
    changed: list[SentenceOut]


class ValueOut(Schema):
    """A value that stands in one language version only."""

    kind: str
    value: str
    shown: str
    sentence: str


class TwinOut(Schema):
    """A language version."""

    source: str
    url: str
    language: str
    only_here: list[ValueOut]


class DriftOut(Schema):
    """Two language versions of one document that say different things."""

    document: UUID
    ahead: TwinOut
    behind: TwinOut
    unfollowed: int | None = Field(
        description="Number of the change of `ahead` that `behind` had not followed after 14 days."
    )
    since: datetime | None


class DriftsOut(Schema):
    """Every pair that is apart."""

    drifts: list[DriftOut]


def _change(change: SourceChange) -> dict[str, Any]:
    source = change.source
    return {
        "id": change.pk,
        "source": source.key,
        "url": source.url,
        "title": source.title,
        "language": source.language,
        "publisher": source.publisher.key,
        "at": change.at,
        "priority": change.priority,
        "kinds": change.kinds,
        "sections": change.sections,
        "replaced": change.replaced,
        "sentences": change.sentences.count(),
        "page": reverse("change", args=[change.pk]),
    }


@router.get("", response=ChangesOut, url_name="changes", summary="What changed on official pages")
def list_changes(request: HttpRequest, wish: Query[FeedIn]) -> dict[str, Any]:
    """Changes of the pages themselves, newest first; those of our own reading are not listed."""
    wanted = FeedWish(wish.topic, wish.country.upper(), wish.publisher, wish.least)
    page = Paginator(public.feed(wanted), _PAGE).get_page(wish.page)
    return {
        "total": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "changes": [_change(change) for change in page.object_list],
    }


@router.get("/{number}", response=ChangeDetailOut, url_name="change", summary="One change")
def show_change(request: HttpRequest, number: int) -> dict[str, Any]:
    """One change by its number; `cause` is reading where our extractor changed, not the page."""
    change = public.public_change(number)
    if change is None:
        raise Http404("No change has this number: take one from /api/v1/changes.")
    return {
        **_change(change),
        "cause": change.cause,
        "before": reverse("stored-copy", args=[change.before.capture_id]),
        "after": reverse("stored-copy", args=[change.after.capture_id]),
        "changed": sentences_to_dicts(change),
    }


@drift_router.get(
    "/drift", response=DriftsOut, url_name="drift", summary="Language versions that drift apart"
)
def list_drifts(request: HttpRequest) -> dict[str, Any]:
    """Pairs where one changed and the other did not follow within 14 days, or where an amount, a
    deadline, a telephone number or a date stands in one only; those apart in most values first.
    """
    return {"drifts": [_drift(drift) for drift in drifting()]}


def _drift(drift: Drift) -> dict[str, Any]:
    change = drift.unfollowed
    return {
        "document": drift.ahead.document,
        "ahead": _twin(drift.ahead, drift.only_ahead),
        "behind": _twin(drift.behind, drift.only_behind),
        "unfollowed": change.pk if change else None,
        "since": change.at if change else None,
    }


def _twin(source: Source, values: tuple[ActedOn, ...]) -> dict[str, Any]:
    shown = [
        {"kind": v.kind, "value": v.value, "shown": v.shown, "sentence": v.sentence.text}
        for v in values
    ]
    return {
        "source": source.key,
        "url": source.url,
        "language": source.language,
        "only_here": shown,
    }
