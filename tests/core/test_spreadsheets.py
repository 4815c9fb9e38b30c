"""CSV as spreadsheets save it: whatever stands in a file, each row is taken or named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.spreadsheets import (
    BadRow,
    BadRowError,
    Cells,
    Columns,
    count_rows,
    only_utf8,
    read_rows,
)


class FileRefusedError(ValueError):
    """The error of this test's files."""


COLUMNS = Columns(("text", "count"), ("text",), FileRefusedError)


def _row(number: int, cells: Cells) -> tuple[int, str, str]:
    if not cells["text"]:
        raise BadRowError("the text is empty.")
    only_utf8(cells["text"], "the text")
    return number, cells["text"], cells["count"]


def _read(folder: Path, content: str | bytes) -> list[tuple[int, str, str] | BadRow]:
    file = folder / "rows.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_rows(file, COLUMNS, _row))


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_come_in_any_order_by_any_mark(tmp_path: Path, mark: str) -> None:
    assert _read(tmp_path, f"\ufeffCount{mark} TEXT\n2{mark} a \n\n{mark}\n") == [(2, "a", "2")]


def test_bad_rows_are_named_by_their_number_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = _read(tmp_path, b"text,count\na,1,shifted\n,3\n\xff,1\nb,2\n")

    assert [one.number for one in rows if isinstance(one, BadRow)] == [2, 3, 4]
    assert "more cells than columns" in str(rows[0])
    assert str(rows[1]) == "Row 3: the text is empty."
    assert "UTF-8" in str(rows[2])
    assert rows[3] == (5, "b", "2")


def test_file_without_a_needed_column_or_without_being_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="has no column `text`"):
        _read(tmp_path, "count\n1\n")
    with pytest.raises(FileRefusedError, match="cannot be read"):
        count_rows(tmp_path / "none.csv", COLUMNS)


@given(rows=st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=8))
def test_whatever_follows_the_heading_each_row_is_taken_or_named(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    found = _read(folder, "text,count\n" + "\n".join(rows))

    assert len(found) == count_rows(folder / "rows.csv", COLUMNS)
