"""What changed on official pages, newest first."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from wayforward.information.sources.changes import rules
from wayforward.information.sources.changes.models import Cause, SourceChange


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
