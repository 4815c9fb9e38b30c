"""Stores the reports of a CSV file. A row that is stored already changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from django.db import IntegrityError

from wayforward.core.access.rules import Actor, Permission, require
from wayforward.core.audit.actions import record
from wayforward.information.narratives.reporting.actions import (
    STREAM,
    EmptyReportError,
    Heard,
    digest,
    receive_report,
)
from wayforward.information.narratives.reporting.importing import (
    BadRow,
    Row,
    count_rows,
    read_rows,
)
from wayforward.information.narratives.reporting.matched import Matcher
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.reporting.rules import Intake
from wayforward.information.narratives.reporting.scrubbing import scrub
from wayforward.information.narratives.rules import Decision
from wayforward.progress import Advance, counted

_AT_ONCE = 500


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


@dataclass(frozen=True, slots=True)
class _Keyed:
    row: Row
    key: str


def import_reports(
    *, path: Path, match: Matcher, actor: Actor, today: date, progress: Advance | None = None
) -> Imported:
    """Receive every row of a file, each on its own: one that fails leaves the others stored.

    Raises NotAllowedError, ReportFileError.
    """
    require(actor, Permission.SORT_REPORTS)
    done = Imported()
    total = count_rows(path)
    rows = counted(read_rows(path, today=today), total, progress)
    for keyed in _new_ones(_keyed(rows, done), done):
        _receive(keyed, match, done)
    record(
        stream=STREAM, name="reports read from a file", subject="", actor=actor.name,
        rows=done.rows, new=done.new, known=done.known, bad=len(done.bad),
    )  # fmt: skip
    return done


def _keyed(rows: Iterable[Row | BadRow], done: Imported) -> Iterator[_Keyed]:
    """Good rows with a key each: what is said, where and when, and the how manieth of its like."""
    alike: Counter[str] = Counter()
    for row in rows:
        done.rows += 1
        if isinstance(row, BadRow):
            done.bad.append(row)
            continue
        said = "\n".join(
            (scrub(row.text).text, row.language, row.channel or "", row.day.isoformat(),
             row.province)
        )  # fmt: skip
        alike[said] += 1
        yield _Keyed(row, digest("row", f"{alike[said]}\n{said}"))


def _new_ones(rows: Iterator[_Keyed], done: Imported) -> Iterator[_Keyed]:
    while batch := list(islice(rows, _AT_ONCE)):
        keys = [one.key for one in batch]
        there = set(Report.objects.filter(row_key__in=keys).values_list("row_key", flat=True))
        done.known += sum(one.key in there for one in batch)
        yield from (one for one in batch if one.key not in there)


def _receive(one: _Keyed, match: Matcher, done: Imported) -> None:
    row = one.row
    heard = Heard(
        row.text, Intake.FILE, row.day, row.channel, row.province, row.language, row_key=one.key
    )
    try:
        report = receive_report(heard=heard, match=match).report
    except EmptyReportError:
        done.bad.append(BadRow(row.number, "the text says nothing but personal data."))
    except IntegrityError:  # the same file is being read by somebody else
        done.known += 1
    else:
        done.new += 1
        done.decisions[Decision(report.decision)] += 1
        done.removed.update(report.removed)
