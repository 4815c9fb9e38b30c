"""Reading the log, its chains and its daily heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from wayforward.core.audit.models import DailyHead, Event, EventLink

STATE_SIZE = 40  # bytes in `DailyHead.states`: the number of a state, the SHA-256 of its line


@dataclass(frozen=True, slots=True)
class ChainHead:
    """How far a chain has come; `party` is None where it belongs to none."""

    chain: str
    party: int | None
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Where a chain breaks first. `what` as in outside.chains.Fault; None where unknown."""

    chain: str
    sequence: int | None
    event: int | None
    what: str


@dataclass(frozen=True, slots=True)
class ChainState:
    """A chain as the desk shows it: unbroken up to event `sequence`, written at `at`.

    `signed` is the day of the last head that holds it, None before the first.
    """

    chain: str
    stream: str
    sequence: int
    at: datetime | None
    signed: DailyHead | None
    fault: ChainFault | None


def events_of(stream: str, subject: str) -> QuerySet[Event]:
    """What was done to one thing, newest first."""
    return Event.objects.filter(stream=stream, subject=subject).order_by("-at", "-pk")


def latest_events(stream: str = "", most: int | None = 50) -> QuerySet[Event]:
    """What was done lately in a stream, or in all of them, newest first; at most `most`."""
    events = Event.objects.filter(stream=stream) if stream else Event.objects.all()
    return events.order_by("-at", "-pk")[:most]


def streams() -> list[str]:
    """The streams that hold anything, by name."""
    return list(Event.objects.order_by("stream").values_list("stream", flat=True).distinct())


def heads() -> QuerySet[DailyHead]:
    """The daily heads, newest first, without the states they hold."""
    return DailyHead.objects.defer("states").order_by("-day")


def last_head() -> DailyHead | None:
    """The newest daily head."""
    return heads().first()


def chain_states(stream: str = "") -> list[ChainState]:
    """The chains that the reader sees (of one stream), each with how far it is whole.

    What the last head holds was checked when it was made; the events since are checked now.
    """
    seen = EventLink.objects.order_by("chain").values_list("chain", flat=True).distinct()
    head = last_head()
    found = [(chain, chain.split("/")[0]) for chain in seen]
    return [_state(chain, of, head) for chain, of in found if stream in ("", of)]


def _state(chain: str, stream: str, head: DailyHead | None) -> ChainState:
    signed = {one["chain"]: one for one in head.heads} if head else {}
    good = signed.get(chain, {"sequence": 0, "hash": ""})
    known = [one for one in (head.faults if head else []) if one["chain"] == chain]
    links = EventLink.objects.filter(chain=chain).order_by("sequence")
    end = links.last()
    fault = (
        (ChainFault(**known[0]) if known else None)
        or _fault(chain, good["sequence"], good["hash"])
        or _cut_off(chain, end.sequence if end else 0, good["sequence"])
    )
    if fault is not None and fault.sequence is not None:
        links = links.filter(sequence__lt=fault.sequence)
    last = links.last()
    at = Event.objects.filter(pk=last.pk).values_list("at", flat=True).first() if last else None
    held = head if chain in signed else None
    return ChainState(chain, stream, last.sequence if last else 0, at, held, fault)


def chain_heads(until: datetime) -> list[ChainHead]:
    """How far every chain had come before a moment; also those that the reader does not see."""
    return [ChainHead(*row) for row in _rows("core_chain_heads(%s)", [until])]


def chain_faults() -> list[ChainFault]:
    """The first fault of every chain, and the first event that stands in none; told of all."""
    lengths: dict[str, int] = dict(_rows("core_chain_lengths()"))
    head = last_head()
    signed = {one["chain"]: one["sequence"] for one in head.heads} if head else {}
    found = [
        _fault(chain, 0, "") or _cut_off(chain, lengths.get(chain, 0), signed.get(chain, 0))
        for chain in sorted({*lengths, *signed})
    ]
    loose = [
        ChainFault(chain, None, event, "unchained")
        for chain, event in _rows("core_unchained_event()")
    ]
    return [fault for fault in found if fault is not None] + loose


def _cut_off(chain: str, length: int, signed: int) -> ChainFault | None:
    return ChainFault(chain, length + 1, None, "truncated") if length < signed else None


def _fault(chain: str, good: int, good_hash: str) -> ChainFault | None:
    rows = _rows("core_chain_fault(%s, %s, %s)", [chain, good, good_hash])
    return ChainFault(chain, *rows[0]) if rows else None


def packed_states(since: datetime, until: datetime) -> bytes:
    """The states of rows written in a stretch of time, as `DailyHead.states` holds them."""
    rows = _rows("core_state_hashes(%s, %s)", [since, until])
    return b"".join(number.to_bytes(8, "big") + bytes.fromhex(made) for number, made in rows)


def unpacked_states(packed: bytes) -> dict[int, str]:
    """The hash of each state, by its number."""
    return {
        int.from_bytes(packed[at : at + 8], "big"): packed[at + 8 : at + STATE_SIZE].hex()
        for at in range(0, len(packed), STATE_SIZE)
    }


def log_begins() -> datetime | None:
    """When the first thing was kept; None while there is nothing."""
    found: datetime | None = _rows("core_log_begins()")[0][0]
    return found


def still_writing(end: datetime) -> bool:
    """Whether a transaction that began before `end` has not ended; it may write with old times."""
    running = "SELECT 1 FROM pg_stat_activity WHERE xact_start < %s AND pid <> pg_backend_pid()"
    databases = " AND datname = current_database() LIMIT 1"
    with connection.cursor() as cursor:
        cursor.execute(running + databases, [end])
        return cursor.fetchone() is not None


def _rows(call: str, given: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {call}", given)  # noqa: S608  # calls are ours
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
