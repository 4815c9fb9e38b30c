"""Figures about the log, as counts; nothing of what the events say."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate

from wayforward.core.audit.models import Event


def events_per_day(*, until: date, days: int) -> list[tuple[date, int]]:
    """How many events each day had (UTC), the last day being `until`; quiet days count nought."""
    first = until - timedelta(days=days - 1)
    begin = datetime.combine(first, time(), UTC)
    end = datetime.combine(until + timedelta(days=1), time(), UTC)
    counted = (
        Event.objects.filter(at__gte=begin, at__lt=end)
        .annotate(day=TruncDate("at", tzinfo=UTC))
        .values("day")
        .annotate(count=Count("pk"))
    )
    known = {row["day"]: row["count"] for row in counted}
    return [(day, known.get(day, 0)) for day in (first + timedelta(days=n) for n in range(days))]
