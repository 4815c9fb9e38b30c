"""Exports: what is in them, that they hold, and that whatever is changed in one is named."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from tests.information.sources.evidence import timestamp_server, world
from tests.information.sources.evidence.export_files import rows_of
from tests.information.sources.serving import HOST, Site, fetcher_for

from wayforward.information.sources import actions as sources
from wayforward.information.sources.capturing import CaptureStore
from wayforward.information.sources.evidence.actions import make_digests, stamp_digests
from wayforward.information.sources.evidence.exporting import (
    ExportRefusedError,
    ExportReport,
    Wish,
    export,
)
from wayforward.information.sources.evidence.outside.export import check
from wayforward.information.sources.evidence.stamping import StampServer
from wayforward.information.sources.models import Capture, Publisher, Source

pytestmark = pytest.mark.django_db
Days = list[list[Capture]]
needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="the program openssl is not installed"
)


def _pythons() -> list[str]:
    """This Python, and older and newer ones that happen to be installed and to start."""
    found = [shutil.which(f"python3.{minor}") for minor in range(9, 16)]
    works = [
        path
        for path in found
        if path
        and subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0
    ]
    return [sys.executable, *works]


def test_export_holds_by_its_own_verifier_as_a_program(exported: Path) -> None:
    for python in _pythons():
        done = subprocess.run(
            [python, "-I", "-S", "-W", "error", str(exported / "verify.py")],
            capture_output=True, text=True, check=False,
        )  # fmt: skip

        assert done.returncode == 0, python + done.stdout + done.stderr
        assert done.stdout.endswith("Everything that was checked holds.\n")
        assert "holds: No capture recorded on these 4 days was left out." in done.stdout
        assert done.stderr == ""


def test_export_has_files_for_people_and_for_programs(exported: Path) -> None:
    names = sorted(path.name for path in exported.iterdir())
    readme = (exported / "README.txt").read_text("utf-8")

    assert names == [
        "README.txt", "captures", "digests.jsonl", "export.json", "manifest.jsonl", "stamps",
        "verify.py",
    ]  # fmt: skip
    assert sorted(path.name for path in (exported / "stamps").iterdir()) == [
        "2025-03-12.tsr", "2025-03-13.tsr", "certificates.pem",
    ]  # fmt: skip
    for word in ("python3 verify.py", "بررسی", "کتنه"):
        assert word in readme
    assert len(rows_of(exported, "manifest.jsonl")) == 6
    for file in exported.rglob("*.warc.gz"):
        with file.open("rb") as stream:
            assert len(list(ArchiveIterator(stream, parse_http=False))) == 3


def test_sound_export_holds_and_says_what_it_shows(exported: Path) -> None:
    seen: list[tuple[int, int]] = []

    report = check(exported, say=lambda done, total: seen.append((done, total)))

    said = "\n".join(report.holds)
    assert report.fault == ""
    assert "Everything recorded up to 2025-03-13 existed at the latest on" in said
    assert "2 of the 4 days of this export have one of their own" in said
    assert seen[-1] == (6, 6)


@needs_openssl
def test_signatures_are_checked_where_openssl_is_there(exported: Path) -> None:
    report = check(exported)

    assert any(
        sentence.startswith("The signatures of the time stamps") for sentence in report.holds
    )
    assert any("came with the export" in note for note in report.notes)


@needs_openssl
def test_forged_signature_is_named(exported: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    other.write_bytes(timestamp_server.authority().pem())

    report = check(exported, other)

    assert "The signature of the time stamp of 2025-03-12 does not hold" in report.fault


def test_without_openssl_the_way_to_check_is_shown(exported: Path) -> None:
    report = check(exported, openssl="no-such-program")

    assert report.fault == ""
    assert any("openssl ts -verify -digest" in note for note in report.notes)


def test_export_without_time_stamps_says_what_it_rests_on(closed: Days, tmp_path: Path) -> None:
    export(tmp_path / "export", Wish())

    report = check(tmp_path / "export")

    assert report.fault == ""
    assert any("rests on our word" in note for note in report.notes)
    assert not (tmp_path / "export" / "stamps").exists()


def test_export_of_some_days_is_covered_by_a_later_stamp(
    closed: Days, server: StampServer, tmp_path: Path
) -> None:
    stamp_digests(server=server, most=1)

    done = export(tmp_path / "export", Wish(world.day(1), world.day(1)))
    report = check(tmp_path / "export")

    assert (done.captures, done.stamps) == (2, 1)
    assert report.fault == ""
    assert any("No capture recorded on these 1 days" in sentence for sentence in report.holds)
    assert any("up to 2025-03-13 existed" in sentence for sentence in report.holds)


def test_export_whose_last_days_have_no_stamp_says_so(
    closed: Days, server: StampServer, tmp_path: Path
) -> None:
    stamp_digests(server=server, most=1)
    world.record(tmp_path, 4, "z")
    make_digests(now=world.morning(5))

    export(tmp_path / "export", Wish())

    report = check(tmp_path / "export")
    assert any("covers the days after 2025-03-13" in note for note in report.notes)


def test_export_of_one_source_says_what_it_cannot_show(closed: Days, tmp_path: Path) -> None:
    key = closed[0][0].source.key

    done = export(tmp_path / "export", Wish(source=key))
    report = check(tmp_path / "export")

    assert done.captures == 2
    assert report.fault == ""
    assert any("cannot be shown" in note for note in report.notes)


def test_export_after_a_source_was_deleted_holds_and_says_so(closed: Days, tmp_path: Path) -> None:
    closed[0][0].source.delete()

    done = export(tmp_path / "export", Wish())
    report = check(tmp_path / "export")

    assert (done.captures, done.gone) == (4, 2)
    assert report.fault == ""
    assert any("2 captures of these days are no longer kept" in note for note in report.notes)


def test_export_names_captures_that_are_damaged_or_do_not_fit(
    closed: Days, captures: CaptureStore, tmp_path: Path
) -> None:
    missing, changed = closed[0][0], closed[0][1]
    (captures.folder / missing.warc).unlink()
    Capture.objects.filter(pk=changed.pk).update(size=1)

    done = export(tmp_path / "export", Wish())

    assert len(done.problems) == 2
    assert missing.warc in done.problems[0]
    assert changed.source.key in done.problems[1]
    assert "is missing" in check(tmp_path / "export").fault


def test_export_leaves_out_what_waits_for_its_digest(closed: Days, tmp_path: Path) -> None:
    world.record(tmp_path, 4, "z")

    assert export(tmp_path / "export", Wish()).without_digest == 1
    assert export(tmp_path / "other", Wish(last=world.day(3))).without_digest == 0


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (Wish(source="nobody"), "no source 'nobody'"),
        (Wish(first=world.day(9)), "No digest was made for these days"),
    ],
)
def test_export_of_nothing_is_refused(
    closed: Days, tmp_path: Path, wish: Wish, reason: str
) -> None:
    with pytest.raises(ExportRefusedError, match=reason):
        export(tmp_path / "export", wish)

    assert not (tmp_path / "export").exists()


def test_export_into_a_folder_with_files_is_refused(closed: Days, tmp_path: Path) -> None:
    (tmp_path / "something").write_text("x")

    with pytest.raises(ExportRefusedError, match="not an empty folder"):
        export(tmp_path, Wish())


@pytest.mark.parametrize("packed", [False, True])
def test_export_of_fetched_pages_holds(
    site: Site, db: None, captures: CaptureStore, heard: list[int], tmp_path: Path, packed: bool
) -> None:
    publisher = Publisher.objects.create(key="p", names={"en": "P"}, tier="eu", hosts=[HOST])
    page = b"<html lang=en><main><h1>Help</h1><p>You may stay.</p></main>"
    site.page("/old", b"moved", 302, Location="/help")
    coding = {"Content_Encoding": "gzip"} if packed else {}
    site.page("/help", gzip.compress(page) if packed else page, **coding)
    Source.objects.create(
        key="p-help", publisher=publisher, url=site.url("/old"), language="en", tier="eu",
        origin="register",
    )  # fmt: skip
    sources.check_source(key="p-help", fetcher=fetcher_for(site))
    Capture.objects.update(recorded_at=world.morning(0))
    make_digests(now=world.morning(1))

    done: ExportReport = export(tmp_path / "export", Wish())

    assert done.captures == 1
    assert check(tmp_path / "export").fault == ""
    [row] = rows_of(tmp_path / "export", "manifest.jsonl")
    assert (row["url"], row["asked_for"]) == (site.url("/help"), site.url("/old"))


def test_export_of_a_day_without_captures_holds(
    heard: list[int], captures: CaptureStore, tmp_path: Path
) -> None:
    world.record(tmp_path, 0, "a")
    make_digests(now=world.morning(2))

    export(tmp_path / "export", Wish(first=world.day(1)))

    assert check(tmp_path / "export").fault == ""
