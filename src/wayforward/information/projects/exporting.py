"""Projects out again: as JSON lines of all that is kept, as a table, as an IATI file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import BinaryIO

from wayforward.information.projects import iati_writing
from wayforward.information.projects.activities import Activity
from wayforward.information.projects.iati_writing import Written
from wayforward.information.projects.models import Project
from wayforward.information.projects.presenting import line_to_dict, whole_to_dict
from wayforward.information.projects.queries import Shown, Wish, projects, shown, wholes

_ROWS = 200


class Format(StrEnum):
    """How projects are given out."""

    CSV = "csv"
    JSON = "json"
    IATI = "iati"


def export(wish: Wish, form: Format, file: BinaryIO, *, language: str, now: datetime) -> Written:
    """Write the projects that fit into a file, in constant memory.

    IATI leaves out what its schema would refuse; the others leave out nothing. Raises RuleSetError.
    """
    rows = projects(wish).select_related("file").iterator(_ROWS)
    if form is Format.IATI:
        return iati_writing.write(_activities(rows, now.date(), language), file, now)
    if form is Format.JSON:
        return _write_json(rows, file, now.date(), language)
    return _write_csv(rows, file, now.date(), language)


def _activities(rows: Iterable[Project], today: date, language: str) -> Iterator[Activity]:
    return (one.activity for one in wholes(rows, language=language, today=today))


def _write_json(rows: Iterable[Project], file: BinaryIO, today: date, language: str) -> Written:
    """A list with one project a line."""
    done = Written()
    file.write(b"[")
    for one in wholes(rows, language=language, today=today):
        written = json.dumps(whole_to_dict(one, language), ensure_ascii=False)
        file.write((",\n" if done.activities else "\n").encode() + written.encode())
        done.activities += 1
    file.write(b"\n]\n")
    return done


def _write_csv(rows: Iterable[Project], file: BinaryIO, today: date, language: str) -> Written:
    """One project a line; lists are parted by a semicolon."""
    done = Written()
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    table: csv.DictWriter[str] | None = None
    for one in _shown(rows, today, language):
        line = {name: _cell(value) for name, value in line_to_dict(one, language).items()}
        if table is None:
            table = csv.DictWriter(text, list(line))
            table.writeheader()
        table.writerow(line)
        done.activities += 1
    text.detach()
    return done


def _shown(rows: Iterable[Project], today: date, language: str) -> Iterator[Shown]:
    """As a list shows them, some at a time."""
    rest = iter(rows)
    while some := list(islice(rest, _ROWS)):
        yield from shown(some, language=language, today=today)


def _cell(value: object) -> str:
    """A cell; one that a spreadsheet would take for a formula is put in quotes first."""
    said = ";".join(map(str, value)) if isinstance(value, list) else str(value if value else "")
    if isinstance(value, bool):
        said = "yes" if value else "no"
    return f"'{said}" if said.startswith(("=", "+", "-", "@", "\t", "\r")) else said
