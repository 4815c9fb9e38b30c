"""Whatever is changed in an export is named by its verifier, in one sentence that says what."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.information.sources.evidence.export_files import (
    Row,
    change_rows,
    rows_of,
    write_rows,
)

from wayforward.information.sources.evidence.outside.export import FORMAT, check, shown
from wayforward.information.sources.evidence.outside.warc import document

pytestmark = pytest.mark.django_db


def _drop_and_count_again(folder: Path) -> None:
    change_rows(folder, "manifest.jsonl", lambda rows: rows.pop(0))
    about = json.loads((folder / "export.json").read_text())
    (folder / "export.json").write_text(json.dumps({**about, "captures": 5}))


def _byte_of_a_file(folder: Path) -> None:
    file = folder / rows_of(folder, "manifest.jsonl")[0]["warc"]
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def _file_written_anew(replaced: bytes, by: bytes) -> Callable[[Path], None]:
    """A forger's work: the file unpacked, changed, packed again, its fingerprint corrected."""

    def change(folder: Path) -> None:
        rows = rows_of(folder, "manifest.jsonl")
        file = folder / rows[0]["warc"]
        plain = gzip.decompress(file.read_bytes())
        assert replaced in plain
        file.write_bytes(gzip.compress(plain.replace(replaced, by)))
        rows[0]["warc_sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
        write_rows(folder, "manifest.jsonl", rows)

    return change


def _forged_body(folder: Path) -> None:
    """The same, with the manifest made to fit the forged document."""
    _file_written_anew(b"Words of day 0.", b"Words of day 9.")(folder)
    rows = rows_of(folder, "manifest.jsonl")
    _headers, body = document((folder / rows[0]["warc"]).read_bytes(), rows[0]["size"])
    rows[0]["sha256"] = hashlib.sha256(body).hexdigest()
    write_rows(folder, "manifest.jsonl", rows)


def _forged_date(folder: Path) -> None:
    _file_written_anew(b"2025-03-01T00:00:00", b"2025-02-01T00:00:00")(folder)
    change_rows(
        folder,
        "manifest.jsonl",
        lambda rows: rows[0].update(fetched_at="2025-02-01T00:00:00.000000Z"),
    )


def _cut(name: str, keep: Callable[[int], int]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        file = folder / (rows_of(folder, "manifest.jsonl")[0]["warc"] if name == "warc" else name)
        data = file.read_bytes()
        file.write_bytes(data[: keep(len(data))])

    return change


def _swap_lines(rows: list[Row]) -> None:
    rows[1], rows[2] = rows[2], rows[1]


def _swap_dates(rows: list[Row]) -> None:
    _swap_lines(rows)
    rows[1]["day"], rows[2]["day"] = rows[2]["day"], rows[1]["day"]


def _in(name: str, change: Callable[[list[Row]], object]) -> Callable[[Path], None]:
    return lambda folder: change_rows(folder, name, change)


def _move_stamp(folder: Path) -> None:
    shutil.copyfile(folder / "stamps/2025-03-12.tsr", folder / "stamps/2025-03-13.tsr")


TAMPERED: dict[str, tuple[Callable[[Path], object], str]] = {
    "byte of a file": (_byte_of_a_file, "was changed since it was exported: the capture of https"),
    "file cut": (_cut("warc", lambda size: size - 20), "was changed since it was exported"),
    "file forged": (
        _file_written_anew(b"Words of day 0.", b"Words of day 9."),
        "does not hold the document the manifest names",
    ),
    "file and manifest forged": (_forged_body, "does not stand in the digest of 2025-03-10"),
    "date in a file": (
        _file_written_anew(b"2025-03-01T00:00:00", b"2025-02-01T00:00:00"),
        "says it was fetched at 2025-02-01T00:00:00.000000Z",
    ),
    "date in file and manifest": (_forged_date, "does not stand in the digest of 2025-03-10"),
    "address in a file": (
        _file_written_anew(b"https://authority.example/", b"https://authority.invalid/"),
        "says it came from https://authority.invalid/",
    ),
    "file gone": (
        lambda folder: (folder / rows_of(folder, "manifest.jsonl")[0]["warc"]).unlink(),
        "is missing: the capture of https://authority.example/",
    ),
    "file that is no archive": (
        _file_written_anew(b"WARC/1.1", b"WORK/1.1"), "is damaged or cut off"
    ),
    "file outside": (
        _in("manifest.jsonl", lambda rows: rows[0].update(warc="../authority.pem")),
        "names a file outside itself",
    ),
    "capture dropped": (
        _in("manifest.jsonl", lambda rows: rows.pop(0)), "its manifest names 5"
    ),
    "capture dropped and uncounted": (
        _drop_and_count_again, "On 2025-03-10 3 captures were recorded, and the"
    ),
    "capture twice": (
        _in("manifest.jsonl", lambda rows: rows.__setitem__(1, rows[0])),
        "Line 2 of manifest.jsonl repeats a capture of 2025-03-10",
    ),
    "fetch date": (
        _in("manifest.jsonl", lambda rows: rows[0].update(fetched_at="2020-01-01T00:00:00Z")),
        "the manifest says 2020-01-01",
    ),
    "day of a capture": (
        _in("manifest.jsonl", lambda rows: rows[0].update(day="2025-03-11")),
        "does not stand in the digest of 2025-03-11",
    ),
    "day that is not there": (
        _in("manifest.jsonl", lambda rows: rows[0].update(day="2020-01-01")),
        "There is no digest of 2020-01-01",
    ),
    "source of a capture": (
        _in("manifest.jsonl", lambda rows: rows[0].update(source="somebody-else")),
        "does not stand in the digest of 2025-03-10",
    ),
    "manifest cut": (_cut("manifest.jsonl", lambda size: size - 40), "is cut off or damaged"),
    "manifest without a field": (
        _in("manifest.jsonl", lambda rows: rows[2].pop("proof")),
        "Line 3 of manifest.jsonl is damaged",
    ),
    "days swapped": (
        _in("digests.jsonl", _swap_lines), "2025-03-11 should follow, but 2025-03-12 stands"
    ),
    "days swapped with their dates": (
        _in("digests.jsonl", _swap_dates), "The digest of 2025-03-11 does not fit its own date"
    ),
    "day dropped": (
        _in("digests.jsonl", lambda rows: rows.pop(1)), "2025-03-11 should follow, but 2025-03-12"
    ),
    "date of a day": (
        _in("digests.jsonl", lambda rows: rows[0].update(day="2025-03-09")),
        "The digest of 2025-03-09 does not fit its own date",
    ),
    "first days dropped": (
        _in("digests.jsonl", lambda rows: rows.pop(0)), "The chain of days breaks at 2025-03-11"
    ),
    "number of a day": (
        _in("digests.jsonl", lambda rows: rows[0].update(captures=2)),
        "The digest of 2025-03-10 does not fit",
    ),
    "digests cut": (_cut("digests.jsonl", lambda size: size - 9), "digests.jsonl is cut off"),
    "digests gone": (lambda folder: (folder / "digests.jsonl").unlink(), "is missing"),
    "digests empty": (lambda folder: (folder / "digests.jsonl").write_text(""), "is empty"),
    "stamp of another day": (_move_stamp, "The time stamp of 2025-03-13 was set on something else"),
    "stamp cut": (
        _cut("stamps/2025-03-13.tsr", lambda size: size // 2),
        "The time stamp of 2025-03-13 is missing or damaged",
    ),
    "stamp gone": (
        lambda folder: (folder / "stamps/2025-03-13.tsr").unlink(),
        "The time stamp of 2025-03-13 is missing or damaged",
    ),
    "export unfinished": (
        lambda folder: (folder / "export.json").unlink(), "holds no finished export"
    ),
    "export without its days": (
        lambda folder: (folder / "export.json").write_text(json.dumps({"format": FORMAT})),
        "lacks its days or its number",
    ),
    "export of another kind": (
        lambda folder: (folder / "export.json").write_text("{}"), "no export that this"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the export stays that the first test makes, for the others to copy."""
    return tmp_path_factory.mktemp("kept") / "export"


@pytest.fixture
def folder(kept: Path, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An export of the test's own."""
    if not kept.exists():
        shutil.copytree(request.getfixturevalue("exported"), kept)
    return shutil.copytree(kept, tmp_path / "tampered")


@pytest.mark.parametrize("name", TAMPERED)
def test_tampered_export_is_named(folder: Path, name: str) -> None:
    tamper, named = TAMPERED[name]
    tamper(folder)

    report = check(folder, openssl="not used here")

    assert named in report.fault
    assert "DOES NOT HOLD" in shown(report)
