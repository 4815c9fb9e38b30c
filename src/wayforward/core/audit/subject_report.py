"""The report for one person as files, JSON for programs and pages to hand over, and its event.

What is in it: subject.py. What the pages say: subject_page.py.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wayforward.conf import environment
from wayforward.core.access.context import acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import AT_TERMINAL, Actor
from wayforward.core.audit.actions import record
from wayforward.core.audit.reads import STREAM
from wayforward.core.audit.subject import SubjectReport, subject_report
from wayforward.core.audit.subject_page import as_pdf
from wayforward.core.parties.models import Party
from wayforward.files import write_whole

KIND = "wayforward subject access report"


@dataclass(frozen=True, slots=True)
class Written:
    """Where a report lies, and how much it says."""

    json: Path
    pdf: Path
    sha256: str
    rows: int
    states: int
    reads: int
    events: int


def write_subject_report(
    *, reference: str, party: Party, reason: str, folder: Path | None = None,
    language: str = "en", names: bool = False, actor: Actor = AT_TERMINAL,
) -> Written:  # fmt: skip
    """Write the report about a person into a folder, readable by us alone, and tell the log.

    Raises NoSuchPersonError. Without `folder` it lies in the data folder, by reference and day.
    """
    with acting_for(party, purpose=Purpose.DATA_PROTECTION, reason=reason):
        report = subject_report(reference, names=names)
        said = json.dumps(as_dict(report), ensure_ascii=False, indent=1).encode()
        made = hashlib.sha256(said).hexdigest()
        record(
            stream=STREAM, name="subject report made", subject=reference, actor=actor.name,
            sha256=made, rows=sum(len(table.rows) for table in report.tables),
        )  # fmt: skip
    target = folder or _folder(report)
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    paths = target / f"subject-{reference}.json", target / f"subject-{reference}.pdf"
    write_whole(paths[0], said)
    write_whole(paths[1], as_pdf(report, language))
    return Written(
        *paths, made,
        rows=sum(len(table.rows) for table in report.tables),
        states=len(report.history), reads=len(report.reads), events=len(report.events),
    )  # fmt: skip


def _folder(report: SubjectReport) -> Path:
    name = f"{report.reference}-{report.made_at:%Y-%m-%d}"
    return environment().data / "audit" / "subjects" / name


def as_dict(report: SubjectReport) -> dict[str, Any]:
    """The report for programs."""
    return {
        "kind": KIND,
        "reference": report.reference,
        "party": f"{report.party.arrangement.key}/{report.party.key}",
        "made_at": report.made_at.isoformat(),
        "reason": report.reason,
        "held": [
            {"table": table.label, "data_class": table.data_class, "rows": table.rows}
            for table in report.tables
        ],
        "history": [{**asdict(one), "at": one.at.isoformat()} for one in report.history],
        "reads": [{**asdict(one), "at": one.at.isoformat()} for one in report.reads],
        "events": [{**asdict(one), "at": one.at.isoformat()} for one in report.events],
    }
