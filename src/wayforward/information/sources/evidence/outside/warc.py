"""WARC files: the document in one, with what was said about it (ISO 28500)."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator

_MOST = 512 * 1024 * 1024  # bytes of one WARC record; ours are far smaller
_LONGEST_LINE = 64 * 1024


def document(data: bytes, size: int) -> tuple[dict[str, str], bytes]:
    """Headers and document of the first response or resource record of a WARC file, its content
    coding undone up to a little more than `size` bytes. Raises ValueError and what gzip raises.
    """
    found: tuple[dict[str, str], bytes] | None = None
    for headers, content in _records(data):
        if found is None and headers.get("warc-type") in ("response", "resource"):
            found = headers, content
    if found is None:
        raise ValueError("no document")
    headers, content = found
    if headers["warc-type"] == "resource":
        return headers, content
    head, _, body = content.partition(b"\r\n\r\n")
    codings = [
        name.strip().lower()
        for name in _headers(head.split(b"\r\n")[1:]).get("content-encoding", "").split(",")
    ]
    for coding in reversed(codings):
        body = _decoded(body, coding, size)
    return headers, body


def _records(data: bytes) -> Iterator[tuple[dict[str, str], bytes]]:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        while start := stream.readline(_LONGEST_LINE):
            if start == b"\r\n":
                continue
            if not start.startswith(b"WARC/1."):
                raise ValueError("no WARC record")
            headers = _headers(list(iter(lambda: stream.readline(_LONGEST_LINE), b"\r\n")))
            length = int(headers["content-length"])
            if not 0 <= length <= _MOST:
                raise ValueError("a record is too long")
            content = stream.read(length)
            if len(content) < length:
                raise EOFError
            yield headers, content


def _headers(lines: list[bytes]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if not colon:
            raise ValueError("a damaged header")
        found.setdefault(name.strip().lower(), value.strip())
    return found


def _decoded(body: bytes, coding: str, size: int) -> bytes:
    if coding in ("", "identity"):
        return body
    if coding in ("gzip", "x-gzip"):
        return _inflated(body, zlib.MAX_WBITS | 16, size)
    if coding != "deflate":
        raise ValueError("an unknown content coding")
    try:
        return _inflated(body, zlib.MAX_WBITS | 32, size)
    except zlib.error:
        return _inflated(body, -zlib.MAX_WBITS, size)


def _inflated(body: bytes, window: int, size: int) -> bytes:
    parts = b""
    while body and len(parts) <= size:
        engine = zlib.decompressobj(window)
        parts += engine.decompress(body, size - len(parts) + 1)
        if not engine.eof and len(parts) <= size:
            raise zlib.error("cut off")
        body = engine.unused_data.lstrip(b"\x00")
    return parts
