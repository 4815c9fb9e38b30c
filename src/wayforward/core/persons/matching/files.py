"""Records read from a CSV file, one row each, and what was linked written back as one.

Columns, in any order: `name` has to be there; `id`, `father`, `grandfather`, `born`, `province` and
`district` may be. An empty cell is unknown.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wayforward.core.persons.matching.births import UnreadableBirthError, read_birth
from wayforward.core.persons.matching.comparing import Facts
from wayforward.core.persons.matching.linking import Link
from wayforward.core.persons.matching.places import Place, UnknownProvinceError, province_code
from wayforward.core.persons.matching.wording import worded

COLUMNS = ("id", "name", "father", "grandfather", "born", "province", "district")
_WRITTEN = ("one", "other", "score", "name_one", "name_other", "reasons")


class UnreadableFileError(ValueError):
    """The file cannot be linked; the message says which line or column and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: what it is called there, and what it says."""

    id: str
    facts: Facts


def read_rows(path: Path) -> list[Row]:
    """Every row of a CSV file in UTF-8. Raises UnreadableFileError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(_rows(csv.DictReader(file)))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise UnreadableFileError(
            f"{path.name} is no CSV file in UTF-8: save it as “CSV UTF-8” and try again."
        ) from problem


def _rows(reader: csv.DictReader[str]) -> Iterator[Row]:
    _check(list(reader.fieldnames or ()))
    for number, cells in enumerate(reader, 2):
        told = {name: (cells.get(name) or "").strip() for name in COLUMNS}
        try:
            yield Row(told["id"] or str(number), _facts(told))
        except (UnreadableBirthError, UnknownProvinceError) as problem:
            raise UnreadableFileError(f"Line {number}: {problem}") from problem


def _check(columns: Sequence[str]) -> None:
    listed = ", ".join(COLUMNS)
    if "name" not in columns:
        raise UnreadableFileError(f"The file has no column “name”: it may have {listed}.")
    if unknown := [name for name in columns if name not in COLUMNS]:
        raise UnreadableFileError(f"“{unknown[0]}” is no column we know: use {listed}.")


def _facts(told: dict[str, str]) -> Facts:
    return Facts(
        name=told["name"],
        father=told["father"],
        grandfather=told["grandfather"],
        birth=read_birth(told["born"]) if told["born"] else None,
        place=Place(province_code(told["province"]) if told["province"] else "", told["district"]),
    )


def write_links(path: Path, rows: Sequence[Row], found: Iterable[Link]) -> None:
    """The links as CSV: ids, score, names and the reasons in words."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_WRITTEN)
        for link in found:
            one, other = rows[link.one], rows[link.other]
            reasons = "; ".join(worded(r) for r in link.comparison.reasons if r.bits)
            cells = (one.id, other.id, one.facts.name, other.facts.name, reasons)
            safe = [_harmless(cell) for cell in cells]
            writer.writerow((*safe[:2], link.comparison.score, *safe[2:]))


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
