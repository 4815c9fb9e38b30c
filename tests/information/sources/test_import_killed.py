"""An import killed with SIGKILL in its middle: run again, nothing is lost and nothing doubled."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest
from django.db.models import Count, Q
from tests.information.sources import processes
from tests.information.sources.mirrors import html, line, write_mirror

from wayforward.information.answers.models import Passage
from wayforward.information.sources.models import (
    Capture,
    Reading,
    Sentence,
    SentencePlace,
    Source,
    SourceCheck,
)
from wayforward.information.sources.verifying import verify_captures

PAGES = 500
_PATIENCE = 900  # seconds; a busy machine must not fail the test
_IMPORT = """
from pathlib import Path
from wayforward.information.sources.import_actions import import_folder
print(import_folder(path=Path(sys.argv[1])))
"""


def _mirror(folder: Path) -> Path:
    """500 pages in 250 documents of two states, so that a kill also meets changed pages."""
    pages, lines = {}, []
    for number in range(PAGES):
        name, year = f"{number}.html", 2020 + number % 2
        words = [f"Rule {number // 2} says {step}." for step in range(4)]
        pages[name] = html(f"Page {number // 2}", *words, f"Since {year}.")
        url = f"https://authority.example/{number // 2}"
        lines.append(line(name, url=url, fetched_at=f"{year}-01-01"))
    return write_mirror(folder, pages, lines)


def _start(mirror: Path, data: Path) -> subprocess.Popen[bytes]:
    return processes.start(_IMPORT, data, str(mirror))


def _kill_after(captures: int, mirror: Path, data: Path) -> None:
    process = _start(mirror, data)
    deadline = time.monotonic() + _PATIENCE
    while (
        Capture.objects.count() < captures
        and process.poll() is None
        and time.monotonic() < deadline
    ):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "the import ended before it could be killed"
    assert Capture.objects.count() >= captures


def _assert_whole() -> None:
    """Every capture has its reading, every reading all its sentences and passages."""
    assert Capture.objects.filter(readings=None).count() == 0
    readings = Reading.objects.annotate(count=Count("places"))
    assert set(readings.values_list("count", flat=True)) <= {6}
    current = Source.objects.annotate(
        count=Count("readings", filter=Q(readings__current=True))
    )  # fmt: skip
    assert set(current.values_list("count", flat=True)) <= {1}
    assert SourceCheck.objects.count() == Capture.objects.count()
    assert Source.objects.filter(passages=None).count() == 0


@pytest.mark.django_db(transaction=True)
def test_import_killed_twice_then_run_again_nothing_lost_or_doubled(
    tmp_path: Path, settings: object
) -> None:
    mirror, data = _mirror(tmp_path / "mirror"), tmp_path / "data"
    settings.CAPTURES = data / "captures"  # type: ignore[attr-defined]

    _kill_after(60, mirror, data)
    _assert_whole()
    _kill_after(260, mirror, data)
    _assert_whole()
    report, _ = _start(mirror, data).communicate(timeout=_PATIENCE)

    assert b"pages read" in report
    _assert_whole()
    assert (Source.objects.count(), Capture.objects.count()) == (PAGES // 2, PAGES)
    assert Reading.objects.filter(current=True).count() == PAGES // 2
    # Five sentences stay the same between the two states of a page, one changes.
    assert Sentence.objects.count() == PAGES // 2 * 7
    assert SentencePlace.objects.count() == PAGES * 6
    assert Passage.objects.filter(reading__current=False).count() == 0
    assert verify_captures().sound == PAGES
    again, _ = _start(mirror, data).communicate(timeout=_PATIENCE)
    assert again.startswith(b"Nothing changed: 500 pages are as they were")
