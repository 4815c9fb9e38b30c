"""Keeping what was fetched: one WARC 1.1 file per capture, written whole or not at all.

Files lie under the sha256 of the document they hold. The database row comes after the file, so a
crash leaves at most a file that nobody names; the next run finds and uses it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from wayforward.files import write_whole
from wayforward.information.sources.decoding import BadCodingError, TooMuchError, undo_coding
from wayforward.information.sources.limits import FetchLimits
from wayforward.information.sources.outcomes import Exchange, Fetched, Headers

_LIMITS = FetchLimits()
# The payload is kept with its chunking undone, so the header that announces chunks is renamed.
_RENAMED = {"transfer-encoding": "X-Archive-Orig-Transfer-Encoding"}


class CaptureDamagedError(Exception):
    """A stored capture cannot be read or does not match its digest."""


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """Where a capture lies (below the captures folder) and what it holds."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class OpenedCapture:
    """A stored document as it was, content coding undone."""

    url: str
    body: bytes
    content_type: str | None
    headers: Headers
    captured_at: datetime
    note: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CaptureStore:
    """The folder of captures."""

    folder: Path
    software: str = "wayforward"

    def keep_fetched(self, fetched: Fetched) -> StoredCapture:
        """Write the exchange of a fetch: request, response and every redirect on the way."""
        digest = hashlib.sha256(fetched.body).hexdigest()
        at = fetched.exchange.asked_at
        stored = StoredCapture(_path(digest, fetched.final_url, at), digest, len(fetched.body))
        note = {
            "requested": fetched.requested_url,
            "sha256": digest,
            "internet_address": fetched.exchange.ip,
            "redirects": [hop.url for hop in fetched.hops],
        }
        with _Unfinished(self.folder / stored.path) as file:
            writer = self._begin(file.stream, at)
            for exchange in (fetched.exchange, *fetched.hops):
                _write_exchange(writer, exchange)
            _write_note(writer, fetched.final_url, at, note)
        return stored

    def keep_imported(
        self, *, url: str, body: bytes, content_type: str, at: datetime, note: Mapping[str, object]
    ) -> StoredCapture:
        """Write a saved page as a resource record: nobody saw the headers, so none are made up.

        The same document of the same address and time is written once only.
        """
        digest = hashlib.sha256(body).hexdigest()
        stored = StoredCapture(_path(digest, url, at), digest, len(body))
        if self._is_sound(stored):
            return stored
        with _Unfinished(self.folder / stored.path) as file:
            writer = self._begin(file.stream, at)
            record = writer.create_warc_record(
                url, "resource", payload=BytesIO(body), length=len(body),
                warc_content_type=content_type,
                warc_headers_dict={"WARC-Date": _warc_date(at)},
            )  # fmt: skip
            writer.write_record(record)
            _write_note(writer, url, at, {**note, "sha256": digest})
        return stored

    def open(self, path: str) -> OpenedCapture:
        """The document of a stored capture; CaptureDamagedError when digest or file do not hold."""
        main, note = self._records(path)
        at = datetime.fromisoformat(main.headers["WARC-Date"])
        digest = hashlib.sha256(main.body).hexdigest()
        if digest != note.get("sha256") or not Path(path).name.startswith(digest):
            raise CaptureDamagedError(f"The capture {path} does not hold the document it names.")
        return OpenedCapture(
            url=main.headers["WARC-Target-URI"],
            body=main.body,
            content_type=main.content_type,
            headers=main.http_headers,
            captured_at=at,
            note=note,
        )

    def _begin(self, stream: BytesIO, at: datetime) -> WARCWriter:
        writer = WARCWriter(stream, gzip=True, warc_version="WARC/1.1")
        facts = {"software": self.software, "format": "WARC File Format 1.1"}
        record = writer.create_warcinfo_record(None, facts)
        record.rec_headers.replace_header("WARC-Date", _warc_date(at))
        writer.write_record(record)
        return writer

    def _is_sound(self, stored: StoredCapture) -> bool:
        if not (self.folder / stored.path).is_file():
            return False
        try:
            return self.open(stored.path).body is not None
        except CaptureDamagedError:
            return False

    def _records(self, path: str) -> tuple[_Main, dict[str, object]]:
        place = (self.folder / path).resolve()
        if not place.is_relative_to(self.folder.resolve()):
            raise CaptureDamagedError(f"{path!r} lies outside the captures folder.")
        main: _Main | None = None
        note: dict[str, object] = {}
        try:
            with place.open("rb") as stream:
                for record in ArchiveIterator(stream, check_digests="raise"):
                    if record.rec_type in ("response", "resource") and main is None:
                        main = _Main.of(record)
                    elif record.rec_type == "metadata":
                        note = json.loads(record.content_stream().read())
        except (
            OSError,
            ArchiveLoadFailed,
            ValueError,
            EOFError,
            TooMuchError,
            BadCodingError,
        ) as error:
            raise CaptureDamagedError(f"The capture {path} cannot be read: {error}") from error
        if main is None:
            raise CaptureDamagedError(f"The capture {path} holds no document.")
        return main, note


