"""What hangs on official pages, and what is amber."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from wayforward.core.citations.models import Citation, Doubt, PublishedText


@dataclass(frozen=True, slots=True)
class Amber:
    """Why and since when a text is under review: its oldest open doubt and how many there are."""

    since: datetime
    reasons: tuple[str, ...]  # DoubtReason values, the most serious first
    doubts: int


_SERIOUS = ("removed", "page_not_seen", "reworded", "page_changed")


def ambers(text_ids: Sequence[int]) -> dict[int, Amber]:
    """The texts that are amber now, of those asked for."""
    rows = (
        Doubt.objects.filter(cleared_at=None, citation__text_id__in=text_ids)
        .values("citation__text_id", "reason")
        .annotate(since=Min("since"), doubts=Count("pk"))
    )
    found: dict[int, list[tuple[datetime, str, int]]] = {}
    for row in rows:
        one = (row["since"], row["reason"], row["doubts"])
        found.setdefault(row["citation__text_id"], []).append(one)
    return {text: _amber(parts) for text, parts in found.items()}


def by_seriousness(reasons: Sequence[str]) -> tuple[str, ...]:
    """Reasons of doubt, the most serious first."""
    return tuple(sorted(reasons, key=_SERIOUS.index))


def _amber(parts: Sequence[tuple[datetime, str, int]]) -> Amber:
    reasons = by_seriousness([reason for _, reason, _ in parts])
    return Amber(min(since for since, _, _ in parts), reasons, sum(n for _, _, n in parts))


def amber_texts() -> QuerySet[PublishedText]:
    """Every amber text, the longest waiting first."""
    return (
        PublishedText.objects.filter(
            pk__in=Doubt.objects.filter(cleared_at=None).values("citation__text")
        )
        .annotate(
            since=Min("citations__doubts__since", filter=Q(citations__doubts__cleared_at=None))
        )
        .order_by("since", "kind", "key", "language")
    )


def open_doubts(text_id: int) -> QuerySet[Doubt]:
    """The open doubts of a text, with their citations, oldest first."""
    return (
        Doubt.objects.filter(citation__text_id=text_id, cleared_at=None)
        .select_related("citation")
        .order_by("since", "pk")
    )


def citations_of(text_id: int) -> QuerySet[Citation]:
    """What a text cites, in the order it was named."""
    return Citation.objects.filter(text_id=text_id).order_by("position", "pk")


def texts_on(source: int) -> QuerySet[PublishedText]:
    """Every text that cites a page."""
    return (
        PublishedText.objects.filter(citations__source=source)
        .distinct()
        .order_by("kind", "key", "language")
    )


def times_cited(source: int, sentences: Sequence[str]) -> dict[str, int]:
    """How many texts cite each of the sentences of a page; sentences nobody cites are left out."""
    rows = (
        Citation.objects.filter(source=source, sentence__in=sentences)
        .values("sentence")
        .annotate(texts=Count("text", distinct=True))
    )
    return {row["sentence"]: row["texts"] for row in rows}
