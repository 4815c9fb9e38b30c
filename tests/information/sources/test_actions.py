"""The register's verbs against the real database and a server on this machine."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.information.sources.mirrors import html, write_mirror
from tests.information.sources.serving import HOST, Site, fetcher_for

from wayforward.information.sources import (
    actions,
    extracting,
    recording,
    rereading_actions,
    watching,
)
from wayforward.information.sources.actions import (
    CheckReport,
    NoSuchSourceError,
    SourceRefusedError,
)
from wayforward.information.sources.capturing import CaptureStore
from wayforward.information.sources.import_actions import import_folder
from wayforward.information.sources.models import (
    Capture,
    HostPace,
    Publisher,
    Reading,
    Source,
    SourceCheck,
)
from wayforward.information.sources.pacing_database import DatabasePacer
from wayforward.information.sources.verifying import verify_captures

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(site: Site) -> Source:
    """A watched page of the test server."""
    publisher = Publisher.objects.create(key="p", names={"en": "P"}, tier="eu", hosts=[HOST])
    return Source.objects.create(
        key="p-help", publisher=publisher, url=site.url("/help"), language="en", tier="eu",
        origin="register",
    )  # fmt: skip


def _check(site: Site) -> CheckReport:
    return actions.check_source(key="p-help", fetcher=fetcher_for(site))


def _serve(site: Site, *paragraphs: str, **headers: str) -> None:
    site.page("/help", html("Help", *paragraphs).encode(), **headers)


def test_check_source_first_time_fresh_and_kept(
    site: Site, source: Source, captures: CaptureStore, heard: list[int]
) -> None:
    _serve(site, "You may stay.", ETag='"1"')

    report = _check(site)

    source.refresh_from_db()
    assert (report.outcome, report.sentences, source.state) == ("fresh", 2, "fresh")
    assert (source.etag, source.first_not_seen_at) == ('"1"', None)
    assert source.next_check_at is not None
    assert source.next_check_at > timezone.now() + timedelta(days=6)
    assert verify_captures().sound == 1
    assert heard == list(Reading.objects.values_list("pk", flat=True))


def test_check_source_same_bytes_unchanged_without_second_capture(
    site: Site, source: Source, captures: CaptureStore, heard: list[int]
) -> None:
    _serve(site, "You may stay.")
    _check(site)

    report = _check(site)

    assert (report.outcome, Capture.objects.count(), SourceCheck.objects.count()) == (
        "unchanged", 1, 2,
    )  # fmt: skip


def test_check_source_not_modified_is_unchanged_and_seen(
    site: Site, source: Source, captures: CaptureStore, heard: list[int]
) -> None:
    _serve(site, "You may stay.", ETag='"1"')
    _check(site)
    site.page("/help", b"", 304)

    report = _check(site)

    source.refresh_from_db()
    assert (report.outcome, site.asked[-1][1]["If-None-Match"]) == ("unchanged", '"1"')
    assert source.checked_at == source.checks.order_by("-at").first().at


def test_check_source_only_furniture_changed_is_unchanged_with_new_capture(
    site: Site, source: Source, captures: CaptureStore, heard: list[int]
) -> None:
    _serve(site, "You may stay.")
    _check(site)
    page = html("Help", "You may stay.").replace("</body>", "<footer>today</footer></body>")
    site.page("/help", page.encode())

    report = _check(site)

    source.refresh_from_db()
    assert (report.outcome, Capture.objects.count()) == ("unchanged", 2)
    assert source.changed_at == source.captures.order_by("fetched_at").first().fetched_at


def test_check_source_new_words_changed(
    site: Site, source: Source, captures: CaptureStore, heard: list[int]
) -> None:
    _serve(site, "You have 14 days.")
    _check(site)
    _serve(site, "You have 7 days.")

    assert _check(site).outcome == "changed"
    assert len(heard) == 2


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (404, b"", "not_seen"),
        (410, b"", "not_seen"),
        (200, html("Page not found", "Sorry.").encode(), "not_seen"),
        (403, html("Access denied", "You have been blocked.").encode(), "blocked"),
        (503, html("Just a moment...", "Verify you are human").encode(), "blocked"),
        (200, html("Just a moment...", "Verify you are human").encode(), "blocked"),
        (403, b"", "fetch_failed"),
        (500, b"", "fetch_failed"),
        (302, b"", "refused"),
        (200, b"\x7fELF" + b"\x00" * 99, "unreadable"),
        (200, b"%PDF-1.7 broken", "unreadable"),
        (200, b"", "unreadable"),
    ],
)
def test_check_source_absence_worded_honestly(
    site: Site, source: Source, captures: CaptureStore, heard: list[int],
    status: int, body: bytes, outcome: str,
) -> None:  # fmt: skip
    _serve(site, "You may stay.")
    _check(site)
    seen = Source.objects.get().checked_at
    location = {"Location": "http://169.254.169.254/"} if status == 302 else {}
    site.page("/help", body, status, **location)

    report = _check(site)

    source.refresh_from_db()
    assert (report.outcome, source.state) == (outcome, outcome)
    assert report.detail
    assert source.checked_at == seen
    assert (source.first_not_seen_at is not None) == (outcome == "not_seen")
    assert source.readings.filter(current=True).count() == 1
    assert len(heard) == 1


def test_check_source_closed_by_robots_said_so(
    site: Site, source: Source, captures: CaptureStore
) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /")

    assert _check(site).outcome == "refused_by_robots"


def test_check_source_page_comes_back_first_not_seen_cleared(
    site: Site, source: Source, captures: CaptureStore, heard: list[int]
) -> None:
    _check(site)
    first = Source.objects.get().first_not_seen_at
    _check(site)
    again = Source.objects.get().first_not_seen_at
    _serve(site, "You may stay.")

    report = _check(site)

    assert first is not None
    assert again == first
    assert (report.outcome, Source.objects.get().first_not_seen_at) == ("fresh", None)


def test_check_source_failures_in_a_row_wait_longer(
    site: Site, source: Source, captures: CaptureStore
) -> None:
    site.page("/help", b"", 500)
    waits = []
    for _ in range(3):
        _check(site)
        planned = Source.objects.get().next_check_at
        assert planned is not None
        waits.append(round((planned - timezone.now()) / timedelta(hours=1)))

    assert waits == [6, 12, 24]


def test_check_source_moved_page_address_noted(
    site: Site, source: Source, captures: CaptureStore, heard: list[int]
) -> None:
    _serve(site, "You may stay.")
    _check(site)
    site.page("/new", html("Help", "You may stay.").encode())
    site.page("/help", b"", 301, Location="/new")

    _check(site)

    addresses = source.addresses.order_by("valid_from").values_list("url", "valid_to")
    assert [url for url, _ in addresses] == [site.url("/help"), site.url("/new")]
    assert [ended is not None for _, ended in addresses] == [True, False]


def test_check_source_unknown_key_refused() -> None:
    with pytest.raises(NoSuchSourceError):
        actions.check_source(key="none")


def test_reread_better_extractor_reads_anew_and_source_is_not_said_to_change(
    tmp_path: Path, captures: CaptureStore, heard: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = html("A", "One.", "Two.")
    import_folder(path=write_mirror(tmp_path / "m", {"a.html": page}))
    state = Source.objects.values("state", "changed_at", "checked_at").get()
    for module in (extracting, recording, actions, rereading_actions):
        monkeypatch.setattr(module, "EXTRACTOR_VERSION", "better-2")
    monkeypatch.setattr(watching, "read", lambda *_: extracting.read_text(b"One, better."))

    report = actions.reread()

    current = Reading.objects.get(current=True)
    assert (report.captures, report.new_readings, report.problems) == (1, 1, ())
    assert (current.extractor, current.places.count()) == ("better-2", 1)
    assert Source.objects.values("state", "changed_at", "checked_at").get() == state
    assert (SourceCheck.objects.count(), len(heard)) == (1, 2)
    assert actions.reread().captures == 0


def test_reread_damaged_capture_is_a_problem(
    tmp_path: Path, captures: CaptureStore, heard: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    import_folder(path=write_mirror(tmp_path / "m", {"a.html": html("A", "One.")}))
    (captures.folder / Capture.objects.get().warc).write_bytes(b"spoiled")
    monkeypatch.setattr(rereading_actions, "EXTRACTOR_VERSION", "better-2")

    report = actions.reread()

    assert (report.new_readings, len(report.problems)) == (0, 1)
    assert len(verify_captures().damaged) == 1


def test_load_register_twice_same_rows() -> None:
    first = actions.load_register()

    second = actions.load_register()

    assert first.added == first.sources >= 60
    assert (second.added, second.retired) == (0, 0)
    assert Source.objects.filter(origin="register", active=True).count() == first.sources


def test_load_register_page_that_left_is_no_longer_watched(source: Source) -> None:
    assert actions.load_register().retired == 1
    source.refresh_from_db()
    assert not source.active


def test_load_register_hand_added_page_stays_watched() -> None:
    actions.load_register()
    publisher = Publisher.objects.exclude(hosts=[]).order_by("key").first()
    assert publisher is not None
    added = actions.add_source(
        url=f"https://{publisher.hosts[0]}/one-more", publisher=publisher.key, language="en"
    )

    actions.load_register()

    assert Source.objects.get(pk=added.pk).active


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://evil.example/", "p"),
        (f"http://{HOST}/", "nobody"),
        (f"ftp://{HOST}/", "p"),
        (f"http://{HOST}:81/", "p"),
    ],
)
def test_add_source_unvouched_address_refused(source: Source, url: str, publisher: str) -> None:
    with pytest.raises(SourceRefusedError):
        actions.add_source(url=url, publisher=publisher, language="en")


def test_add_source_language_written_as_we_write_it(source: Source) -> None:
    added = actions.add_source(url=f"http://{HOST}/x", publisher="p", language="prs")

    assert added.language == "fa-af"
    with pytest.raises(SourceRefusedError, match="language"):
        actions.add_source(url=f"http://{HOST}/y", publisher="p", language="<x>")


def test_add_source_twice_refused(source: Source) -> None:
    actions.add_source(url=f"http://{HOST}/x", publisher="p", language="en")

    with pytest.raises(SourceRefusedError, match="watched already"):
        actions.add_source(url=f"http://{HOST}/x", publisher="p", language="en")


def test_defer_due_checks_each_due_page_queued_once(source: Source) -> None:
    Source.objects.create(
        key="later", publisher=source.publisher, url=f"http://{HOST}/l", language="en", tier="eu",
        origin="register", next_check_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    Source.objects.create(
        key="mirror", publisher=source.publisher, url=f"http://{HOST}/m", language="en",
        tier="eu", origin="import",
    )  # fmt: skip

    first, second = actions.defer_due_checks(), actions.defer_due_checks()

    assert (first, second) == (1, 0)
    assert [job.args for job in ProcrastinateJob.objects.all()] == [{"key": "p-help"}]


def test_database_pacer_workers_share_turns() -> None:
    waits: list[float] = []
    one, other = DatabasePacer(waits.append), DatabasePacer(waits.append)

    one.wait("a.example", 5.0)
    other.wait("a.example", 5.0)
    one.wait("b.example", 5.0)
    one.wait("a.example", 5.0)

    assert [round(wait) for wait in waits] == [5, 10]
    assert HostPace.objects.count() == 2
