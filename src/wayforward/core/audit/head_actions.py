"""Signing how far the log has come: a head that closes each day, and others in between, as rows, as
files, and published from there.

What a head is and what it proves: docs/decisions/audit.md.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from wayforward.conf import environment
from wayforward.core.audit import queries
from wayforward.core.audit.models import LogHead
from wayforward.core.audit.outside.heads import HEAD_KIND, leaf_of
from wayforward.core.documents.signing import canonical, signed
from wayforward.core.outside.reading import digest_of
from wayforward.core.utc_days import days_due, starts_at
from wayforward.files import write_whole
from wayforward.progress import Advance, counted

FORMAT = 1
LONGEST = timedelta(hours=1)  # that an event waits for a head
MOST = 1000  # events that wait for one
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(4820118, 0)"


def heads_folder() -> Path:
    """Where the heads lie as files, one JSON document each."""
    return environment().data / "audit" / "heads"


def make_heads(*, now: datetime | None = None, progress: Advance | None = None) -> list[LogHead]:
    """Make the head of every day that is over and has none; harmless to repeat.

    A day waits while a transaction that began on it still runs: what it wrote is not seen yet.
    """
    last = queries.last_closed()
    begun = None if last else queries.log_begins()
    due = [
        day
        for day in days_due(last, begun, now or timezone.now())
        if not queries.still_writing(starts_at(day + timedelta(days=1)))
    ]
    return [_kept(_close(day)) for day in counted(due, len(due), progress)]


def sign_so_far(*, now: datetime | None = None, at_once: bool = False) -> LogHead | None:
    """Sign how far the log has come in between, where an event has waited for LONGEST or MOST wait;
    `at_once` where any does. None where nothing was due: cheap, for every tick.
    """
    now = now or timezone.now()
    found = queries.waiting()
    late = found.since is not None and now - found.since >= LONGEST
    if not found.waiting or not (at_once or late or found.waiting >= MOST):
        return None
    return _kept(_sign_at(now))


def _kept(head: LogHead) -> LogHead:
    write_whole(heads_folder() / f"{head.name}.json", canonical(head.document))
    return head


@transaction.atomic
def _close(day: date) -> LogHead:
    """The head of a day; the one that another process made meanwhile counts as well."""
    _wait_for_others()
    if made := LogHead.objects.filter(day=day).first():
        return made
    states = queries.packed_states(starts_at(day), starts_at(day + timedelta(days=1)))
    return _write(day.isoformat(), day, states, queries.chain_faults())


@transaction.atomic
def _sign_at(now: datetime) -> LogHead:
    _wait_for_others()
    name = now.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    made = LogHead.objects.filter(name=name).first()
    return made or _write(name, None, b"", queries.chain_faults(whole=False))


def _wait_for_others() -> None:
    """Heads are made one after the other: each names the one before."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)


def _write(name: str, day: date | None, states: bytes, faults: list[queries.ChainFault]) -> LogHead:
    before = queries.last_head()
    heads = queries.chain_heads()
    document = signed(_document(name, heads, states, before.digest if before else ""))
    return LogHead.objects.create(
        name=name,
        day=day,
        document=document,
        digest=digest_of(document),
        heads=[asdict(head) for head in heads],
        states=states,
        faults=[asdict(fault) for fault in faults],
    )


def _document(
    name: str, heads: list[queries.ChainHead], states: bytes, previous: str
) -> dict[str, Any]:
    """What is signed and published. A party's chains stand in it sealed: nobody counts its work."""
    sealed = [leaf_of(name, one.chain, one.sequence, one.hash) for one in heads if one.party]
    return {
        "kind": HEAD_KIND,
        "format": FORMAT,
        "name": name,
        "previous": previous,
        "streams": [
            {"stream": one.chain, "sequence": one.sequence, "hash": one.hash}
            for one in heads
            if not one.party
        ],
        "sealed": sorted(sealed),
        "states": hashlib.sha256(states).hexdigest(),
    }
