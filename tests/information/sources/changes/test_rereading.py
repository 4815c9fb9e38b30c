"""A better extractor is our doing: it never passes for a change of the source."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.information.sources.mirrors import html, write_mirror
from tests.information.sources.serving import HOST, Site, fetcher_for

from wayforward.core.citations.actions import Cited, publish
from wayforward.core.citations.queries import ambers
from wayforward.information.sources import actions
from wayforward.information.sources.capturing import CaptureStore
from wayforward.information.sources.changes.models import Cause, SourceChange
from wayforward.information.sources.import_actions import import_folder
from wayforward.information.sources.models import Publisher, Reading, Sentence, Source

pytestmark = pytest.mark.django_db

URL = "https://law.example.org/act"
STATES = (
    ("2026-01-01", "The deadline is 14 days.", "A lawyer is free."),
    ("2026-02-01", "The deadline is 7 days.", "A lawyer is free."),
    ("2026-03-01", "The deadline is 7 days.", "A lawyer costs 30 euros."),
)


def _import(folder: Path, *states: tuple[str, str, str]) -> Source:
    names = {f"{day}.html": html("Act", *lines) for day, *lines in states}
    lines = [
        {"file": name, "url": URL, "language": "en", "publisher": "P",
         "fetched_at": f"{name[:10]}T00:00:00Z"}
        for name in names
    ]  # fmt: skip
    import_folder(path=write_mirror(folder, names, lines))
    return Source.objects.get(url=URL)


def _made_by_an_older_extractor() -> None:
    """As if an older one had read, and had made one sentence of each page of two."""
    Reading.objects.update(extractor="wayforward-old", text_sha256="0" * 64)
    Sentence.objects.filter(text__startswith="A lawyer").update(text="A lawyer, badly read.")


def _by_cause() -> dict[str, int]:
    return {cause: SourceChange.objects.filter(cause=cause).count() for cause in Cause.values}


@pytest.mark.parametrize("every_capture", [False, True])
def test_reread_reports_no_change_of_the_source(
    tmp_path: Path, captures: CaptureStore, every_capture: bool
) -> None:
    source = _import(tmp_path / "m", *STATES)
    before = _by_cause()[Cause.SOURCE]
    _made_by_an_older_extractor()

    report = actions.reread(every_capture=every_capture)

    current = source.readings.get(current=True)
    assert before == _by_cause()[Cause.SOURCE] == 2
    assert report.new_readings == (3 if every_capture else 1)
    assert f"{current.capture.fetched_at:%Y-%m-%d}" == "2026-03-01"
    assert current.extractor != "wayforward-old"


def test_import_after_an_upgrade_tells_the_source_from_our_reading(
    tmp_path: Path, captures: CaptureStore
) -> None:
    source = _import(tmp_path / "m", *STATES[:2])
    text = publish(
        kind="card", key="c", language="en", title="c", address="/c",
        cited=[Cited(source.pk, source.key, Sentence.objects.get(text=STATES[1][2]).identity)],
    )  # fmt: skip
    _made_by_an_older_extractor()

    _import(tmp_path / "n", ("2026-03-01", *STATES[1][1:]))

    assert _by_cause() == {Cause.SOURCE: 1, Cause.READING: 1}
    assert ambers([text.pk]) == {}
    assert Source.objects.get().state == "unchanged"


def test_check_after_an_upgrade_asks_with_validators_and_reports_nothing(
    site: Site, captures: CaptureStore, heard: list[int]
) -> None:
    publisher = Publisher.objects.create(key="p", names={"en": "P"}, tier="eu", hosts=[HOST])
    Source.objects.create(
        key="p-act", publisher=publisher, url=site.url("/act"), language="en", tier="eu",
        origin="register",
    )  # fmt: skip
    site.page("/act", html("Act", *STATES[0][1:]).encode(), ETag='"1"')
    actions.check_source(key="p-act", fetcher=fetcher_for(site))
    _made_by_an_older_extractor()
    site.page("/act", b"", 304)

    report = actions.check_source(key="p-act", fetcher=fetcher_for(site))

    assert (report.outcome, site.asked[-1][1]["If-None-Match"]) == ("unchanged", '"1"')
    assert _by_cause()[Cause.SOURCE] == 0
    assert Reading.objects.get(current=True).extractor != "wayforward-old"


@pytest.mark.shared
def test_luxembourg_states_reread_report_no_change_of_the_source(
    shared: Path, captures: CaptureStore, heard: list[int]
) -> None:
    import_folder(path=shared / "law-lu" / "pages")
    before = _by_cause()
    Reading.objects.update(extractor="wayforward-old")

    report = actions.reread(every_capture=True)

    assert before == {Cause.SOURCE: 22, Cause.READING: 0}
    assert (report.new_readings, report.problems) == (23, ())
    assert _by_cause()[Cause.SOURCE] == 22
