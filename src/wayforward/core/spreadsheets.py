"""CSV files as spreadsheets save them, row by row: a bad row is a sentence, never an end.

What a row has to hold is its caller's.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

_DELIMITERS = ",;\t"
_NOT_UTF8 = "\ufffd"
_TOO_MANY = "more cells than columns: put a text with commas in quotes"

Cells = Mapping[str, str]  # column -> cell
R = TypeVar("R")


class BadRowError(ValueError):
    """A row cannot be taken; the sentence says why."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out, and why. `number` is the row's in a spreadsheet, the heading's 1."""

    number: int
    why: str

    def __str__(self) -> str:
        return f"Row {self.number}: {self.why}"


@dataclass(frozen=True, slots=True)
class Columns:
    """What a file's first row has to name, in any order; `refuse` makes the error of the file."""

    names: Sequence[str]
    needed: Sequence[str]
    refuse: Callable[[str], Exception]


def read_rows(path: Path, columns: Columns, row: Callable[[int, Cells], R]) -> Iterator[R | BadRow]:
    """Every row in order, as `row` makes it of its number and cells; it may raise BadRowError.

    Raises what `columns.refuse` makes where the file as a whole cannot be read.
    """
    for number, cells in _records(path, columns):
        try:
            if isinstance(cells, csv.Error):
                raise BadRowError(f"it is not CSV ({cells}).")
            yield row(number, {name: cells.get(name, "").strip() for name in columns.names})
        except BadRowError as problem:
            yield BadRow(number, str(problem))


def count_rows(path: Path, columns: Columns) -> int:
    """How many rows follow the heading. Raises as `read_rows` does."""
    return sum(1 for _ in _records(path, columns))


def only_utf8(cell: str, what: str) -> None:
    """Raise BadRowError where a cell was not saved as UTF-8; `what` begins the sentence."""
    if _NOT_UTF8 in cell:
        raise BadRowError(f"{what} holds characters that are no UTF-8: save the file as UTF-8.")


def _records(path: Path, columns: Columns) -> Iterator[tuple[int, Cells | csv.Error]]:
    """Number and cells by column; an error in place of a row that is no CSV."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            line = file.readline()
            file.seek(0)
            rows = csv.reader(file, delimiter=max(_DELIMITERS, key=line.count))
            yield from _numbered(rows, _heading(path, next(rows, []), columns))
    except (OSError, csv.Error) as problem:
        raise columns.refuse(f"{path.name} cannot be read ({problem}).") from problem


def _numbered(
    rows: Iterator[list[str]], heading: list[str]
) -> Iterator[tuple[int, Cells | csv.Error]]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as problem:
            yield number, problem
            continue
        if any(cell.strip() for cell in cells[len(heading) :]):
            yield number, csv.Error(_TOO_MANY)
        elif any(cell.strip() for cell in cells):
            yield number, dict(zip(heading, cells, strict=False))


def _heading(path: Path, cells: list[str], columns: Columns) -> list[str]:
    heading = [cell.strip().casefold() for cell in cells]
    missing = [name for name in columns.needed if name not in heading]
    if missing:
        raise columns.refuse(
            f"{path.name} has no column `{missing[0]}`: name the columns in the first row"
            f" ({', '.join(columns.names)}) and save it as CSV in UTF-8."
        )
    return heading
