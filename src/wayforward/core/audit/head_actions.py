"""Closing the days of the log: a signed head a day, as a row, as a file, and published from there.

What a head is and what it proves: docs/decisions/audit.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from wayforward.conf import environment
from wayforward.core.audit import queries, verify
from wayforward.core.audit.models import DailyHead
from wayforward.core.documents.signing import canonical, signed
from wayforward.core.utc_days import days_due, starts_at
from wayforward.files import write_whole

FORMAT = 1
Progress = Callable[[int, int], None]


def heads_folder() -> Path:
    """Where the heads lie as files, one JSON document a day."""
    return environment().data / "audit" / "heads"


def make_heads(*, now: datetime | None = None, progress: Progress | None = None) -> list[DailyHead]:
    """Make the head of every day that is over and has none; harmless to repeat.

    A day waits while a transaction that began on it still runs: what it wrote is not seen yet.
    """
    due = [
        day
        for day in days_due(_first_due(), now or timezone.now())
        if not queries.still_writing(starts_at(day + timedelta(days=1)))
    ]
    made = []
    for number, day in enumerate(due, start=1):
        made.append(_make(day))
        if progress is not None:
            progress(number, len(due))
    return made


def _first_due() -> date | None:
    last = queries.last_head()
    if last is not None:
        return last.day + timedelta(days=1)
    begun = queries.log_begins()
    return begun.astimezone(UTC).date() if begun else None


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
        digest=verify.digest_of(document),
        heads=[asdict(head) for head in heads],
        states=states,
        faults=[asdict(fault) for fault in queries.chain_faults()],
    )


def _document(
    day: date, heads: list[queries.ChainHead], states: bytes, previous: str
) -> dict[str, Any]:
    """What is signed and published. A party's chains stand in it sealed: nobody counts its work."""
    sealed = [
        verify.leaf_of(day.isoformat(), one.chain, one.sequence, one.hash)
        for one in heads
        if one.party
    ]
    return {
        "kind": verify.HEAD_KIND,
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
