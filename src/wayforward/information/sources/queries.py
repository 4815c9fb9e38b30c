"""What the command line and the desk look at of sources. Public pages have `public_queries.py`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from wayforward.information.sources.models import (
    Capture,
    Origin,
    Reading,
    Source,
    SourceAddress,
    SourceState,
)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source in a list."""

    key: str
    url: str
    title: str
    language: str
    publisher: str
    tier: str
    origin: str
    active: bool
    state: str
    checked_at: datetime | None
    changed_at: datetime | None
    first_not_seen_at: datetime | None
    next_check_at: datetime | None
    captures: int


@dataclass(frozen=True, slots=True)
class Troubled:
    """A source whose last visit did not find its page, and why."""

    key: str
    url: str
    state: str
    detail: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class SourcesStatus:
    """The register in numbers; `states` counts active sources by what the last visit found."""

    sources: int
    active: int
    captures: int
    readings: int
    due: int
    states: dict[str, int]
    troubled: tuple[Troubled, ...]


_TROUBLE = (
    SourceState.NOT_SEEN,
    SourceState.FETCH_FAILED,
    SourceState.BLOCKED,
    SourceState.REFUSED_BY_ROBOTS,
    SourceState.REFUSED,
    SourceState.UNREADABLE,
)


def list_sources(
    *,
    publisher: str | None = None,
    language: str | None = None,
    state: str | None = None,
    text: str | None = None,
) -> list[SourceLine]:
    """Sources that fit every given filter, by publisher and key. `text` is looked for in title,
    address and key."""
    found = Source.objects.select_related("publisher").annotate(count=Count("captures"))
    if publisher:
        found = found.filter(publisher__key=publisher)
    if language:
        found = found.filter(language=language)
    if state:
        found = found.filter(state=state)
    if text:
        found = found.filter(
            Q(title__icontains=text) | Q(url__icontains=text) | Q(key__icontains=text)
        )
    return [_line(source, source.count) for source in found.order_by("publisher__key", "key")]


def sources_status(*, most_troubled: int = 50) -> SourcesStatus:
    """The register in numbers, and the sources that need a person."""
    active = Source.objects.filter(active=True)
    states = active.values_list("state").annotate(count=Count("id")).order_by("state")
    troubled = active.filter(state__in=_TROUBLE).order_by("state", "key")[:most_troubled]
    return SourcesStatus(
        sources=Source.objects.count(),
        active=active.count(),
        captures=Capture.objects.count(),
        readings=Reading.objects.count(),
        due=_due().count(),
        states=dict(states),
        troubled=tuple(_troubled(source) for source in troubled),
    )


def due_keys() -> tuple[str, ...]:
    """Keys of the watched sources whose next check has come, the longest waiting first."""
    return tuple(_due().order_by("next_check_at", "key").values_list("key", flat=True))


def keys_of(pages: Sequence[str]) -> tuple[str, ...]:
    """The keys of sources named by key or by address, past addresses included; what is neither
    stays as it is.
    """
    known = dict(SourceAddress.objects.filter(url__in=pages).values_list("url", "source__key"))
    known |= dict(Source.objects.filter(url__in=pages).values_list("url", "key"))
    return tuple(known.get(page, page) for page in pages)


def unknown_keys(keys: Collection[str]) -> list[str]:
    """Those of `keys` that no source has, in order."""
    known = set(Source.objects.filter(key__in=keys).values_list("key", flat=True))
    return [key for key in keys if key not in known]


def _due() -> QuerySet[Source]:
    """Imported sources are not due: nobody has vouched for fetching them."""
    watched = Source.objects.filter(active=True).exclude(origin=Origin.IMPORT)
    return watched.filter(Q(next_check_at=None) | Q(next_check_at__lte=timezone.now()))


def _line(source: Source, captures: int) -> SourceLine:
    return SourceLine(
        key=source.key,
        url=source.url,
        title=source.title,
        language=source.language,
        publisher=source.publisher.key,
        tier=source.tier,
        origin=source.origin,
        active=source.active,
        state=source.state,
        checked_at=source.checked_at,
        changed_at=source.changed_at,
        first_not_seen_at=source.first_not_seen_at,
        next_check_at=source.next_check_at,
        captures=captures,
    )


def _troubled(source: Source) -> Troubled:
    last = source.checks.order_by("-at").first()
    detail, at = (last.detail, last.at) if last else ("", None)
    return Troubled(source.key, source.url, source.state, detail, at)
