"""What changed on official pages, newest first; and language twins that drift apart."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from wayforward.information.sources.changes import rules
from wayforward.information.sources.changes.drifting import Drift, Twin, drifts_among
from wayforward.information.sources.changes.models import ActedOn, Cause, SourceChange
from wayforward.information.sources.models import Source


def latest_changes(most: int = 50) -> QuerySet[SourceChange]:
    """Changes of the pages themselves, not of our reading."""
    found = SourceChange.objects.filter(cause=Cause.SOURCE).select_related("source__publisher")
    return found.prefetch_related("sentences").order_by("-at", "-pk")[:most]


def changes_of(source_id: int, most: int = 50) -> QuerySet[SourceChange]:
    """What changed on one page, our reading included."""
    found = SourceChange.objects.filter(source_id=source_id).prefetch_related("sentences")
    return found.order_by("-at", "-pk")[:most]


def change_seen(key: str) -> SourceChange | None:
    """The change that brought the text a source has now; None where it never changed."""
    return SourceChange.objects.filter(source__key=key, after__current=True).first()


def in_words(change: SourceChange, most: int = 20) -> list[str]:
    """The changed sentences, one or two lines each, what matters most first."""
    rows = sorted(
        change.sentences.order_by("position"), key=lambda row: rules.PRIORITIES.index(row.priority)
    )
    lines = []
    for row in rows[:most]:
        lines.append(f"{row.how}, {', '.join(row.kinds)} ({row.priority} priority)")
        lines += [f"  - {row.old}"] * bool(row.old) + [f"  + {row.new}"] * bool(row.new)
    return [*lines, *[f"... and {len(rows) - most} more."] * (len(rows) > most)]


def sentences_to_dicts(change: SourceChange) -> list[dict[str, Any]]:
    """The changed sentences of a change as JSON, in the page's order."""
    return [
        {
            "how": row.how,
            "kind": row.kinds[0] if row.kinds else "wording",
            "kinds": row.kinds,
            "priority": row.priority,
            "old": row.old,
            "new": row.new,
            "touches": row.touches,
            "anchor": row.anchor,
            "heading_path": row.heading_path,
        }
        for row in change.sentences.order_by("position")
    ]


def drifting(*, document: UUID | None = None, now: datetime | None = None) -> list[Drift]:
    """Language twins that say different things, those apart in most values first.

    Of one document, or of every watched one. A change that was not followed within two weeks counts
    only where the other twin was seen after that.
    """
    moment = now or timezone.now()
    found = [
        drift for twins in _twins_by_document(document) for drift in drifts_among(twins, moment)
    ]
    return sorted(found, key=lambda d: (-d.differing, d.ahead.key, d.behind.key))


def drifting_from(source: Source) -> list[Drift]:
    """The twins of one page that say something else than it."""
    found = drifting(document=source.document)
    return [drift for drift in found if source in (drift.ahead, drift.behind)]


def _twins_by_document(document: UUID | None) -> list[list[Twin]]:
    watched = Source.objects.filter(active=True)
    if document is None:
        several = watched.values("document").annotate(n=Count("pk")).filter(n__gt=1)
        watched = watched.filter(document__in=several.values("document"))
    else:
        watched = watched.filter(document=document)
    sources = list(watched.select_related("publisher").order_by("key"))
    changes, values = _changes_that_matter(sources), _values_of(sources)
    groups: dict[UUID, list[Twin]] = defaultdict(list)
    for source in sources:
        twin = Twin(source, tuple(changes[source.pk]), tuple(values[source.pk]))
        groups[source.document].append(twin)
    return list(groups.values())


def _changes_that_matter(sources: list[Source]) -> dict[int, list[SourceChange]]:
    found: dict[int, list[SourceChange]] = defaultdict(list)
    rows = SourceChange.objects.filter(
        source__in=sources, cause=Cause.SOURCE, priority__in=(rules.HIGH, rules.NORMAL)
    )
    for change in rows.order_by("at", "pk"):
        found[change.source_id].append(change)
    return found


def _values_of(sources: list[Source]) -> dict[int, list[ActedOn]]:
    found: dict[int, list[ActedOn]] = defaultdict(list)
    rows = ActedOn.objects.filter(reading__source__in=sources, reading__current=True)
    for value in rows.select_related("sentence", "reading").order_by("pk"):
        found[value.reading.source_id].append(value)
    return found
