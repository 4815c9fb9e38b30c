"""Checks an export of the log of events: that no event was changed, removed, inserted or moved, and
that the log had come as far as was signed and published, each day and in between.

    python3 verify.py [FOLDER] [--key PUBLIC_KEY] [--heads FOLDER] [--json]

Needs Python 3.9 or later and nothing else; it changes nothing and connects to nothing. `--key` is
the public key from /cards/key.json, `--heads` a folder of heads that somebody else kept.
`wayforward audit verify` runs the same code; README.txt beside it describes the format.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from wayforward.core.audit.outside.chains import FIELDS, ChainReport, Fault, check_chains
from wayforward.core.audit.outside.heads import check_heads, compare_kept, kept_heads
from wayforward.core.outside.command import arguments, show_progress, tell
from wayforward.core.outside.reading import DoesNotHoldError, Say, about_export, rows_of
from wayforward.core.outside.signatures import read_public_key, signed_with

FORMAT = "wayforward log export 1"


class Report(NamedTuple):
    """What was found in an export. `last_head` is the name of the last, empty without any."""

    events: int
    heads: int
    last_head: str
    chains: list[ChainReport]
    faults: list[Fault]
    notes: list[str]

    @property
    def waiting(self) -> int:
        """How many events no head holds: were they cut off, this could not be told."""
        return self.events - sum(one.held_to for one in self.chains)


def check(folder: Path, key: str = "", kept: Path | None = None, say: Say | None = None) -> Report:
    """Check the export in `folder`. Raises DoesNotHoldError where it cannot be checked at all."""
    about = about_export(folder, FORMAT)
    total = about.get("events")
    if not isinstance(total, int):
        raise DoesNotHoldError("The file export.json lacks its number of events.")
    notes = []
    if not key:
        key = str(about.get("public_key"))
        notes.append("Signatures were checked with the key in the export: better name it yourself.")
    heads = [head for _number, head in rows_of(folder, "heads.jsonl")]
    whole = about.get("chains") is None
    marks, faults = check_heads(heads, signed_with(_key(key)), whole=whole)
    if kept is not None:
        faults += compare_kept(heads, kept_heads(kept))
    rows = (
        tuple(row.get(name) for name in FIELDS) for _number, row in rows_of(folder, "events.jsonl")
    )
    chains = list(check_chains(rows, marks, say, total))
    faults = [*faults_in(chains), *faults]
    found = sum(one.events for one in chains)
    if found != total:
        said = f"The export says that it holds {total} events, but there are {found}."
        faults.append(Fault("missing", "", None, None, said))
    last = str(heads[-1]["document"].get("name")) if heads else ""
    return Report(found, len(heads), last, chains, faults, notes)


def _key(text: str) -> bytes:
    try:
        return read_public_key(text)
    except ValueError as wrong:
        raise DoesNotHoldError(str(wrong)) from None


def faults_in(chains: Iterable[ChainReport]) -> list[Fault]:
    """The first fault of each chain that has one."""
    return [one.fault for one in chains if one.fault is not None]


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
        "last_head": report.last_head,
        "waiting": report.waiting,
        "notes": report.notes,
    }


def summary(report: Report) -> list[str]:
    """Everything but the faults, in sentences."""
    return [
        *(
            f"{one.chain}: {one.events} events, unbroken up to number {one.unbroken_to}, held by a"
            f" signed head up to number {one.held_to}."
            for one in report.chains
        ),
        _heads(report),
        *report.notes,
        f"BROKEN: {len(report.faults)} faults." if report.faults else "Everything holds.",
    ]


def _heads(report: Report) -> str:
    last = f", the last of {report.last_head}" if report.heads else ""
    said = f"{report.events} events, {report.heads} heads{last}"
    return f"{said}; {report.waiting} events wait for a head." if report.waiting else f"{said}."


def main() -> int:
    """The program."""
    parser = arguments(__doc__, __file__)
    parser.add_argument("--key", default="", help="the public key, base64")
    parser.add_argument("--heads", type=Path, help="a folder of heads that somebody else kept")
    wish = parser.parse_args()
    try:
        report = check(wish.folder, wish.key, wish.heads, show_progress)
    except DoesNotHoldError as problem:
        print(problem, file=sys.stderr)
        return 2
    said = [*(fault.sentence for fault in report.faults), *summary(report)]
    return tell(as_dict(report) if wish.json else "\n".join(said), broken=bool(report.faults))


if __name__ == "__main__":
    sys.exit(main())
