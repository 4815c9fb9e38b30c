"""One IATI file on its way into the database: what is new, changed, as before, older or gone.

Called by the import inside its transaction; nothing else writes projects.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from wayforward.core.audit.actions import SYSTEM, record
from wayforward.information.projects.activities import Activity, Problem, ProblemKind
from wayforward.information.projects.iati import Bytes, FileReport, read_activities
from wayforward.information.projects.import_report import ImportReport
from wayforward.information.projects.models import (
    Project,
    ProjectFile,
    ProjectMoney,
    ProjectSighting,
)
from wayforward.information.projects.storing import (
    LONGEST_NAME,
    Asked,
    Kept,
    generated,
    kept,
    key_of,
)
from wayforward.information.projects.validating import Schema

_MOST_TAKEN = 100_000  # activities remembered, about 20 MB; beyond, the database remembers
_SUBJECT = 200  # letters of it that an event can hold
BATCH = 500  # activities written at a time
_LIGHT = 20  # as many amounts weigh as much as an activity
_KEYS = {"country", "identifier", "reporter"}
# What only some kinds of money say.
_BLANK = {"until": None, "replaced": False, "provider_activity": "", "receiver_activity": ""}
_COLUMNS = tuple(
    field.attname
    for field in ProjectMoney._meta.concrete_fields
    if field.attname not in ("id", "project_id")
)


class Reading:
    """One file on its way into the database."""

    def __init__(self, row: ProjectFile, asked: Asked, report: ImportReport) -> None:
        self._row, self._asked, self._report = row, asked, report
        self._newest = _newest(row)
        self._taken: set[tuple[str, str]] = set()
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
            key = key_of(activity)
            if key in self._taken:
                self._count(activity)
                self._repeated()
            elif found := kept(activity, self._asked):
                self._count(activity)
                if key[0] and max(len(one.encode()) for one in key) <= LONGEST_NAME:
                    self._take(key)
                    yield found
                else:
                    words = "No identifier to know it by again, or an endless one: not kept."
                    self._problems.note(Problem(ProblemKind.NO_IDENTITY, "iati-identifier", words))

    def _take(self, key: tuple[str, str]) -> None:
        if len(self._taken) < _MOST_TAKEN:
            self._taken.add(key)

    def _count(self, activity: Activity) -> None:
        """For the country, whether it will be kept or not."""
        self._report.kept += 1
        self._row.kept += 1
        for problem in activity.problems:
            self._problems.note(problem)

    def _repeated(self) -> None:
        words = "The file holds the activity twice: the first is taken."
        self._problems.note(Problem(ProblemKind.REPEATED, "iati-identifier", words))

    def _write(self, batch: Sequence[Kept]) -> None:
        """New and changed activities are written, of the others only that they are still there."""
        there, seen = _there(batch, self._asked.country), self._seen(batch)
        wanted: dict[tuple[str, str], Kept] = {}
        same: list[int] = []
        older: list[int] = []
        for one in batch:
            row = there.get(one.key)
            if one.key in wanted or (row is not None and row.pk in seen):
                self._repeated()
            elif row is None or not self._is_known(one, row):
                wanted[one.key] = one
                self._report.new += row is None
                self._report.changed += row is not None
            else:
                (same if row.digest == one.fields["digest"] else older).append(row.pk)
                seen.add(row.pk)
        self._report.same += len(same)
        self._report.older += len(older)
        written = _put(wanted.values(), self._row, self._report)
        self._sight([*written, *(() if self._is_stale() else same)], older)

    def _seen(self, batch: Sequence[Kept]) -> set[int]:
        """Which of a batch stood in an earlier batch of this file already."""
        names = {one.key[0] for one in batch}
        rows = self._row.sightings.filter(project__identifier__in=names)
        return set(rows.values_list("project_id", flat=True))

    def _sight(self, held: Sequence[int], older: Sequence[int]) -> None:
        """Note what this file holds. An archive that only repeats old words becomes no holder."""
        ProjectSighting.objects.bulk_create(
            [ProjectSighting(project_id=pk, name=self._row.name, file=self._row) for pk in held],
            update_conflicts=True,
            unique_fields=["project", "name"],
            update_fields=["file"],
        )
        known = ProjectSighting.objects.filter(project__in=older, name=self._row.name)
        known.update(file=self._row)
        Project.objects.filter(pk__in=held).exclude(gone_since=None).update(gone_since=None)

    def _is_known(self, one: Kept, row: Project) -> bool:
        return row.digest == one.fields["digest"] or self._is_older(one, row)

    def _is_older(self, one: Kept, row: Project) -> bool:
        """Whether the file speaks with an older word than was heard already."""
        said: datetime | None = one.fields["last_updated"]
        if said is not None and row.last_updated is not None:
            return said < row.last_updated
        return self._is_stale()

    def _is_stale(self) -> bool:
        """Whether an earlier state of the file is handed in after a later one."""
        written = generated(self._file.generated)
        return written is not None and self._newest is not None and written < self._newest

    def _close(self) -> None:
        row, file = self._row, self._file
        row.version, row.generated = file.version[:16], generated(file.generated)
        row.activities, row.whole = file.activities, not file.problems
        row.problems = dict(self._problems.problems)
        row.trouble = " ".join(problem.words for problem in file.problems)
        row.save()
        self._report.activities += file.activities
        self._report.problems.update(row.problems)
        self._report.tell_trouble(row.name, row.trouble)
        gone = 0 if file.problems or self._is_stale() else self._mark_gone()
        self._report.gone += gone
        record(
            stream="projects", name="project file read", subject=row.name[-_SUBJECT:], actor=SYSTEM,
            activities=row.activities, kept=row.kept, gone=gone, whole=row.whole,
        )  # fmt: skip

    def _mark_gone(self) -> int:
        """Mark what an earlier file of this name held, of the same reporters, and none holds now.

        A file that breaks off or holds nothing at all proves nothing.
        """
        before = ProjectSighting.objects.filter(
            name=self._row.name,
            project__country=self._asked.country,
            project__reporter__in=self._file.reporters,
        ).exclude(file=self._row)
        lost = list(before.values_list("project_id", flat=True))
        before.delete()
        held = ProjectSighting.objects.filter(project=OuterRef("pk"))
        gone = Project.objects.filter(~Exists(held), pk__in=lost, gone_since=None)
        return gone.update(gone_since=timezone.now())


def _newest(row: ProjectFile) -> datetime | None:
    """When the newest state of a file that was read before was written."""
    others = ProjectFile.objects.filter(name=row.name, country=row.country).exclude(pk=row.pk)
    newest: datetime | None = others.aggregate(newest=Max("generated"))["newest"]
    return newest


def _there(batch: Sequence[Kept], country: str) -> dict[tuple[str, str], Project]:
    rows = Project.objects.filter(
        country=country, identifier__in={one.key[0] for one in batch}
    ).only("identifier", "reporter", "digest", "last_updated")
    return {(row.identifier, row.reporter): row for row in rows}


def _put(wanted: Iterable[Kept], file: ProjectFile, report: ImportReport) -> list[int]:
    """Write activities and their money in place of what was there of them; their numbers."""
    now, every = timezone.now(), list(wanted)
    if not every:
        return []
    rows = Project.objects.bulk_create(
        [Project(**one.fields, file=file, read_at=now, gone_since=None) for one in every],
        update_conflicts=True,
        unique_fields=["country", "identifier", "reporter"],
        update_fields=[*(set(every[0].fields) - _KEYS), "file", "read_at", "gone_since"],
    )
    ProjectMoney.objects.filter(project__in=rows).delete()
    for amount in _copy_money(zip((row.pk for row in rows), every, strict=True)):
        report.money += 1
        report.not_in_euro += amount["euro"] is None
    return [row.pk for row in rows]


def _copy_money(rows: Iterable[tuple[int, Kept]]) -> Iterator[dict[str, Any]]:
    """Write amounts by COPY, which takes half the time of INSERT; each is given back."""
    columns = ", ".join(("project_id", *_COLUMNS))
    statement = f"COPY {ProjectMoney._meta.db_table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for project, one in rows:
            for amount in one.money:
                said = _BLANK | amount | {"facts": json.dumps(amount["facts"])}
                copy.write_row([project, *(said[name] for name in _COLUMNS)])
                yield amount


def _batches(rows: Iterable[Kept], size: int) -> Iterator[list[Kept]]:
    """Some activities at a time, fewer where they have many amounts, so that memory stays flat."""
    batch: list[Kept] = []
    weight = 0
    for one in rows:
        batch.append(one)
        weight += 1 + len(one.money) // _LIGHT
        if weight >= size:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch
