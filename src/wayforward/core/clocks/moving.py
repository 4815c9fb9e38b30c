"""Ends that move because a calendar, a parameter or a kind of clock is another than it was.

A clock stores a mark of all it was computed from. Groups of clocks whose mark is no longer right
are computed anew; what ran out already is left to a person (actions.recompute).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection

from wayforward.core.access.rules import ITSELF
from wayforward.core.audit.actions import Told, record_many
from wayforward.core.clocks.computing import UNCOMPUTABLE, Bench, Computed
from wayforward.core.clocks.models import Clock, ClockChange
from wayforward.core.clocks.rules import OPEN

_GROUP = ("kind", "counterpart_id", "triggered_on", "amount", "unit", "computed_from")
_STEP = 5_000  # groups that are read at once


class Before(NamedTuple):
    """A clock as it was."""

    number: int
    reference: str
    due_on: date | None


def move(bench: Bench) -> tuple[int, tuple[str, ...]]:
    """Compute anew what was computed from something that changed; how many, and what could not be.

    Runs within `acting_for` of the bench's party.
    """
    stale, troubles = _stale(bench)
    moved = 0
    for group in stale:
        try:
            moved += _move_group(bench, group)
        except UNCOMPUTABLE as refusal:
            troubles.add(str(refusal))
    return moved, tuple(sorted(troubles))


def _stale(bench: Bench) -> tuple[list[dict[str, Any]], set[str]]:
    found: list[dict[str, Any]] = []
    troubles: set[str] = set()
    groups = Clock.objects.filter(state__in=OPEN).order_by().values(*_GROUP).distinct()
    for group in groups.iterator(chunk_size=_STEP):
        try:
            mark = bench.mark(Clock(party=bench.party, **group))
        except UNCOMPUTABLE as refusal:
            troubles.add(str(refusal))
            continue
        if mark != group["computed_from"]:
            found.append(group)
    return found, troubles


def _move_group(bench: Bench, group: dict[str, Any]) -> int:
    """Clocks of a group that nobody changed all end alike; the others are computed one by one."""
    clocks = Clock.objects.filter(state__in=OPEN, **group)
    locked = clocks.select_for_update().values_list("pk", "reference", "due_on")
    changed = {change.pk: change for change in clocks.filter(changes__isnull=False).distinct()}
    befores = [Before(*row) for row in locked]
    alike = [one for one in befores if one.number not in changed]
    found = [(alike, bench.compute(Clock(party=bench.party, **group)))] if alike else []
    for one in befores:
        if one.number in changed:
            changes = ClockChange.objects.filter(clock=one.number).order_by("pk")
            found.append(([one], bench.compute(changed[one.number], changes)))
    _write(found)
    return len(befores)


def _write(found: Sequence[tuple[Sequence[Before], Computed]]) -> None:
    rows = [_row(befores, computed) for befores, computed in found]
    with connection.cursor() as cursor:
        cursor.execute(_statement(), {"rows": json.dumps(rows)})
    record_many(event for befores, computed in found for event in _events(befores, computed))


@cache
def _statement() -> str:
    return (Path(__file__).parent / "sql" / "move.sql").read_text(encoding="utf-8")


def _row(befores: Sequence[Before], computed: Computed) -> dict[str, Any]:
    return {
        "ids": [one.number for one in befores],
        "due_on": _text(computed.due.on),
        "due_at": computed.due_at.isoformat() if computed.due_at else None,
        "computed_from": computed.mark,
        "levels": list(computed.levels),
        "level_times": [time.isoformat() for time in computed.level_times],
    }


def _events(befores: Sequence[Before], computed: Computed) -> Iterator[Told]:
    """Only those whose last day moved are told of: a mark alone concerns nobody."""
    now = _text(computed.due.on)
    for one in befores:
        if one.due_on != computed.due.on:
            facts = {"before": _text(one.due_on), "due_on": now}
            yield Told("clocks", "clock recomputed", one.reference, ITSELF.name, facts)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
