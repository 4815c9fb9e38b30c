"""The chain of events: whether each is as it was written, and follows on the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

from wayforward.core.outside.reading import Say

EVENT_FORMAT = "wayforward event 1"
_EVERY = 5000  # events between two signs of progress

# The fields of a row as they are read and exported, in this order. The first four are the link.
FIELDS = (
    "chain", "sequence", "previous", "hash", "id", "at", "stream", "name", "subject", "actor",
    "reason", "facts", "party_id", "account_id", "purpose",
)  # fmt: skip


class Fault(NamedTuple):
    """Something that is not as it was written. `sequence` and `event` are None where unknown.

    `what`: altered, missing, out_of_order, unchained, truncated, rewritten; of heads and states
    head_altered, head_missing, head_unsigned, state_altered, state_missing, state_added.
    """

    what: str
    chain: str
    sequence: int | None
    event: int | None
    sentence: str


class Mark(NamedTuple):
    """How far a chain had come, as a head signed it; `head` is its name, a day or a moment."""

    head: str
    sequence: int
    hash: str


class ChainReport(NamedTuple):
    """What was found in one chain: up to which event it is unbroken, and held by a head."""

    chain: str
    events: int
    unbroken_to: int
    held_to: int
    fault: Fault | None


def line_of(sequence: int, previous: str, event: Iterable[Any]) -> bytes:
    """The line whose SHA-256 is an event's hash; `event` are its fields from `id` on."""
    # As json.dumps(..., ensure_ascii=False) of the list, in half the time: this is the inner loop.
    held = ", ".join(
        [quoted(one) if isinstance(one, str) else "null" if one is None else str(one)
         for one in event]
    )  # fmt: skip
    return f'["{EVENT_FORMAT}", {sequence}, {quoted(previous)}, {held}]'.encode()


def check_chains(
    rows: Iterable[tuple[Any, ...]],
    marks: dict[str, list[Mark]],
    say: Say | None = None,
    total: int = 0,
) -> Iterator[ChainReport]:
    """Check rows of `FIELDS`, ordered by chain and sequence, against themselves and the heads.

    `id` is None in a row whose event is gone. Chains that heads name and that are not there at all
    are reported last.
    """
    left = dict(marks)
    checker: _Chain | None = None
    for done, row in enumerate(rows, start=1):
        if checker is None or row[0] != checker.chain:
            if checker is not None:
                yield checker.report()
            checker = _Chain(row[0], left.pop(row[0], []))
        checker.take(row)
        if say is not None and done % _EVERY == 0:
            say(done, total)
    if checker is not None:
        yield checker.report()
    for chain in sorted(left):
        yield _Chain(chain, left[chain]).report()


class _Chain:
    """Follows one chain from its first event to its last, and stops at its first fault."""

    def __init__(self, chain: str, marks: list[Mark]) -> None:
        self.chain = chain
        self.marks = sorted(marks, key=lambda mark: (mark.sequence, mark.head))
        self.signed = {mark.sequence: mark for mark in reversed(self.marks)}
        self.events = 0
        self.sequence, self.hash = 0, ""
        self.proved = 0  # up to where the last head that holds reaches
        self.fault: Fault | None = None

    def take(self, row: tuple[Any, ...]) -> None:
        self.events += 1
        if self.fault is not None:
            return
        sequence, previous, own = row[1], row[2], row[3]
        if (
            sequence == self.sequence + 1
            and previous == self.hash
            and hashlib.sha256(line_of(sequence, previous, row[4:])).hexdigest() == own
            and (sequence not in self.signed or self._is_signed(sequence, own))
        ):
            self.sequence, self.hash = sequence, own
            return
        self.fault = self._fault(row)

    def _is_signed(self, sequence: int, own: str) -> bool:
        if any(mark.hash != own for mark in self.marks if mark.sequence == sequence):
            return False
        self.proved = sequence
        return True

    def _fault(self, row: tuple[Any, ...]) -> Fault:
        sequence, previous, own, event = row[1], row[2], row[3], row[4]
        if sequence != self.sequence + 1:
            return self._named(
                "missing", self.sequence + 1, None,
                f"event {self.sequence + 1} is missing; the next one there is {sequence}",
            )  # fmt: skip
        if event is None:
            return self._named("missing", sequence, None, f"event {sequence} was removed")
        if previous != self.hash:
            return self._named(
                "out_of_order", sequence, event,
                f"event {sequence} does not follow on event {sequence - 1}: one was put in, moved"
                " or replaced",
            )  # fmt: skip
        if hashlib.sha256(line_of(sequence, previous, row[4:])).hexdigest() != own:
            return self._named(
                "altered", sequence, event, f"event {sequence} was changed after it was written"
            )
        return self._rewritten(sequence, event)

    def _rewritten(self, sequence: int, event: int) -> Fault:
        head = next(mark.head for mark in self.marks if mark.sequence == sequence)
        return self._named(
            "rewritten", sequence, event,
            f"the head of {head} says another hash for event {sequence}: something between events"
            f" {self.proved + 1} and {sequence} was written anew",
        )  # fmt: skip

    def _named(self, what: str, sequence: int, event: int | None, said: str) -> Fault:
        number = "" if event is None else f" (number {event} in the log)"
        return Fault(what, self.chain, sequence, event, f"{self.chain}: {said}{number}.")

    def report(self) -> ChainReport:
        last = self.marks[-1] if self.marks else None
        if self.fault is None and last is not None and last.sequence > self.sequence:
            self.fault = self._named(
                "truncated", self.sequence + 1, None,
                f"the log ends with event {self.sequence}, but the head of {last.head} knows"
                f" {last.sequence}: the end was cut off",
            )  # fmt: skip
        return ChainReport(self.chain, self.events, self.sequence, self.proved, self.fault)
