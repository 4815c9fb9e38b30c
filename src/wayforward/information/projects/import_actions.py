"""The verb `import`: IATI files into the database, in constant memory, one transaction a file.

Safe to repeat: a file that did not change is not read again, an activity that did not change is
not written again, and what left its publisher's newest file is marked, never deleted.
"""

from __future__ import annotations

import hashlib
import resource
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from wayforward.core.audit.actions import SYSTEM, record
from wayforward.information.projects.activities import Activity, Problem, ProblemKind
from wayforward.information.projects.iati import Bytes, FileReport, read_activities
from wayforward.information.projects.import_report import ImportReport
from wayforward.information.projects.models import Project, ProjectFile, ProjectMoney
from wayforward.information.projects.placing import Placing, place
from wayforward.information.projects.queries import partner_country
from wayforward.information.projects.rates_actions import rates_of_today
from wayforward.information.projects.storing import (
    LONGEST_NAME,
    READER,
    Asked,
    Kept,
    generated,
    kept,
)
from wayforward.information.projects.validating import Schema
from wayforward.progress import Advance

BATCH = 500  # activities written at a time
_ROWS = 2000
_PIECE = 1 << 20
_KB = 1024
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('projects import'), 0)"
T = TypeVar("T")


class NothingToImportError(ValueError):
    """There is no file to read; the message says what to name instead."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to read and the name it is known by, which holds no path of this machine."""

    path: Path
    name: str


def import_path(
    *,
    path: Path,
    country: str = "",
    schema: Schema | None = None,
    placing: Placing = place,
    progress: Advance | None = None,
    name: str = "",
) -> ImportReport:
    """Read the IATI file at `path`, or every .xml file below it.

    Activities that count for `country` (ISO 3166-1 alpha-2; without one, the partner country of
    the arrangement) are kept. `name` is what a single file is known by, its own name otherwise: a
    later file of that name takes its place. `progress(done, total)` counts kB. A file that cannot
    be read is one sentence in `troubles`, and the rest goes on.

    Raises NothingToImportError, NoPartnerCountryError, RuleSetError.
    """
    started = time.monotonic()
    today = timezone.now().date()
    asked = Asked((country or partner_country()).upper(), placing, rates_of_today(today), today)
    report = ImportReport(asked.country)
    files = _files(path, name)
    bar = _Bar(progress, sum(one.path.stat().st_size for one in files))
    for one in files:
        _import_file(one, asked, schema, report, bar)
    report.seconds = time.monotonic() - started
    report.peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KB
    return report


def _files(path: Path, name: str) -> list[_Found]:
    if path.is_file():
        return [_Found(path, name or path.name)]
    found = [
        _Found(one, one.relative_to(path).as_posix())
        for one in sorted(path.rglob("*"))
        if one.suffix.lower() == ".xml" and one.is_file()
    ]
    if not found:
        raise NothingToImportError(
            f"{path} holds no .xml file. Name an IATI file, a folder with such files or an address."
        )
    return found


