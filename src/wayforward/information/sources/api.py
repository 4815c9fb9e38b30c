"""The list of watched pages by program."""

from datetime import datetime
from typing import Annotated, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from wayforward.information.sources.models import Source
from wayforward.information.sources.public_queries import (
    Wish,
    kept_captures,
    latest_checks,
    other_languages,
    public_source,
    watched_sources,
)

router = Router(tags=["sources"])
_PAGE = 100

Text = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")]


class WishIn(Schema):
    """What to list; without any filter, everything."""

    text: Text = Field("", description="Words in the title or the address.")
    publisher: Text = Field("", description="Key of the publisher.")
    language: Text = Field("", description="Language of the page, such as de or fa-af.")
    topic: Text = Field("", description="A topic, such as asylum or return.")
    page: int = Field(1, ge=1, description="Page of the list, 100 sources each.")


class SourceOut(Schema):
    """One watched page. Times are UTC."""

    key: str
    url: str
    title: str
    language: str
    publisher: str
    publisher_names: dict[str, str]
    tier: str
    topics: list[str]
    countries: list[str]
    check_interval_days: int
    state: str
    checked_at: datetime | None
    changed_at: datetime | None
    first_not_seen_at: datetime | None


class SourcesOut(Schema):
    """One page of the list."""

    total: int
    page: int
    pages: int
    sources: list[SourceOut]


class CaptureOut(Schema):
    """A kept copy."""

    fetched_at: datetime
    sha256: str
    size: int
    stored_copy: str
    proof: str


class CheckOut(Schema):
    """A visit and what came of it."""

    at: datetime
    outcome: str


class SourceDetailOut(SourceOut):
    """One watched page with its history: the latest 50 copies and visits."""

    twins: list[str]
    captures: list[CaptureOut]
    checks: list[CheckOut]


def _source(source: Source) -> dict[str, Any]:
    plain = (
        "key", "url", "title", "language", "tier", "topics", "countries", "check_interval_days",
        "state", "checked_at", "changed_at", "first_not_seen_at",
    )  # fmt: skip
    return {
        **{name: getattr(source, name) for name in plain},
        "publisher": source.publisher.key,
        "publisher_names": source.publisher.names,
    }


@router.get("", response=SourcesOut, url_name="sources", summary="What we watch, and how often")
def list_sources(request: HttpRequest, wish: Query[WishIn]) -> dict[str, Any]:
    """Active sources by publisher, with the state found at the last visit."""
    wanted = Wish(wish.text, wish.publisher, wish.language, wish.topic)
    page = Paginator(watched_sources(wanted), _PAGE).get_page(wish.page)
    return {
        "total": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "sources": [_source(source) for source in page.object_list],
    }


@router.get("/{path:key}", response=SourceDetailOut, url_name="source", summary="One source")
def show_source(request: HttpRequest, key: str) -> dict[str, Any]:
    """One source by its key, with copies, visits and the keys of its twins in other languages."""
    source = public_source(key)
    if source is None:
        raise Http404("No source has this key: take one from /api/v1/sources.")
    captures = [
        {
            "fetched_at": capture.fetched_at,
            "sha256": capture.sha256,
            "size": capture.size,
            "stored_copy": reverse("stored-copy", args=[capture.id]),
            "proof": reverse("api-1:proof", args=[capture.id]),
        }
        for capture in kept_captures(source)
    ]
    return {
        **_source(source),
        "twins": [twin.key for twin in other_languages(source)],
        "captures": captures,
        "checks": [{"at": c.at, "outcome": c.outcome} for c in latest_checks(source)],
    }
