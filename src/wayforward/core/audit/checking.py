"""Verifying our own log from its rows: chains, signed heads and their files, states of rows.

Shares the code of the verifier that goes into exports (outside/), and none with the database's own
functions: a mistake, or a hand, must get past both.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from wayforward.core.audit import queries
from wayforward.core.audit.head_actions import heads_folder
from wayforward.core.audit.models import LogHead
from wayforward.core.audit.outside.chains import ChainReport, Fault, check_chains
from wayforward.core.audit.outside.export import Report, faults_in
from wayforward.core.audit.outside.heads import Head, check_heads, compare_kept, kept_heads
from wayforward.core.audit.whole_log import WholeLog, whole_log
from wayforward.core.documents.signing import NotOursError, public_key
from wayforward.core.documents.signing import check as check_signature
from wayforward.core.outside.reading import Say, digest_of
from wayforward.core.utc_days import starts_at

_STATE_FORMAT = "wayforward state 1"


@dataclass(frozen=True, slots=True)
class LogReport:
    """What verifying found; beyond what an export shows, states of rows."""

    found: Report
    seconds: float
    states: int

    @property
    def faults(self) -> list[Fault]:
        """Everything that is not as it was written."""
        return self.found.faults

    @property
    def chains(self) -> list[ChainReport]:
        """What was found in each chain."""
        return self.found.chains

    @property
    def per_second(self) -> int:
        """Events verified a second."""
        return round(self.found.events / self.seconds) if self.seconds else 0


def verify_log(*, kept: Path | None = None, say: Say | None = None) -> LogReport:
    """Verify everything; with `kept` also against heads that somebody kept in that folder."""
    rows = list(LogHead.objects.order_by("pk"))
    heads = [head_of(row) for row in rows]
    marks, faults = check_heads(heads, _is_ours)
    for folder in (heads_folder(), kept):
        if folder is not None and folder.is_dir():
            faults += compare_kept(heads, kept_heads(folder))
    faults += [fault for row in rows if (fault := _digest_fault(row)) is not None]
    with whole_log() as log:
        begun = time.perf_counter()
        chains = list(check_chains(log.events(), marks, say, log.count()))
        seconds = time.perf_counter() - begun
        faults = [*faults_in(chains), *_unchained(log), *faults]
        states = 0
        for row in rows:
            if row.day is not None:
                states += len(row.states) // queries.STATE_SIZE
                faults += _state_faults(log, row.day, bytes(row.states))
    last = rows[-1].name if rows else ""
    events = sum(one.events for one in chains)
    return LogReport(Report(events, len(rows), last, chains, faults, []), seconds, states)


def head_of(row: LogHead) -> Head:
    """A head as the verifier reads it."""
    return {"document": row.document, "heads": row.heads}


def _is_ours(document: dict[str, Any]) -> bool:
    try:
        check_signature(document, public_key())
    except NotOursError:
        return False
    return True


def _digest_fault(row: LogHead) -> Fault | None:
    document = row.document
    same_states = document.get("states") == hashlib.sha256(bytes(row.states)).hexdigest()
    if same_states and row.digest == digest_of(document):
        return None
    if row.name == document.get("name") and row.digest == digest_of(document):
        said = f"The head of {row.name} was signed over other states than those beside it."
    else:
        said = f"The head of {row.name} is not the one that its digest is of."
    return Fault("head_altered", "", None, None, said)


def _unchained(log: WholeLog) -> list[Fault]:
    return [
        Fault(
            "unchained", stream, None, event,
            f"{stream}: an event (number {event} in the log) stands in no chain: it was put in past"
            " the database's own hand, or its link was removed.",
        )
        for stream, event in log.unchained()
    ]  # fmt: skip


def _state_faults(log: WholeLog, day: date, packed: bytes) -> list[Fault]:
    """Where the states of one day are not those that its head holds."""
    held = queries.unpacked_states(packed)
    faults = []
    for state in log.states(starts_at(day), starts_at(day + timedelta(days=1))):
        wanted = held.pop(state[0], None)
        if wanted is None:
            faults.append(_state_fault("state_added", day, state[0], "was added to a day past"))
        elif hashlib.sha256(_state_line(state)).hexdigest() != wanted:
            faults.append(_state_fault("state_altered", day, state[0], "was changed"))
    faults += [_state_fault("state_missing", day, number, "was removed") for number in held]
    return faults


def _state_line(state: tuple[Any, ...]) -> bytes:
    return json.dumps([_STATE_FORMAT, *state], ensure_ascii=False).encode()


def _state_fault(what: str, day: date, number: int, said: str) -> Fault:
    return Fault(
        what, "", None, number, f"Row history: state {number} of {day} {said} after it was signed."
    )
