"""Stores the reports of a CSV file. A row that is stored already changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from django.db import IntegrityError

from wayforward.core.access.rules import Actor, Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.spreadsheets import BadRow
from wayforward.information.narratives.reporting.actions import (
    STREAM,
    EmptyReportError,
    Heard,
    LongReportError,
    digest,
    receive_many,
    scrubbed_report,
)
from wayforward.information.narratives.reporting.importing import (
    Row,
    count_rows,
    read_rows,
)
from wayforward.information.narratives.reporting.matched import BatchMatcher
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.reporting.rules import LONGEST_TEXT, Intake
from wayforward.information.narratives.rules import Decision
from wayforward.progress import Advance, counted

_AT_ONCE = 200
_WHY: dict[type[ValueError], str] = {
    EmptyReportError: "the text says nothing but personal data.",
    LongReportError: f"the text is longer than {LONGEST_TEXT} characters once it is scrubbed.",
}


@dataclass(slots=True)
class Imported:
    """What became of a file: `known` rows were stored before, bad ones were left out."""

    rows: int = 0
    new: int = 0
    known: int = 0
    bad: list[BadRow] = field(default_factory=list)
    decisions: Counter[Decision] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)  # kind of personal data -> how many

    def __str__(self) -> str:
        if self.rows == self.known and not self.bad:
            return f"All {self.known} rows were read before: nothing was changed."
        by = ", ".join(f"{one.value} {self.decisions[one]}" for one in Decision)
        return (
            f"{self.rows} rows: {self.new} new ({by}), {self.known} read before,"
            f" {len(self.bad)} left out."
        )


def import_reports(
    *, path: Path, match: BatchMatcher, actor: Actor, today: date, progress: Advance | None = None
) -> Imported:
    """Receive every row of a file, some hundred at once: bad ones leave the others stored.

    Raises NotAllowedError, ReportFileError.
    """
    require(actor, Permission.SORT_REPORTS)
    done = Imported()
    total = count_rows(path)
    rows = _keyed(counted(read_rows(path, today=today), total, progress), done)
    while batch := list(islice(rows, _AT_ONCE)):
        _receive(_new_ones(batch, done), match, done)
    record(
        stream=STREAM, name="reports read from a file", subject="", actor=actor.name,
        rows=done.rows, new=done.new, known=done.known, bad=len(done.bad),
    )  # fmt: skip
    return done


def _keyed(rows: Iterable[Row | BadRow], done: Imported) -> Iterator[Heard]:
    """Good rows with a key each: what is said, where and when, and the how manieth of its like."""
    alike: Counter[str] = Counter()
    for row in rows:
        done.rows += 1
        if isinstance(row, BadRow):
            done.bad.append(row)
            continue
        try:
            text = scrubbed_report(row.text).text
        except (EmptyReportError, LongReportError) as refusal:
            done.bad.append(BadRow(row.number, _WHY[type(refusal)]))
            continue
        where = (row.language, row.channel or "", row.day.isoformat(), row.province)
        said = "\n".join((text, *where))
        like = digest("row", said)  # a digest each, not a text: files may be long
        alike[like] += 1
        yield Heard(
            row.text, Intake.FILE, row.day, row.channel, row.province, row.language,
            row_key=digest("row", f"{alike[like]}\n{said}"),
        )  # fmt: skip


def _new_ones(batch: Sequence[Heard], done: Imported) -> list[Heard]:
    keys = [one.row_key for one in batch]
    there = set(Report.objects.filter(row_key__in=keys).values_list("row_key", flat=True))
    done.known += sum(one.row_key in there for one in batch)
    return [one for one in batch if one.row_key not in there]


def _receive(heard: Sequence[Heard], match: BatchMatcher, done: Imported) -> None:
    try:
        stored = receive_many(heard=heard, match=match) if heard else []
    except IntegrityError:  # somebody else reads the same file: what they stored is known now
        left = _new_ones(heard, done)
        if len(left) == len(heard):
            raise
        _receive(left, match, done)
        return
    for report in stored:
        done.new += 1
        done.decisions[Decision(report.decision)] += 1
        done.removed.update(report.removed)
