"""The verb `import`: IATI files into the database, in constant memory, one transaction a file.

Safe to repeat: a file that did not change is not read again, an activity that did not change is
not written again, and what left its publisher's newest file is marked, never deleted.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from wayforward.information.projects.activities import Problem, ProblemKind
from wayforward.information.projects.iati import Bytes
from wayforward.information.projects.import_report import ImportReport
from wayforward.information.projects.models import ProjectFile
from wayforward.information.projects.placing import Placing, placing_here
from wayforward.information.projects.queries import country_of
from wayforward.information.projects.rates_actions import rates_of_today
from wayforward.information.projects.recording import Reading
from wayforward.information.projects.storing import READER, Asked
from wayforward.information.projects.validating import Schema
from wayforward.memory import peak_megabytes
from wayforward.progress import Advance

_PIECE = 1 << 20
_KB = 1024
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('projects import'), 0)"


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
    placing: Placing | None = None,
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
    asked = Asked(country_of(country), placing or placing_here(), rates_of_today(today), today)
    report = ImportReport(asked.country)
    files = _files(path, name)
    bar = _Bar(progress, sum(one.path.stat().st_size for one in files))
    for one in files:
        _import_file(one, asked, schema, report, bar)
    report.seconds = time.monotonic() - started
    report.peak_mb = peak_megabytes()
    return report


def _files(path: Path, name: str) -> list[_Found]:
    if path.is_file():
        return [_Found(path, name or _readable(path.name))]
    found = [
        _Found(one, _readable(one.relative_to(path).as_posix()))
        for one in sorted(path.rglob("*"))
        if one.suffix.lower() == ".xml" and one.is_file()
    ]
    if not found:
        raise NothingToImportError(
            f"{path} holds no .xml file. Name an IATI file, a folder with such files or an address."
        )
    return found


def _readable(name: str) -> str:
    """A name as text; what is none in it becomes question marks."""
    return name.encode("utf-8", "replace").decode()


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
        report.add(_read_file(one, asked, schema, bar))
    except OSError as error:
        report.note(Problem(ProblemKind.BROKEN_FILE, "", ""))
        report.troubles.append(f"{one.name}: it could not be read ({error.strerror}).")


def _read_file(one: _Found, asked: Asked, schema: Schema | None, bar: _Bar) -> ImportReport:
    """What this file alone came to. Raises OSError: then nothing of it is kept, nor counted."""
    report = ImportReport(asked.country)
    digest, size = _digest(one.path)
    with transaction.atomic(), one.path.open("rb") as file:
        with connection.cursor() as cursor:
            cursor.execute(_ONE_AT_A_TIME)
        before = _last_state(one.name, asked.country)
        if before is not None and _is_as_read(before, digest, schema):
            report.unchanged_files += 1
            bar.went(size)
            report.tell_trouble(before.name, before.trouble)
            return report
        row = ProjectFile.objects.create(
            name=one.name, sha256=digest, size=size, country=asked.country, reader=READER,
            by_schema=schema is not None,
        )  # fmt: skip
        Reading(row, asked, report).read(_Watched(file, bar), schema)
    return report


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


def _is_as_read(before: ProjectFile, digest: str, schema: Schema | None) -> bool:
    same = before.sha256 == digest and before.reader == READER
    return same and (before.by_schema or schema is None)
