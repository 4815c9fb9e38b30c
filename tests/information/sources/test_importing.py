"""Mirrors are read without trusting them: hostile manifests and files, one problem each."""

from __future__ import annotations

import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.sources.importing import (
    NoMirrorError,
    SavedPage,
    open_mirror,
    open_page,
)
from wayforward.information.sources.manifest import (
    LONGEST_LINE,
    Entry,
    Problem,
    ProblemKind,
    read_line,
    read_manifest,
)

NOW = datetime(2026, 11, 23, tzinfo=UTC)
GOOD = {"file": "a.html", "url": "https://a.example/a", "title": "A", "language": "en"}


def _line(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}, ensure_ascii=False).encode() + b"\n"


def _read(data: bytes) -> list[Entry | Problem]:
    return list(read_manifest(io.BytesIO(data), NOW))


def test_read_line_full_line_understood() -> None:
    entry = read_line(
        1,
        _line(
            language="prs", publisher="P", twin="t", fetched_at="2025-01-02T03:04:05+01:00",
            modified="2024-05-06", title="نام می‌دهد",
        ),
        NOW,
    )  # fmt: skip

    assert entry == Entry(
        line=1, file="a.html", url="https://a.example/a", title="نام می‌دهد", language="fa-af",
        publisher="P", document="t", modified=datetime(2024, 5, 6, tzinfo=UTC),
        fetched_at=datetime(2025, 1, 2, 2, 4, 5, tzinfo=UTC),
    )  # fmt: skip


def test_read_line_page_number_and_city_name_the_document() -> None:
    entry = read_line(1, _line(page=17, city="town"), NOW)

    assert isinstance(entry, Entry)
    assert entry.document == "town/17"


HOSTILE = [
    b"not json\n",
    b"[1, 2]\n",
    b"null\n",
    b'"text"\n',
    b"[" * 5000 + b"\n",
    b'{"file": "a.html"}\n',
    b'{"url": "https://a.example/"}\n',
    b"\xff\xfe\x00\n",
    _line(file="../../etc/passwd"),
    _line(file="/etc/passwd"),
    _line(file="a/../../b.html"),
    _line(file="..\\b.html"),
    _line(file="C:\\b.html"),
    _line(file="a\x00b.html"),
    _line(file=17),
    _line(file=["a.html"]),
    _line(file=""),
    _line(url="file:///etc/passwd"),
    _line(url="javascript:alert(1)"),
    _line(url="https://user:word@a.example/"),
    _line(url="http://2130706433/"),
    _line(url=None),
    _line(title={"en": "A"}),
    _line(title="x" * 5000),
    _line(title="a\x1b[31m"),
    _line(language="<script>"),
    _line(publisher=5),
    _line(page=True),
    _line(page={"a": 1}),
    _line(fetched_at="yesterday"),
    _line(fetched_at=1700000000),
    _line(fetched_at="2099-01-01"),
    _line(fetched_at="0001-01-01T00:00:00Z"),
    _line(fetched_at="9999-12-31T23:59:59-23:00"),
]


@pytest.mark.parametrize("line", HOSTILE)
def test_read_manifest_hostile_line_is_one_problem_and_the_rest_goes_on(line: bytes) -> None:
    bad, good = _read(line + _line())

    assert isinstance(bad, Problem)
    assert bad.kind == ProblemKind.MANIFEST_LINE
    assert str(bad).startswith("line 1: ")
    assert "\n" not in str(bad)
    assert isinstance(good, Entry)


def test_read_manifest_endless_line_skipped_without_filling_memory() -> None:
    bad, good = _read(b'{"file": "' + b"a" * (5 * LONGEST_LINE) + b'"}\n' + _line())

    assert isinstance(bad, Problem)
    assert isinstance(good, Entry)
    assert good.line == 2


def test_read_manifest_same_address_twice_is_duplicate_unless_dated() -> None:
    found = _read(
        _line() + _line() + _line(fetched_at="2020-01-01") + _line(fetched_at="2021-01-01")
    )

    assert [type(entry) for entry in found] == [Entry, Problem, Entry, Entry]


def test_read_manifest_empty_lines_passed_over() -> None:
    assert len(_read(b"\n\n" + _line() + b"  \n")) == 1


@given(st.binary(max_size=400))
def test_read_manifest_any_bytes_give_entries_or_problems(data: bytes) -> None:
    assert all(isinstance(found, Entry | Problem) for found in _read(data))


# ---- files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A mirror with one good page, beside it a secret."""
    mirror = tmp_path / "mirror"
    mirror.mkdir()
    (tmp_path / "secret.html").write_text("<html><p>secret</p>")
    (mirror / "a.html").write_text("<html><p>Page.</p></html>")
    (mirror / "manifest.jsonl").write_bytes(_line())
    return mirror


def _open(folder: Path, file: str) -> SavedPage | Problem:
    return open_page(folder, Entry(1, file, "https://a.example/a"), NOW)


def test_open_page_good_file_opened(folder: Path) -> None:
    page = _open(folder, "a.html")

    assert isinstance(page, SavedPage)
    assert page.media_type == "text/html"
    assert page.as_of <= NOW


def test_open_page_link_out_of_the_folder_refused(folder: Path) -> None:
    (folder / "link.html").symlink_to(folder.parent / "secret.html")
    (folder / "up").symlink_to(folder.parent)

    for name in ("link.html", "up/secret.html"):
        page = _open(folder, name)
        assert isinstance(page, Problem)
        assert page.kind == ProblemKind.OUTSIDE_FOLDER


def test_open_page_link_inside_the_folder_followed(folder: Path) -> None:
    (folder / "link.html").symlink_to(folder / "a.html")

    assert isinstance(_open(folder, "link.html"), SavedPage)


def test_open_page_special_files_refused(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "sub").mkdir()

    for name in ("pipe", "sub", ".", "none.html", "a.html/b", "x" * 300):
        assert isinstance(_open(folder, name), Problem), name


def test_open_page_200_megabytes_left_unread(folder: Path) -> None:
    with (folder / "large.html").open("wb") as file:
        file.write(b"<html>")
        file.truncate(200 * 1024 * 1024)

    page = _open(folder, "large.html")

    assert isinstance(page, Problem)
    assert page.kind == ProblemKind.TOO_LARGE


@pytest.mark.parametrize("body", [b"", b"MZ\x90\x00<html>", b"<html>" + bytes(range(256)) * 9])
def test_open_page_empty_or_binary_refused(folder: Path, body: bytes) -> None:
    (folder / "bad.html").write_bytes(body)

    page = _open(folder, "bad.html")

    assert isinstance(page, Problem)
    assert page.kind == ProblemKind.UNREADABLE


def test_open_mirror_states_of_a_page_oldest_first(folder: Path) -> None:
    lines = [_line(file=f"{year}.html", fetched_at=f"{year}-01-01") for year in (2022, 2020, 2021)]
    (folder / "manifest.jsonl").write_bytes(b"".join(lines) + b"broken\n")

    mirror = open_mirror(folder, NOW)

    assert [entry.file for entry in mirror.entries] == ["2020.html", "2021.html", "2022.html"]
    assert len(mirror.problems) == 1


def test_open_mirror_without_manifest_refused(tmp_path: Path) -> None:
    with pytest.raises(NoMirrorError, match=r"manifest\.jsonl"):
        open_mirror(tmp_path, NOW)