@dataclass(frozen=True, slots=True)
class _Main:
    headers: Mapping[str, str]
    http_headers: Headers
    body: bytes
    content_type: str | None

    @classmethod
    def of(cls, record: ArcWarcRecord) -> _Main:
        headers = dict(record.rec_headers.headers)
        http = record.http_headers
        pairs: Headers = tuple(http.headers) if http else ()
        named = {name.lower(): value for name, value in pairs}
        body = undo_coding(
            record.raw_stream.read(),
            named.get("content-encoding"),
            largest=_LIMITS.bytes,
            ratio=_LIMITS.largest_ratio,
        )
        return cls(headers, pairs, body, named.get("content-type") or headers.get("Content-Type"))


class _Unfinished:
    """A file that appears under its name only when it is whole and on the disk."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self.stream = BytesIO()

    def __enter__(self) -> _Unfinished:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            write_whole(self._target, self.stream.getvalue())


def _path(digest: str, url: str, at: datetime) -> str:
    """Name by document, then by address and time: equal bytes from two places are two captures."""
    event = hashlib.sha256(f"{url} {at.isoformat()}".encode()).hexdigest()[:16]
    return f"{digest[:2]}/{digest[2:4]}/{digest}.{event}.warc.gz"


def _warc_date(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _write_exchange(writer: WARCWriter, exchange: Exchange) -> None:
    date = {"WARC-Date": _warc_date(exchange.asked_at)}
    headers = [(_RENAMED.get(name.lower(), name), value) for name, value in exchange.headers]
    status = StatusAndHeaders(f"{exchange.status} {exchange.reason}".strip(), headers, "HTTP/1.1")
    response = writer.create_warc_record(
        exchange.url, "response", payload=BytesIO(exchange.payload),
        length=len(exchange.payload), http_headers=status,
        warc_headers_dict={**date, "WARC-IP-Address": exchange.ip},
    )  # fmt: skip
    target = "/" + exchange.url.split("://", 1)[1].partition("/")[2]
    asked = StatusAndHeaders(
        f"GET {target} HTTP/1.1", list(exchange.request_headers), is_http_request=True
    )
    request = writer.create_warc_record(
        exchange.url,
        "request",
        payload=BytesIO(b""),
        length=0,
        http_headers=asked,
        warc_headers_dict=date,
    )
    writer.write_request_response_pair(request, response)


def _write_note(writer: WARCWriter, url: str, at: datetime, note: Mapping[str, object]) -> None:
    body = json.dumps(note, ensure_ascii=False, sort_keys=True).encode()
    record = writer.create_warc_record(
        url, "metadata", payload=BytesIO(body), length=len(body),
        warc_content_type="application/json", warc_headers_dict={"WARC-Date": _warc_date(at)},
    )  # fmt: skip
    writer.write_record(record)
