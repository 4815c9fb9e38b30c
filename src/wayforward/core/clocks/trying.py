"""When a clock would end, for whoever asks before anything has begun. Stores nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from wayforward.core.clocks import rules
from wayforward.core.clocks.actions import bench_of
from wayforward.core.clocks.definitions import kind
from wayforward.core.clocks.explaining import sentences
from wayforward.core.clocks.models import ChangeKind, Clock, ClockChange
from wayforward.core.clocks.reasons import Reason
from wayforward.core.clocks.rules import Due, Length
from wayforward.core.clocks.starting import opening
from wayforward.core.parties.models import Party


@dataclass(frozen=True, slots=True)
class Tried:
    """A clock that is only thought of; `stops` are first days and days of resumption."""

    kind: str
    party: Party
    triggered: date
    counterpart: Party | None = None
    length: Length | None = None
    stops: tuple[tuple[datetime, datetime], ...] = ()


def try_out(asked: Tried, *, now: datetime) -> tuple[Due, list[str]]:
    """Its end and how it was found. Raises what starting such a clock raises."""
    one, bench = kind(asked.kind), bench_of(asked.party, now)
    found = opening(bench, one, asked.triggered, asked.length)
    clock = Clock(
        party=asked.party,
        counterpart=asked.counterpart,
        kind=one.key,
        triggered_on=asked.triggered,
        amount=found.length.amount,
        unit=found.length.unit.value,
    )
    due = rules.due(bench.period(clock, _changes(asked)), bench.today)
    return due, sentences(due, bench, clock)


def _changes(asked: Tried) -> list[ClockChange]:
    return [
        ClockChange(
            kind=ChangeKind.SUSPENSION,
            since=since.date(),
            resumed=resumed.date(),
            reason=Reason.PARTIES_AGREED,
        )
        for since, resumed in asked.stops
    ]
