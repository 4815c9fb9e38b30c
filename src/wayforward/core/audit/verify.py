#!/usr/bin/env python3
"""Checks an export of the log of events: that no event was changed, removed, inserted or moved, and
that the log had come as far on each day as was signed and published then.

    python3 verify.py [FOLDER] [--key PUBLIC_KEY] [--heads FOLDER] [--json]

Needs Python 3.9 or later and nothing else; it changes nothing and connects to nothing. `--key` is
the public key from /cards/key.json, `--heads` a folder of daily heads that somebody else kept. This
file is the one that `wayforward audit verify` uses; README.txt beside it describes the format.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from json.encoder import encode_basestring as quoted
from pathlib import Path
from typing import Any, NamedTuple

FORMAT = "wayforward log export 1"
EVENT_FORMAT = "wayforward event 1"
HEAD_KIND = "wayforward audit head"
_EVERY = 5000  # events between two signs of progress
Say = Callable[[int, int], None]  # done, total
Head = dict[str, Any]  # "document", as published; "heads", the chains behind it
IsSigned = Callable[[dict[str, Any]], bool]

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
    """How far a chain had come at the end of a day, as it was signed then."""

    day: str
    sequence: int
    hash: str


class ChainReport(NamedTuple):
    """What was found in one chain; `unbroken_to` is the last event that is proved."""

    chain: str
    events: int
    unbroken_to: int
    fault: Fault | None


class DoesNotHoldError(Exception):
    """The export cannot be checked at all; the message is one sentence that says why."""


# --- the chain of events --------------------------------------------------------------------------


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
        self.marks = sorted(marks, key=lambda mark: (mark.sequence, mark.day))
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
        day = next(mark.day for mark in self.marks if mark.sequence == sequence)
        return self._named(
            "rewritten", sequence, event,
            f"the head of {day} says another hash for event {sequence}: something between events"
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
                f"the log ends with event {self.sequence}, but the head of {last.day} knows"
                f" {last.sequence}: the end was cut off",
            )  # fmt: skip
        return ChainReport(self.chain, self.events, self.sequence, self.fault)


# --- the daily heads ------------------------------------------------------------------------------


def canonical(document: object) -> bytes:
    """A document as it is signed (RFC 8785 for text, whole numbers, lists and objects)."""
    said = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return said.encode("utf-8")


def digest_of(document: object) -> str:
    """The SHA-256 of a canonical document."""
    return hashlib.sha256(canonical(document)).hexdigest()


def leaf_of(day: str, chain: str, sequence: int, own: str) -> str:
    """What stands in a published head for a party's chain: nobody reads a name or number in it."""
    return digest_of([day, chain, sequence, own])


def check_heads(
    heads: list[Head], is_signed: IsSigned, *, whole: bool = True
) -> tuple[dict[str, list[Mark]], list[Fault]]:
    """Check the heads by day; how far each chain had come by those that hold, and the faults.

    Unless `whole`, only some of the chains stand beside each document.
    """
    marks: dict[str, list[Mark]] = {}
    faults: list[Fault] = []
    before = ""
    for head in heads:
        document = head["document"]
        problem = _problem(head, before, is_signed, whole)
        if problem is not None:
            what, said = problem
            faults.append(Fault(what, "", None, None, f"The head of {document.get('day')} {said}."))
        else:
            for one in head["heads"]:
                mark = Mark(document["day"], one["sequence"], one["hash"])
                marks.setdefault(one["chain"], []).append(mark)
        before = digest_of(document)
    return marks, faults


def _problem(head: Head, before: str, is_signed: IsSigned, whole: bool) -> tuple[str, str] | None:
    document, chains = head["document"], head["heads"]
    if document.get("kind") != HEAD_KIND or not is_signed(document):
        return "head_unsigned", "does not bear our signature"
    if document.get("previous") != before:
        return "head_missing", "does not follow on the head before it: one is missing"
    told = [_told(document["day"], one) for one in chains]
    signed = [*document["streams"], *document["sealed"]]
    if any(one not in signed for one in told) or (whole and len(told) != len(signed)):
        return "head_altered", "was signed over other chains than those that stand beside it"
    return None


def _told(day: str, one: dict[str, Any]) -> Any:
    """What a published head says of a chain: everything, or of a party's chain its leaf."""
    if one["party"]:
        return leaf_of(day, one["chain"], one["sequence"], one["hash"])
    return {"stream": one["chain"], "sequence": one["sequence"], "hash": one["hash"]}


def compare_kept(heads: list[Head], kept: Iterable[dict[str, Any]]) -> list[Fault]:
    """Compare with heads that somebody kept: a head of ours that is another or gone is a fault."""
    ours = {head["document"]["day"]: digest_of(head["document"]) for head in heads}
    faults = []
    for document in kept:
        day = str(document.get("day"))
        if day not in ours:
            said = f"The head of {day} was kept, but is no longer in the log: it was removed."
            faults.append(Fault("head_missing", "", None, None, said))
        elif ours[day] != digest_of(document):
            said = f"The head of {day} that was kept is another than the one in the log."
            faults.append(Fault("head_altered", "", None, None, said))
    return faults


def kept_heads(folder: Path) -> Iterator[dict[str, Any]]:
    """The heads in a folder, one JSON file a day."""
    for path in sorted(folder.glob("*.json")):
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise DoesNotHoldError(f"The file {path} is damaged.") from None
        if isinstance(document, dict) and document.get("kind") == HEAD_KIND:
            yield document


# --- the signature: Ed25519, RFC 8032 section 5.1.7 -----------------------------------------------

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
Point = tuple[int, int, int, int]


