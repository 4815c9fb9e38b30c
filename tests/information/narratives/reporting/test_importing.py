"""A CSV file of reports is read row by row: what is bad is named, the rest is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from wayforward.core.spreadsheets import BadRow
from wayforward.information.narratives.reporting.importing import (
    ReportFileError,
    Row,
    count_rows,
    read_rows,
)
from wayforward.information.narratives.rules import Channel

TODAY = date(2026, 6, 30)


def _file(folder: Path, content: str | bytes) -> Path:
    path = folder / "reports.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def _read(folder: Path, content: str | bytes) -> list[Row | BadRow]:
    return list(read_rows(_file(folder, content), today=TODAY))


def test_row_has_what_its_columns_say(tmp_path: Path) -> None:
    rows = _read(
        tmp_path,
        "Province,day,channel,language,text\n"
        'هرات,1405-03-10,Word of mouth,dari,"آلمان، به هر فامیل خانه می‌دهد"\n',
    )

    assert rows == [
        Row(2, "آلمان، به هر فامیل خانه می‌دهد", "fa-af", Channel.WORD_OF_MOUTH,
            date(2026, 5, 31), "AF-HER")
    ]  # fmt: skip


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_file_of_a_spreadsheet_is_read(tmp_path: Path, mark: bytes, delimiter: str) -> None:
    content = mark + f"text{delimiter}channel\r\na house{delimiter}tiktok\r\n".encode()

    assert _read(tmp_path, content) == [Row(2, "a house", "", Channel.TIKTOK, TODAY, "")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",,,,", None),
        (",en,,,", "the text is empty."),
        ("x,xx-9,,,", "the language 'xx-9' is none: write a code such as fa-af, ps or en."),
        ("x,call 0701234567 now,,,", "the language 'call [phone] now' is none: write a code"),
        ("x,en,pigeon,,", "the channel 'pigeon' is none of facebook"),
        ("x,en,,soon,", "the day 'soon' is none: write it as 2026-05-31 or 1405-03-10."),
        ("x,en,,2026-13-01,", "the day '2026-13-01' is none"),
        ("x,en,,2026-07-01,", "the day '2026-07-01' is still to come."),
        ("x,en,,1999-12-31,", "the day '1999-12-31' is before 2000."),
        ("x,en,,,Atlantis", "the province 'Atlantis' is none of the 34"),
        ("x" * 4001 + ",,,,", "the text is longer than 4000 characters."),
    ],
)
def test_bad_row_is_one_sentence_with_its_number_and_stops_nothing(
    tmp_path: Path, row: str, said: str | None
) -> None:
    rows = _read(tmp_path, f"text,language,channel,day,province\nfirst\n{row}\nlast\n")

    good = [one for one in rows if isinstance(one, Row)]
    bad = [one for one in rows if isinstance(one, BadRow)]
    assert [(one.number, one.text) for one in good] == [(2, "first"), (4, "last")]
    assert [str(one).startswith(f"Row 3: {said}") for one in bad] == (
        [] if said is None else [True]
    )


def test_text_with_a_comma_outside_quotes_is_not_cut_short(tmp_path: Path) -> None:
    rows = _read(tmp_path, "text\nthey give a house, if you pay\nthey give a house,\n")

    assert str(rows[0]) == (
        "Row 2: it is not CSV (more cells than columns: put a text with commas in quotes)."
    )
    assert isinstance(rows[1], Row)


def test_row_that_is_no_utf8_is_left_out(tmp_path: Path) -> None:
    rows = _read(tmp_path, b"text\nfine\n\xe9t\xe9\n")

    assert isinstance(rows[0], Row)
    assert str(rows[1]).startswith("Row 3: the text holds characters that are no UTF-8")


@pytest.mark.parametrize("content", ["", "words\nx\n", "a,b\n"])
def test_file_without_the_column_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    with pytest.raises(ReportFileError, match="has no column `text`"):
        _read(tmp_path, content)


def test_rows_are_counted_without_the_heading_and_empty_ones(tmp_path: Path) -> None:
    assert count_rows(_file(tmp_path, 'text\none\n\n"two\nlines"\n')) == 2
