"""What happens by itself: levels reached, clocks that run out, ends that moved with a calendar.

Party after party, each with its own eyes (`acting_for`); safe to run at any time, by several at
once, and again: a second sweep changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.db import connection
from django.utils import timezone

from wayforward.core.access.context import acting_for
from wayforward.core.access.rules import ITSELF
from wayforward.core.audit.actions import Told, record_many
from wayforward.core.clocks import moving
from wayforward.core.clocks.actions import STREAM, bench_of
from wayforward.core.clocks.computing import UNCOMPUTABLE, tacit_days
from wayforward.core.clocks.definitions import kinds
from wayforward.core.clocks.models import Clock
from wayforward.core.parties.models import Party

_SQL = Path(__file__).parent / "sql"
_STEP = 20_000  # clocks that one transaction looks at


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did, summed over parties."""

    looked_at: int = 0
    alerts: int = 0
    expired: int = 0
    moved: int = 0
    troubles: tuple[str, ...] = ()

    def __add__(self, other: Swept) -> Swept:
        """Both together."""
        return Swept(
            self.looked_at + other.looked_at,
            self.alerts + other.alerts,
            self.expired + other.expired,
            self.moved + other.moved,
            self.troubles + other.troubles,
        )

    def __str__(self) -> str:
        words = (
            f"{self.looked_at} clocks looked at, {self.alerts} alerts, {self.expired} ran out, "
            f"{self.moved} moved."
        )
        return " ".join((words, *self.troubles))


def sweep(
    *, now: datetime | None = None, seen: Callable[[int], None] = lambda _count: None
) -> Swept:
    """Look at every clock that is due to be looked at, of every party.

    `seen` is told how many were looked at after each step. A kind whose parameter cannot be read
    any more keeps its clocks as they are and is named in `troubles`.
    """
    moment = now or timezone.now()
    done = Swept()
    for party in Party.objects.select_related("arrangement").order_by("pk"):
        for part in _sweep_party(party, moment):
            done += part
            seen(done.looked_at)
    return done


def _sweep_party(party: Party, now: datetime) -> Iterator[Swept]:
    with acting_for(party):
        if not Clock.objects.exists() or not _alone(party):
            return
        moved, troubles = _move(party, now)
    yield Swept(moved=moved, troubles=troubles)
    while True:
        with acting_for(party):
            if not _alone(party):
                return
            looked_at, alerts, expired = _step(party, now)
            _tell(expired)
        yield Swept(looked_at, alerts, len(expired))
        if looked_at < _STEP:
            return


def _move(party: Party, now: datetime) -> tuple[int, tuple[str, ...]]:
    """A party whose calendar is missing keeps its clocks as they are: they still run out."""
    try:
        bench = bench_of(party, now)
    except UNCOMPUTABLE as refusal:
        return 0, (str(refusal),)
    return moving.move(bench)


def _alone(party: Party) -> bool:
    """Whether nobody else sweeps this party now; the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('clocks'), %s)", [party.pk])
        row = cursor.fetchone()
    return bool(row and row[0])


def _step(party: Party, now: datetime) -> tuple[int, int, list[str]]:
    given: dict[str, str | int | datetime] = {
        "party": party.pk,
        "now": now,
        "most": _STEP,
        "kinds": _levels(),
        "tacit": json.dumps(_tacit_effects(party)),
    }
    with connection.cursor() as cursor:
        cursor.execute(_statement("sweep"), given)
        looked_at, alerts, expired = cursor.fetchone()
    return looked_at, alerts, expired


@cache
def _statement(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


@cache
def _levels() -> str:
    """The levels that the kinds declare, as the statement reads them."""
    levels = [
        {"kind": one.key, "level": level.key, "tell": list(level.tell)}
        for one in kinds().values()
        for level in one.levels
    ]
    return json.dumps(levels)


def _tacit_effects(party: Party) -> list[dict[str, str]]:
    """What happens by itself, kind by kind, for the days on which a rule of the party says so."""
    return [
        {"kind": one.key, "effect": one.tacit.key, "since": str(since), "until": str(until)}
        for one in kinds().values()
        if one.tacit
        for since, until in tacit_days(party, one)
    ]


def _tell(expired: Iterable[str]) -> None:
    """An event for each clock that ran out, with what happens by itself where something does."""
    record_many(_event(*line.split(" ")) for line in expired)


def _event(reference: str, due_on: str, tacit: str) -> Told:
    name, facts = "clock expired", {"due_on": due_on}
    if tacit:
        name, facts = "tacit effect", {"effect": tacit, **facts}
    return Told(STREAM, name, reference, ITSELF.name, facts)
