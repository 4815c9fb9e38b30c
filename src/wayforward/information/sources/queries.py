"""What the command line and the desk look at of sources. Public pages have `public_queries.py`."""

from __future__ import annotations

from collections import Counter
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
    steward: str
    check_interval_days: int
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
class StewardLine:
    """The pages one steward looks after, in numbers; a key of "" has those nobody looks after."""

    key: str
    active: int
    due: int
    troubled: int
    replaced: int  # pages at whose address another document may stand now


@dataclass(frozen=True, slots=True)
class SourcesStatus:
    """The register in numbers; `states` counts active sources by what the last visit found."""

    sources: int
    active: int
    captures: int
    readings: int
    due: int
    states: dict[str, int]
    stewards: tuple[StewardLine, ...]
    troubled: tuple[Troubled, ...]
    replaced: tuple[str, ...]  # keys of sources whose text in use is mostly another than before


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
    steward: str | None = None,
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
    if steward:
        found = found.filter(steward=steward)
    if text:
        found = found.filter(
            Q(title__icontains=text) | Q(url__icontains=text) | Q(key__icontains=text)
        )
    return [_line(source, source.count) for source in found.order_by("publisher__key", "key")]


def sources_status(*, steward: str | None = None, most_troubled: int = 50) -> SourcesStatus:
    """The register in numbers, and the sources that need a person; of one steward, or all."""
    every = Source.objects.filter(steward=steward) if steward else Source.objects.all()
    active = every.filter(active=True)
    states = active.values_list("state").annotate(count=Count("id")).order_by("state")
    troubled = active.filter(state__in=_TROUBLE).order_by("state", "key")[:most_troubled]
    return SourcesStatus(
        sources=every.count(),
        active=active.count(),
        captures=Capture.objects.filter(source__in=every).count(),
        readings=Reading.objects.filter(source__in=every).count(),
        due=_due(every).count(),
        states=dict(states),
        stewards=_stewards(active),
        troubled=tuple(_troubled(source) for source in troubled),
        replaced=tuple(_replaced(active).order_by("key").values_list("key", flat=True)),
    )


def due_keys(steward: str | None = None) -> tuple[str, ...]:
    """Keys of the watched sources whose next check has come, the longest waiting first; of one
    steward, or all."""
    every = Source.objects.filter(steward=steward) if steward else Source.objects.all()
    return tuple(_due(every).order_by("next_check_at", "key").values_list("key", flat=True))


def stewards_known() -> frozenset[str]:
    """Keys of the stewards that look after a page."""
    return frozenset(Source.objects.exclude(steward="").values_list("steward", flat=True))


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


def _due(among: QuerySet[Source]) -> QuerySet[Source]:
    """Imported sources are not due: nobody has vouched for fetching them."""
    watched = among.filter(active=True).exclude(origin=Origin.IMPORT)
    return watched.filter(Q(next_check_at=None) | Q(next_check_at__lte=timezone.now()))


def _replaced(among: QuerySet[Source]) -> QuerySet[Source]:
    """Sources whose text in use came when most of the page went at once."""
    return among.filter(
        changes__replaced=True, changes__cause="source",
        changes__after__capture__readings__current=True,
    ).distinct()  # fmt: skip


def _stewards(active: QuerySet[Source]) -> tuple[StewardLine, ...]:
    def counted(among: QuerySet[Source]) -> Counter[str]:
        return Counter(among.values_list("steward", flat=True))

    pages, due = counted(active), counted(_due(active))
    troubled, replaced = counted(active.filter(state__in=_TROUBLE)), counted(_replaced(active))
    return tuple(
        StewardLine(key, pages[key], due[key], troubled[key], replaced[key])
        for key in sorted(pages)
    )


def _line(source: Source, captures: int) -> SourceLine:
    return SourceLine(
        key=source.key,
        url=source.url,
        title=source.title,
        language=source.language,
        publisher=source.publisher.key,
        tier=source.tier,
        steward=source.steward,
        check_interval_days=source.check_interval_days,
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
