"""Reading and changing the files of an export."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def rows_of(folder: Path, name: str) -> list[Row]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def write_rows(folder: Path, name: str, rows: list[Row]) -> None:
    """Write a JSON lines file."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    (folder / name).write_text("".join(lines), "utf-8")


def change_rows(folder: Path, name: str, change: Callable[[list[Row]], object]) -> None:
    """Change the objects of a JSON lines file."""
    rows = rows_of(folder, name)
    change(rows)
    write_rows(folder, name, rows)
