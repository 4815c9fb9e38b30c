"""Captures: WARC files that others can read and verify, whole or absent."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from tests.information.sources.serving import PAGE, Site, fetcher_for
from warcio.archiveiterator import ArchiveIterator

from wayforward.information.sources.capturing import (
    CaptureDamagedError,
    CaptureStore,
    StoredCapture,
)
from wayforward.information.sources.outcomes import Fetched

AT = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> CaptureStore:
    """An empty captures folder."""
    return CaptureStore(tmp_path / "captures")


def _fetched(site: Site, path: str = "/help") -> Fetched:
    outcome = fetcher_for(site).fetch(site.url(path))
    assert isinstance(outcome, Fetched)
    return outcome


def _imported(
    store: CaptureStore, body: bytes = PAGE, url: str = "https://a.example/"
) -> StoredCapture:
    return store.keep_imported(
        url=url, body=body, content_type="text/html", at=AT, note={"imported": "a.html"}
    )


def test_keep_fetched_request_response_and_redirects_kept(site: Site, store: CaptureStore) -> None:
    site.page("/help")
    site.page("/old", b"moved", 302, Location="/help")

    stored = store.keep_fetched(_fetched(site, "/old"))

    with (store.folder / stored.path).open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream, check_digests="raise")]
    assert kinds == ["warcinfo", "response", "request", "response", "request", "metadata"]


def test_keep_fetched_digests_verified_by_two_programs(site: Site, store: CaptureStore) -> None:
    site.page("/help", gzip.compress(PAGE), Content_Encoding="gzip")

    path = store.folder / store.keep_fetched(_fetched(site)).path

    with path.open("rb") as stream:
        first = [
            record.digest_checker.passed
            for record in ArchiveIterator(stream, check_digests=True)
            if record.content_stream().read() is not None
        ]
    with path.open("rb") as stream:
        second = [record.verify_block_digest() for record in FastIterator(stream, parse_http=False)]
    assert all(result is not False for result in first)
    assert len(second) == 4
    assert all(second[1:])


def test_open_fetched_page_given_back_unpacked(site: Site, store: CaptureStore) -> None:
    site.page("/help", gzip.compress(PAGE), Content_Encoding="gzip")
    fetched = _fetched(site)

    opened = store.open(store.keep_fetched(fetched).path)

    assert opened.body == PAGE
    assert opened.url == fetched.final_url
    assert opened.content_type == "text/html; charset=utf-8"
    assert opened.captured_at == fetched.exchange.asked_at


def test_keep_imported_resource_record_without_made_up_headers(store: CaptureStore) -> None:
    stored = _imported(store)

    opened = store.open(stored.path)

    assert stored.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert (opened.body, opened.headers, opened.captured_at) == (PAGE, (), AT)
    assert opened.note["imported"] == "a.html"


def test_keep_imported_twice_one_file(store: CaptureStore) -> None:
    first = _imported(store)
    before = (store.folder / first.path).read_bytes()

    second = _imported(store)

    assert second == first
    assert (store.folder / first.path).read_bytes() == before


def test_keep_imported_same_bytes_of_two_addresses_two_files(store: CaptureStore) -> None:
    one = _imported(store)
    other = _imported(store, url="https://b.example/")

    assert one.sha256 == other.sha256
    assert one.path != other.path


def test_keep_imported_damaged_file_written_anew(store: CaptureStore) -> None:
    stored = _imported(store)
    (store.folder / stored.path).write_bytes(b"half")

    _imported(store)

    assert store.open(stored.path).body == PAGE


def test_keep_leaves_no_unfinished_files(store: CaptureStore) -> None:
    _imported(store)

    assert [path.name for path in store.folder.rglob(".unfinished*")] == []


def _flip(data: bytes) -> bytes:
    plain = gzip.decompress(data)
    return gzip.compress(plain.replace(b"You can ask", b"You may ask"))


@pytest.mark.parametrize(
    "spoil", [_flip, lambda data: data[:50], lambda data: b"", lambda data: b"x" * 99]
)
def test_open_spoiled_file_refused(store: CaptureStore, spoil: object) -> None:
    stored = _imported(store)
    path = store.folder / stored.path
    path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]

    with pytest.raises(CaptureDamagedError):
        store.open(stored.path)


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "no/such/file.warc.gz"])
def test_open_path_outside_or_missing_refused(store: CaptureStore, path: str) -> None:
    with pytest.raises(CaptureDamagedError):
        store.open(path)


def test_keep_fetched_chunked_answer_readable(site: Site, store: CaptureStore) -> None:
    def answer(handler: object) -> None:
        handler.send_response(200)  # type: ignore[attr-defined]
        handler.send_header("Transfer-Encoding", "chunked")  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]
        handler.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE))  # type: ignore[attr-defined]

    site.answers["/help"] = answer
    fetched = _fetched(site)

    opened = store.open(store.keep_fetched(fetched).path)

    assert opened.body == PAGE
    assert "Transfer-Encoding" not in dict(opened.headers)


def test_keep_fetched_later_fetch_of_same_bytes_is_another_capture(
    site: Site, store: CaptureStore
) -> None:
    site.page("/help")
    fetched = _fetched(site)
    later = replace(fetched, exchange=replace(fetched.exchange, asked_at=AT))

    assert store.keep_fetched(fetched).path != store.keep_fetched(later).path
