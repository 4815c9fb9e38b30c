"""Closing the days of the log: a signed head a day, as a row, as a file, and published from there.

What a head is and what it proves: docs/decisions/audit.md.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from wayforward.conf import environment
from wayforward.core.audit import queries
from wayforward.core.audit.models import DailyHead
from wayforward.core.audit.outside.heads import HEAD_KIND, leaf_of
from wayforward.core.documents.signing import canonical, signed
from wayforward.core.outside.reading import digest_of
from wayforward.core.utc_days import days_due, starts_at
from wayforward.files import write_whole
from wayforward.progress import Advance, counted

FORMAT = 1


def heads_folder() -> Path:
    """Where the heads lie as files, one JSON document a day."""
    return environment().data / "audit" / "heads"


def make_heads(*, now: datetime | None = None, progress: Advance | None = None) -> list[DailyHead]:
    """Make the head of every day that is over and has none; harmless to repeat.

    A day waits while a transaction that began on it still runs: what it wrote is not seen yet.
    """
    last = queries.last_head()
    begun = None if last else queries.log_begins()
    due = [
        day
        for day in days_due(last.day if last else None, begun, now or timezone.now())
        if not queries.still_writing(starts_at(day + timedelta(days=1)))
    ]
    return [_make(day) for day in counted(due, len(due), progress)]


def _make(day: date) -> DailyHead:
    """The head of a day; the one that another process made meanwhile counts as well."""
    try:
        with transaction.atomic():
            head = _write(day)
    except IntegrityError:
        head = DailyHead.objects.get(day=day)
    write_whole(heads_folder() / f"{day}.json", canonical(head.document))
    return head


def _write(day: date) -> DailyHead:
    before = DailyHead.objects.filter(day__lt=day).order_by("day").last()
    end = starts_at(day + timedelta(days=1))
    heads = queries.chain_heads(end)
    states = queries.packed_states(starts_at(day), end)
    document = signed(_document(day, heads, states, before.digest if before else ""))
    return DailyHead.objects.create(
        day=day,
        document=document,
        digest=digest_of(document),
        heads=[asdict(head) for head in heads],
        states=states,
        faults=[asdict(fault) for fault in queries.chain_faults()],
    )


def _document(
    day: date, heads: list[queries.ChainHead], states: bytes, previous: str
) -> dict[str, Any]:
    """What is signed and published. A party's chains stand in it sealed: nobody counts its work."""
    sealed = [
        leaf_of(day.isoformat(), one.chain, one.sequence, one.hash) for one in heads if one.party
    ]
    return {
        "kind": HEAD_KIND,
        "format": FORMAT,
        "day": day.isoformat(),
        "previous": previous,
        "streams": [
            {"stream": one.chain, "sequence": one.sequence, "hash": one.hash}
            for one in heads
            if not one.party
        ],
        "sealed": sorted(sealed),
        "states": hashlib.sha256(states).hexdigest(),
    }