class _Bar:
    """How far reading has come over all files, in kB."""

    def __init__(self, progress: Advance | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def went(self, count: int) -> None:
        """So many bytes more are done."""
        self._done += count
        if self._progress is not None:
            self._progress(self._done // _KB, self._total // _KB)


class _Watched:
    """A file whose reading moves the bar."""

    def __init__(self, file: Bytes, bar: _Bar) -> None:
        self._file, self._bar = file, bar

    def read(self, size: int, /) -> bytes:
        """The next bytes."""
        piece = self._file.read(size)
        self._bar.went(len(piece))
        return piece


def _import_file(
    one: _Found, asked: Asked, schema: Schema | None, report: ImportReport, bar: _Bar
) -> None:
    report.files += 1
    try:
        digest, size = _digest(one.path)
        with transaction.atomic(), one.path.open("rb") as file:
            with connection.cursor() as cursor:
                cursor.execute(_ONE_AT_A_TIME)
            before = _last_state(one.name, asked.country)
            if _is_as_read(before, digest, schema):
                report.unchanged_files += 1
                bar.went(size)
                _tell_trouble(before, report)
                return
            row = ProjectFile.objects.create(
                name=one.name, sha256=digest, size=size, country=asked.country, reader=READER,
                by_schema=schema is not None,
            )  # fmt: skip
            _Reading(row, before, asked, report).read(_Watched(file, bar), schema)
    except OSError as error:
        report.note(Problem(ProblemKind.BROKEN_FILE, "", ""))
        report.troubles.append(f"{one.name}: it could not be opened ({error.strerror}).")


def _digest(path: Path) -> tuple[str, int]:
    """SHA-256 of a file and its size in bytes, in constant memory."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def _last_state(name: str, country: str) -> ProjectFile | None:
    return ProjectFile.objects.filter(name=name, country=country).order_by("pk").last()


def _is_as_read(before: ProjectFile | None, digest: str, schema: Schema | None) -> bool:
    if before is None or before.sha256 != digest or before.reader != READER:
        return False
    return before.by_schema or schema is None


def _tell_trouble(before: ProjectFile | None, report: ImportReport) -> None:
    if before is not None and before.trouble:
        report.troubles.append(f"{before.name}: {before.trouble}")


class _Reading:
    """One file on its way into the database."""

    def __init__(
        self, row: ProjectFile, before: ProjectFile | None, asked: Asked, report: ImportReport
    ) -> None:
        self._row, self._before, self._asked, self._report = row, before, asked, report
        self._file = FileReport()
        self._problems = ImportReport(asked.country)  # of this file alone

    def read(self, file: Bytes, schema: Schema | None) -> None:
        """Read to the end, or to where it breaks off; note in the row of the file how it went."""
        activities = read_activities(file, self._file, country=self._asked.country, schema=schema)
        for batch in _batches(self._rows(activities), BATCH):
            self._write(batch)
        for problem in (*self._file.problems, *self._file.remarks):
            self._problems.note(problem)
        self._close()

    def _rows(self, activities: Iterable[Activity]) -> Iterator[Kept]:
        for activity in activities:
            found = kept(activity, self._asked)
            if found is None:
                continue
            self._report.kept += 1
            self._row.kept += 1
            self._problems.problems.update(found.fields["problems"])
            if found.key[0] and max(map(len, found.key)) <= LONGEST_NAME:
                yield found
            else:
                words = "No identifier to know it by again, or an endless one: not kept."
                self._problems.note(Problem(ProblemKind.NO_IDENTITY, "iati-identifier", words))

    def _write(self, batch: Sequence[Kept]) -> None:
        """New and changed activities are written, of the others only that they are still there."""
        there = _there(batch, self._asked.country)
        wanted: dict[tuple[str, str], Kept] = {}
        still: list[int] = []
        for one in batch:
            row = there.get(one.key)
            if one.key in wanted or (row is not None and row.file_id == self._row.pk):
                self._problems.note(Problem(ProblemKind.REPEATED, "iati-identifier", ""))
            elif row is None:
                wanted[one.key] = one
                self._report.new += 1
            elif row.digest == one.fields["digest"]:
                still.append(row.pk)
                self._report.same += 1
            elif self._is_older(one, row):
                still.append(row.pk)
                self._report.older += 1
            else:
                wanted[one.key] = one
                self._report.changed += 1
        # What another file holds stays with that file, unless it is there no more.
        ours = Q(file__name=self._row.name) | Q(gone_since__isnull=False)
        Project.objects.filter(ours, pk__in=still).update(file=self._row, gone_since=None)
        _put(wanted.values(), self._row, self._report)

    def _is_older(self, one: Kept, row: Project) -> bool:
        """Whether the file speaks with an older word than was heard already."""
        said: datetime | None = one.fields["last_updated"]
        if said is not None and row.last_updated is not None:
            return said < row.last_updated
        return self._is_stale()

    def _is_stale(self) -> bool:
        """Whether an earlier state of the file is handed in after a later one."""
        written = generated(self._file.generated)
        before = self._before.generated if self._before else None
        return written is not None and before is not None and written < before

    def _close(self) -> None:
        row, file = self._row, self._file
        row.version, row.generated = file.version[:16], generated(file.generated)
        row.activities, row.whole = file.activities, not file.problems
        row.problems = dict(self._problems.problems)
        row.trouble = " ".join(problem.words for problem in file.problems)
        row.save()
        self._report.activities += file.activities
        self._report.problems.update(row.problems)
        _tell_trouble(row, self._report)
        gone = 0 if file.problems or self._is_stale() else self._mark_gone()
        self._report.gone += gone
        record(
            stream="projects", name="project file read", subject=row.name, actor=SYSTEM,
            activities=row.activities, kept=row.kept, gone=gone, whole=row.whole,
        )  # fmt: skip

    def _mark_gone(self) -> int:
        """Mark what an earlier file of this name held, of the same reporters, and this one lacks.

        A file that breaks off or holds nothing at all proves nothing.
        """
        return Project.objects.filter(
            country=self._asked.country,
            file__name=self._row.name,
            reporter__in=self._file.reporters,
            gone_since=None,
        ).exclude(file=self._row).update(gone_since=timezone.now())  # fmt: skip


def _there(batch: Sequence[Kept], country: str) -> dict[tuple[str, str], Project]:
    rows = Project.objects.filter(
        country=country, identifier__in={one.key[0] for one in batch}
    ).only("identifier", "reporter", "digest", "file_id", "last_updated")
    return {(row.identifier, row.reporter): row for row in rows}


def _put(wanted: Iterable[Kept], file: ProjectFile, report: ImportReport) -> None:
    """Write activities and their money in place of what was there of them."""
    now, every = timezone.now(), list(wanted)
    if not every:
        return
    rows = Project.objects.bulk_create(
        [Project(**one.fields, file=file, read_at=now, gone_since=None) for one in every],
        update_conflicts=True,
        unique_fields=["country", "identifier", "reporter"],
        update_fields=[*(set(every[0].fields) - _KEYS), "file", "read_at", "gone_since"],
    )
    ProjectMoney.objects.filter(project__in=rows).delete()
    money = (
        ProjectMoney(**amount, project=row)
        for row, one in zip(rows, every, strict=True)
        for amount in one.money
    )
    for some in _batches(money, _ROWS):
        ProjectMoney.objects.bulk_create(some)
        report.money += len(some)
        report.not_in_euro += sum(one.euro is None for one in some)


_KEYS = {"country", "identifier", "reporter"}


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
