"""Ends that move because a calendar, a parameter or a kind of clock is another than it was.

A clock stores a mark of all it was computed from. Groups of clocks whose mark is no longer right
are computed anew; what ran out already is left to a person (actions.recompute).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

from wayforward.core.access.rules import ITSELF
from wayforward.core.audit.actions import record_many
from wayforward.core.audit.models import Event
from wayforward.core.clocks.computing import Bench, Computed
from wayforward.core.clocks.definitions import NoSuchKindError
from wayforward.core.clocks.models import Clock, ClockChange
from wayforward.core.clocks.rules import OPEN
from wayforward.core.rulesets.rules import RuleSetError

_GROUP = ("kind", "counterpart_id", "triggered_on", "amount", "unit", "computed_from")
_STEP = 2_000  # clocks that are computed and written at once


@dataclass(frozen=True, slots=True)
class _Moved:
    clock: Clock
    computed: Computed


def move(bench: Bench) -> tuple[int, tuple[str, ...]]:
    """Compute anew what was computed from something that changed; how many, and what could not be.

    Runs within `acting_for` of the bench's party.
    """
    stale, troubles = _stale(bench)
    moved = 0
    for group in stale:
        numbers = list(Clock.objects.filter(state__in=OPEN, **group).values_list("pk", flat=True))
        for place in range(0, len(numbers), _STEP):
            moved += _move_some(bench, numbers[place : place + _STEP])
    return moved, troubles


def _stale(bench: Bench) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    found, troubles = [], set()
    groups = Clock.objects.filter(state__in=OPEN).order_by().values(*_GROUP).distinct()
    for group in groups.iterator(chunk_size=_STEP):
        try:
            mark = bench.mark(Clock(party=bench.party, **group))
        except (RuleSetError, NoSuchKindError) as refusal:
            troubles.add(str(refusal))
            continue
        if mark != group["computed_from"]:
            found.append(group)
    return found, tuple(sorted(troubles))


def _move_some(bench: Bench, numbers: Sequence[int]) -> int:
    clocks = list(Clock.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))
    changes: dict[int, list[ClockChange]] = defaultdict(list)
    for change in ClockChange.objects.filter(clock__in=numbers).order_by("pk"):
        changes[change.clock_id].append(change)
    moved = [_Moved(clock, bench.compute(clock, changes[clock.pk])) for clock in clocks]
    with connection.cursor() as cursor:
        cursor.execute(_statement(), {"rows": json.dumps([_row(one) for one in moved])})
    record_many(_events(moved))
    return len(moved)


@cache
def _statement() -> str:
    return (Path(__file__).parent / "sql" / "move.sql").read_text(encoding="utf-8")


def _row(one: _Moved) -> dict[str, Any]:
    times = [time.isoformat() for time in one.computed.level_times]
    due_at = one.computed.due_at
    return {
        "id": one.clock.pk,
        "due_on": _text(one.computed.due.on),
        "due_at": due_at.isoformat() if due_at else None,
        "computed_from": one.computed.mark,
        "levels": list(one.computed.levels),
        "level_times": times,
    }


def _events(moved: Sequence[_Moved]) -> Iterator[Event]:
    """Only those whose last day moved are told of: a mark alone concerns nobody."""
    for one in moved:
        if one.computed.due.on != one.clock.due_on:
            yield Event(
                stream="clocks",
                name="clock recomputed",
                subject=one.clock.reference,
                actor=ITSELF.name,
                reason="",
                facts={"before": _text(one.clock.due_on), "due_on": _text(one.computed.due.on)},
            )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
