"""Reading the log, its chains and its signed heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Max, QuerySet

from wayforward.core.audit.models import Event, EventLink, LogHead

STATE_SIZE = 40  # bytes in `LogHead.states`: the number of a state, the SHA-256 of its line


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

    `signed` is the last head, None where it does not know the chain; it holds it up to `held`.
    """

    chain: str
    stream: str
    sequence: int
    at: datetime | None
    signed: LogHead | None
    held: int
    fault: ChainFault | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Events that the last head holds; events after it, and when the first of these was written."""

    signed: int
    waiting: int
    since: datetime | None


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


def heads() -> QuerySet[LogHead]:
    """The signed heads, newest first, without the states they hold."""
    return LogHead.objects.defer("states").order_by("-pk")


def last_head() -> LogHead | None:
    """The newest head, of a day or in between."""
    return heads().first()


def last_closed() -> date | None:
    """The last day that a head closes."""
    last: date | None = LogHead.objects.aggregate(last=Max("day"))["last"]
    return last


def chain_states(stream: str = "") -> list[ChainState]:
    """The chains that the reader sees (of one stream), each with how far it is whole.

    What the last head holds was checked when it was made; the events since are checked now.
    """
    seen = EventLink.objects.order_by("chain").values_list("chain", flat=True).distinct()
    head = last_head()
    found = [(chain, chain.split("/")[0]) for chain in seen]
    return [_state(chain, of, head) for chain, of in found if stream in ("", of)]


def _state(chain: str, stream: str, head: LogHead | None) -> ChainState:
    known = [one for one in (head.faults if head else []) if one["chain"] == chain]
    mark = _signed(head).get(chain)
    links = EventLink.objects.filter(chain=chain).order_by("sequence")
    end = links.last()
    come = ChainHead(chain, None, end.sequence, end.hash) if end else _beginning(chain)
    fault = ChainFault(**known[0]) if known else _fault_since(come, mark)
    if fault is not None and fault.sequence is not None:
        links = links.filter(sequence__lt=fault.sequence)
    last = links.last()
    at = Event.objects.filter(pk=last.pk).values_list("at", flat=True).first() if last else None
    return ChainState(
        chain, stream, last.sequence if last else 0, at,
        head if mark else None, mark.sequence if mark else 0, fault,
    )  # fmt: skip


def chain_heads() -> list[ChainHead]:
    """How far every chain has come; also those that the reader does not see."""
    return [ChainHead(*row) for row in _rows("core_chain_heads()")]


def waiting() -> Waiting:
    """How far the last head reaches."""
    return Waiting(*_rows("core_log_waiting()")[0])


def chain_faults(*, whole: bool = True) -> list[ChainFault]:
    """The first fault of every chain, and the first event that stands in none; told of all.

    Unless `whole`, what the last head holds is taken as it was found when that was made.
    """
    head = last_head()
    marks = _signed(head)
    come = {one.chain: one for one in chain_heads()}
    known = [] if whole or head is None else [ChainFault(**one) for one in head.faults]
    told = {one.chain for one in known if one.sequence is not None}
    found = [
        (_fault(chain, 0, "") if whole else None)
        or _fault_since(come.get(chain, _beginning(chain)), marks.get(chain))
        for chain in sorted({*come, *marks} - told)
    ]
    loose = _rows("core_unchained_event()") if whole else []
    return [
        *known,
        *(fault for fault in found if fault is not None),
        *(ChainFault(chain, None, event, "unchained") for chain, event in loose),
    ]


def _signed(head: LogHead | None) -> dict[str, ChainHead]:
    return {one["chain"]: ChainHead(**one) for one in head.heads} if head else {}


def _beginning(chain: str) -> ChainHead:
    return ChainHead(chain, None, 0, "")


def _fault_since(come: ChainHead, mark: ChainHead | None) -> ChainFault | None:
    """Where a chain that has come so far breaks after what was signed of it, or contradicts it."""
    good = mark or _beginning(come.chain)
    if come.sequence < good.sequence:
        return ChainFault(come.chain, come.sequence + 1, None, "truncated")
    if come.sequence == good.sequence and come.hash != good.hash:
        return ChainFault(come.chain, come.sequence, None, "rewritten")
    return _fault(come.chain, good.sequence, good.hash)


def _fault(chain: str, good: int, good_hash: str) -> ChainFault | None:
    rows = _rows("core_chain_fault(%s, %s, %s)", [chain, good, good_hash])
    return ChainFault(chain, *rows[0]) if rows else None


def packed_states(since: datetime, until: datetime) -> bytes:
    """The states of rows written in a stretch of time, as `LogHead.states` holds them."""
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
