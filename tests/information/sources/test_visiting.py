"""The short way for unchanged pages writes just what the long way would, in fewer statements."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.information.sources.mirrors import html
from tests.information.sources.serving import HOST, Site, fetcher_for

from wayforward.information.sources import actions, visiting
from wayforward.information.sources.capturing import CaptureStore
from wayforward.information.sources.models import Capture, Publisher, Source, SourceCheck
from wayforward.information.sources.outcomes import Exchange, NotModified
from wayforward.information.sources.pacing_database import DatabasePacer

pytestmark = pytest.mark.django_db
PAGE = html("Help", "You have 14 days.").encode()


@pytest.fixture
def source(site: Site, captures: CaptureStore, heard: list[int]) -> Source:
    """A page of the test server, read once."""
    publisher = Publisher.objects.create(key="p", names={"en": "P"}, tier="eu", hosts=[HOST])
    made = Source.objects.create(
        key="p-help", publisher=publisher, url=site.url("/help"), language="en", tier="eu",
        origin="register", check_interval_days=3,
    )  # fmt: skip
    site.page("/help", PAGE, ETag='"1"')
    actions.check_source(key="p-help", fetcher=fetcher_for(site))
    return made


def _not_modified(source: Source) -> NotModified:
    exchange = Exchange(source.url, "127.0.0.1", (), 304, "", (), b"", timezone.now())
    return NotModified(source.url, source.url, exchange, 0.0)


@pytest.mark.parametrize("status", [200, 304])
def test_unchanged_page_takes_no_statement_of_the_long_way_and_is_not_read(
    site: Site, source: Source, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    site.page("/help", PAGE if status == 200 else b"", status, ETag='"2"')
    monkeypatch.delattr(actions, "judge")

    with CaptureQueriesContext(connection) as asked:
        fetcher = fetcher_for(site, pacer=DatabasePacer())
        fetcher.robots.put(f"http://{HOST}:{site.port}", 404, b"")
        report = actions.check_source(key="p-help", fetcher=fetcher)

    # The statements of the short way are prepared, beside Django's cursors.
    assert (report.outcome, len(asked)) == ("unchanged", 0)
    source.refresh_from_db()
    last = SourceCheck.objects.order_by("-at", "-pk").first()
    assert last is not None
    assert (last.outcome, last.capture) == ("unchanged", Capture.objects.get())
    assert (source.state, source.checked_at) == ("unchanged", last.at)
    assert source.etag == ('"2"' if status == 200 else '"1"')
    assert source.next_check_at is not None
    assert abs(source.next_check_at - timezone.now() - timedelta(days=3)) < timedelta(minutes=1)


def test_page_that_came_back_unchanged_is_seen_again(site: Site, source: Source) -> None:
    Source.objects.update(state="not_seen", first_not_seen_at=timezone.now())

    actions.check_source(key="p-help", fetcher=fetcher_for(site))

    source.refresh_from_db()
    assert (source.state, source.first_not_seen_at) == ("unchanged", None)


def test_newer_capture_that_came_meanwhile_goes_the_long_way(source: Source) -> None:
    visit = visiting.to_visit("p-help")
    assert visit is not None
    known = Capture.objects.get()
    known.pk, known.sha256 = None, "1" * 64
    known.fetched_at += timedelta(minutes=1)
    known.save(force_insert=True)

    noted = visiting.note_unchanged(visit, _not_modified(source), timezone.now())

    assert (noted, SourceCheck.objects.count()) == (False, 1)


def test_later_visit_that_is_known_keeps_its_word(source: Source) -> None:
    later = timezone.now() + timedelta(hours=1)
    SourceCheck.objects.create(source=source, at=later, outcome="fetch_failed")
    Source.objects.update(state="fetch_failed")
    visit = visiting.to_visit("p-help")
    assert visit is not None

    assert visiting.note_unchanged(visit, _not_modified(source), timezone.now())

    source.refresh_from_db()
    assert (source.state, SourceCheck.objects.count()) == ("fetch_failed", 3)


def test_validators_are_kept_back_where_the_bytes_are_needed(source: Source) -> None:
    visit = visiting.to_visit("p-help")
    assert visit is not None
    assert (visit.known().etag, visit.known().language) == ('"1"', "en")

    source.readings.update(extractor="wayforward-old")

    visit = visiting.to_visit("p-help")
    assert visit is not None
    assert (visit.known().etag, visit.is_read_by_another) == (None, True)
    assert not visit.is_as_we_have_it(_not_modified(source))
    assert visiting.to_visit("nothing") is None
