"""Reads the few facts that say whether the product is well."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import DatabaseError, InterfaceError
from django.db.models import Count, Max, Min
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from wayforward.core.citations.models import Doubt
from wayforward.information.answers.rules import is_stale
from wayforward.information.sources.evidence.queries import last_digest
from wayforward.information.sources.models import Source
from wayforward.site.status.rules import Facts


def facts() -> Facts | None:
    """The facts as they are now; None where the database does not answer or has no tables."""
    try:
        return _facts(timezone.now())
    except (DatabaseError, InterfaceError):
        return None


def _facts(now: datetime) -> Facts:
    watched = list(
        Source.objects.filter(active=True).values_list("state", "checked_at", "check_interval_days")
    )
    late = [at for _state, at, days in watched if at is not None and is_stale(at, days, now)]
    doubts = Doubt.objects.filter(cleared_at=None, citation__text__published=True)
    amber = doubts.aggregate(texts=Count("citation__text", distinct=True), since=Min("since"))
    digest = last_digest()
    stamp = getattr(digest, "stamp", None)
    return Facts(
        worker_seen_at=ProcrastinateWorker.objects.aggregate(at=Max("last_heartbeat"))["at"],
        jobs_waiting=ProcrastinateJob.objects.filter(status="todo").count(),
        page_answered_at=max((at for _state, at, _days in watched if at), default=None),
        pages=len(watched),
        states=tuple(Counter(state for state, _at, _days in watched).most_common()),
        overdue=len(late),
        amber=amber["texts"],
        amber_since=amber["since"],
        digest_of=digest.day if digest else None,
        stamped_at=stamp.at if stamp else None,
    )