def _add(p: Point, q: Point) -> Point:
    a = (p[1] - p[0]) * (q[1] - q[0]) % _P
    b = (p[1] + p[0]) * (q[1] + q[0]) % _P
    c = 2 * p[3] * q[3] * _D % _P
    d = 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(factor: int, p: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while factor > 0:
        if factor & 1:
            total = _add(total, p)
        p = _add(p, p)
        factor >>= 1
    return total


def _x_of(y: int, odd: int) -> int | None:
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P or (x == 0 and odd):
        return None
    return _P - x if x & 1 != odd else x


def _point(raw: bytes) -> Point | None:
    number = int.from_bytes(raw, "little")
    y, odd = number & (1 << 255) - 1, number >> 255
    if y >= _P:
        return None
    x = _x_of(y, odd)
    return None if x is None else (x, y, 1, x * y % _P)


def ed25519_holds(key: bytes, signature: bytes, said: bytes) -> bool:
    """Whether `signature` is the key owner's over `said`."""
    if len(key) != 32 or len(signature) != 64:
        return False
    owner, r, s = _point(key), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if owner is None or r is None or s >= _L:
        return False
    asked = hashlib.sha512(signature[:32] + key + said).digest()
    base_y = 4 * pow(5, _P - 2, _P) % _P
    base_x = _x_of(base_y, 0)
    if base_x is None:
        return False
    left = _times(s, (base_x, base_y, 1, base_x * base_y % _P))
    right = _add(r, _times(int.from_bytes(asked, "little") % _L, owner))
    same_x = (left[0] * right[2] - right[0] * left[2]) % _P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % _P == 0


def signed_with(key: bytes) -> IsSigned:
    """A check of documents that bear `key` (its short name) and `signature` in base64."""
    name = hashlib.sha256(key).hexdigest()[:16]

    def is_signed(document: dict[str, Any]) -> bool:
        unsigned = {held: value for held, value in document.items() if held != "signature"}
        try:
            signature = base64.b64decode(str(document.get("signature")), validate=True)
        except ValueError:
            return False
        return document.get("key") == name and ed25519_holds(key, signature, canonical(unsigned))

    return is_signed


# --- an export ------------------------------------------------------------------------------------


class Report(NamedTuple):
    """What was found in an export."""

    events: int
    heads: int
    chains: list[ChainReport]
    faults: list[Fault]
    notes: list[str]


def check(folder: Path, key: str = "", kept: Path | None = None, say: Say | None = None) -> Report:
    """Check the export in `folder`. Raises DoesNotHoldError where it is none."""
    about = _about(folder)
    notes = []
    if not key:
        key = str(about.get("public_key"))
        notes.append("Signatures were checked with the key in the export: better name it yourself.")
    heads = list(_lines(folder, "heads.jsonl"))
    whole = about.get("chains") is None
    marks, faults = check_heads(heads, signed_with(_key(key)), whole=whole)
    if kept is not None:
        faults += compare_kept(heads, kept_heads(kept))
    rows = (tuple(row.get(name) for name in FIELDS) for row in _lines(folder, "events.jsonl"))
    total = about["events"]
    chains = list(check_chains(rows, marks, say, total))
    faults = [one.fault for one in chains if one.fault is not None] + faults
    found = sum(one.events for one in chains)
    if found != total:
        said = f"The export says that it holds {total} events, but there are {found}."
        faults.append(Fault("missing", "", None, None, said))
    return Report(found, len(heads), chains, faults, notes)


def _key(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raw = b""
    if len(raw) != 32:
        raise DoesNotHoldError("The key is no public key: copy it whole from /cards/key.json.")
    return raw


def _about(folder: Path) -> dict[str, Any]:
    try:
        about = json.loads((folder / "export.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise DoesNotHoldError(
            f"{folder} holds no finished export: its file export.json is missing or damaged."
        ) from None
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise DoesNotHoldError(f"{folder} holds no export that this program knows ({FORMAT}).")
    if not isinstance(about.get("events"), int):
        raise DoesNotHoldError("The file export.json lacks its number of events.")
    return about


def _lines(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    try:
        with (folder / name).open(encoding="utf-8") as file:
            for text in file:
                value = json.loads(text)
                if not isinstance(value, dict):
                    raise ValueError(text)
                yield value
    except FileNotFoundError:
        raise DoesNotHoldError(f"The file {name} is missing.") from None
    except (OSError, ValueError):
        raise DoesNotHoldError(f"The file {name} is cut off or damaged.") from None


def as_dict(report: Report) -> dict[str, Any]:
    """The report for machines."""
    return {
        "whole": not report.faults,
        "first_fault": report.faults[0]._asdict() if report.faults else None,
        "faults": [fault._asdict() for fault in report.faults],
        "events": report.events,
        "chains": [
            {**one._asdict(), "fault": one.fault and one.fault._asdict()} for one in report.chains
        ],
        "heads": report.heads,
        "notes": report.notes,
    }


def shown(report: Report) -> str:
    """The report in sentences."""
    said = [fault.sentence for fault in report.faults]
    said += [
        f"{one.chain}: {one.events} events, unbroken up to number {one.unbroken_to}."
        for one in report.chains
    ]
    said.append(f"{report.heads} daily heads.")
    said += report.notes
    said.append("BROKEN." if report.faults else "Everything holds.")
    return "\n".join(said)


def main() -> int:
    """The program."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--key", default="", help="the public key, base64")
    parser.add_argument("--heads", type=Path, help="a folder of heads that somebody else kept")
    parser.add_argument("--json", action="store_true", help="for machines")
    wish = parser.parse_args()
    try:
        report = check(wish.folder, wish.key, wish.heads)
    except DoesNotHoldError as problem:
        print(problem, file=sys.stderr)
        return 2
    if wish.json:
        print(json.dumps(as_dict(report)))
    else:
        print(shown(report))
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
