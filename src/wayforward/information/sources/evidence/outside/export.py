"""Checks an export of stored copies of official pages: that every copy is the one that was
recorded, and that it was recorded on the day we say.

    python3 verify.py [FOLDER] [--certificates FILE] [--json]

Needs Python 3.9 or later and nothing else; it changes nothing and connects to nothing. Where the
program `openssl` is installed, it checks the time stamps too. `wayforward sources
verify FOLDER` runs the same code. Whoever would rather trust their own program finds the format
described in README.txt beside it.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any, NamedTuple

from wayforward.core.outside.command import arguments, show_progress, tell
from wayforward.core.outside.reading import DoesNotHoldError, Say, about_export
from wayforward.information.sources.evidence.outside.captures import check_captures
from wayforward.information.sources.evidence.outside.days import chain_sentence, read_days
from wayforward.information.sources.evidence.outside.stamps import check_stamps

FORMAT = "wayforward export 1"


class Report(NamedTuple):
    """What was found: sentences that hold, the first thing that does not, what to know besides."""

    holds: list[str]
    fault: str
    notes: list[str]


def check(
    folder: Path, certificates: Path | None = None, say: Say | None = None, openssl: str = "openssl"
) -> Report:
    """Check the export in `folder` and stop at the first thing that does not hold.

    `certificates` is a PEM file of the authorities you trust for time stamps, in place of the one
    in the export; `openssl` is the program that checks their signatures.
    """
    holds: list[str] = []
    notes: list[str] = []
    try:
        about = _about(folder)
        days = read_days(folder)
        notes.append(_scope(about))
        holds.append(chain_sentence(days))
        holds += check_captures(folder, about, days, notes, say)
        check_stamps(folder, about, days, certificates, shutil.which(openssl), holds, notes)
    except DoesNotHoldError as fault:
        return Report(holds, str(fault), notes)
    return Report(holds, "", notes)


def _about(folder: Path) -> dict[str, Any]:
    about = about_export(folder, FORMAT)
    dates, number = [about.get("from"), about.get("to")], about.get("captures")
    if not all(isinstance(day, str) for day in dates) or not isinstance(number, int):
        raise DoesNotHoldError("The file export.json lacks its days or its number of captures.")
    return about


def _scope(about: dict[str, Any]) -> str:
    what = f"the captures of {about['source']} alone" if about.get("source") else "all captures"
    return f"This export says it holds {what} recorded from {about['from']} to {about['to']} (UTC)."


def shown(report: Report) -> str:
    """The report in plain words."""
    lines = [f"holds: {sentence}" for sentence in report.holds]
    lines += [f"note:  {sentence}" for sentence in report.notes]
    lines.append(
        f"DOES NOT HOLD: {report.fault} Nothing after this was checked."
        if report.fault
        else "Everything that was checked holds."
    )
    return "\n".join(lines)


def main() -> int:
    """The command; its exit status is 1 when something does not hold."""
    parser = arguments(__doc__, __file__)
    parser.add_argument("--certificates", type=Path, help="PEM file of authorities you trust")
    wish = parser.parse_args()
    report = check(wish.folder, wish.certificates, show_progress)
    return tell(report._asdict() if wish.json else shown(report), broken=bool(report.fault))


if __name__ == "__main__":
    sys.exit(main())
