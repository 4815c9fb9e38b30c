"""Undoing content coding and character coding within bounds, and telling what bytes really are.

Servers mislabel; so the bytes have the last word over the Content-Type header.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import charset_normalizer

_SNIFFED = 4096
_ENOUGH_TO_JUDGE = 256 * 1024
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
_XML_DECLARATION = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
_HTML = re.compile(
    rb"<(?:!doctype html|html|head|body|title|meta|main|article|section|div|table|h1|p|a)\b", re.I
)
_MARKDOWN = re.compile(rb"(?m)^(?:#{1,6} \S|---\s*$|\S.*\n=+\s*$)")
_BINARY_SIGNS = (
    b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x7fELF", b"MZ", b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"Rar!", b"\x00\x00\x01\x00", b"OggS", b"ID3", b"fLaC",
)  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Labels that browsers read as another coding (WHATWG Encoding Standard, section 4.2).
_BROWSER_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252",
                  "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254",
                  "x-mac-arabic": "mac_arabic", "unicode": "utf-8"}  # fmt: skip
# Text read with the wrong table shows as runs of these; real words have one or two in a row.
_MOJIBAKE = re.compile(
    "[\u0080-\u009f]|[\u00a1-\u00ff]{4,}|[ØÙÚÛ][\u0080-\u00bfŒ-\u203a]|Ã[\u0080-\u00bf]"
)


class ContentKind(StrEnum):
    """What a body is, judged by its bytes."""

    HTML = "html"
    PDF = "pdf"
    MARKDOWN = "markdown"
    TEXT = "text"
    BINARY = "binary"
    EMPTY = "empty"


class TooMuchError(Exception):
    """Undoing a content coding gave more than the bounds allow."""


class BadCodingError(Exception):
    """The content coding is unknown or the coded bytes are damaged."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text with the name of the coding it was read with and how that was known."""

    text: str
    charset: str
    known_by: str


def undo_coding(payload: bytes, coding: str | None, *, largest: int, ratio: float) -> bytes:
    """The document in `payload`, at most `largest` bytes and `ratio` times what was sent.

    Raises TooMuchError past those bounds and BadCodingError when the coding is damaged or unknown.
    """
    names = [name.strip().lower() for name in (coding or "").split(",") if name.strip()]
    for name in reversed([name for name in names if name != "identity"]):
        payload = _inflate(payload, name, largest, ratio)
    return payload


def kind_of(body: bytes, declared: str | None = None, name: str = "") -> ContentKind:
    """What `body` is: bytes first, then the declared media type, then the file name."""
    start = body[:_SNIFFED]
    if not start.strip():
        return ContentKind.EMPTY
    if b"%PDF-" in start[:1024]:
        return ContentKind.PDF
    if start.startswith(_BINARY_SIGNS) or _looks_binary(start):
        return ContentKind.BINARY
    return _kind_of_text(body, declared, name)


def _kind_of_text(body: bytes, declared: str | None, name: str) -> ContentKind:
    start = body[:_SNIFFED]
    if _HTML.search(_plain(body[: _SNIFFED * 8])):
        return ContentKind.HTML
    media_type = (declared or "").partition(";")[0].strip().lower()
    if "markdown" in media_type or name.lower().endswith((".md", ".markdown")):
        return ContentKind.MARKDOWN
    if media_type in ("text/html", "application/xhtml+xml"):
        return ContentKind.HTML
    return ContentKind.MARKDOWN if _MARKDOWN.search(start) else ContentKind.TEXT


def declared_charset(content_type: str | None) -> str | None:
    """The charset parameter of a Content-Type header."""
    match = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", content_type or "", re.I)
    return match[1] if match else None


def to_text(body: bytes, header_charset: str | None = None) -> DecodedText:
    """`body` as text: byte order mark, valid UTF-8, then header and meta, then guessing.

    Valid UTF-8 with letters beyond ASCII is UTF-8 whatever a label says: by chance it does not
    happen. A label that gives mojibake loses to a guess that does not.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return DecodedText(body.decode(name, errors="replace"), name, "mark")
    try:
        return DecodedText(body.decode("utf-8"), "utf-8", "bytes")
    except UnicodeDecodeError as error:
        cut = error.start >= len(body) - 3
    if cut:
        return DecodedText(body.decode("utf-8", errors="ignore"), "utf-8", "bytes")
    labelled = [read for read in _labelled(body, header_charset) if not _broken(read.text)]
    return labelled[0] if labelled else _guess(body)


def _labelled(body: bytes, header_charset: str | None) -> Iterable[DecodedText]:
    labels = [("header", header_charset)]
    for pattern in (_META, _XML_DECLARATION):
        match = pattern.search(body[:_SNIFFED])
        labels.append(("document", match[1].decode("ascii") if match else None))
    for known_by, label in labels:
        name = _codec(label)
        if name is not None:
            try:
                yield DecodedText(body.decode(name), name, known_by)
            except UnicodeDecodeError:
                continue


def _codec(label: str | None) -> str | None:
    if label is None:
        return None
    name = _BROWSER_NAMES.get(label.strip().lower(), label.strip().lower())
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):  # no such table, or no name at all (a zero byte in it)
        return None
    # Python also registers codecs that are no character sets (zlib, base64, idna, ...).
    return info.name if getattr(info, "_is_text_encoding", False) and name != "idna" else None


def _broken(text: str) -> bool:
    """Whether `text` looks read with the wrong table: mojibake in more than one of 100 signs."""
    sample = text[:_ENOUGH_TO_JUDGE]
    return len(_MOJIBAKE.findall(sample)) * 100 > max(len(sample), 100)


def _guess(body: bytes) -> DecodedText:
    best = charset_normalizer.from_bytes(body[:_ENOUGH_TO_JUDGE]).best()
    name = best.encoding if best is not None else "utf-8"
    return DecodedText(body.decode(name, errors="replace"), name, "guess")


def _inflate(payload: bytes, name: str, largest: int, ratio: float) -> bytes:
    if name not in ("gzip", "x-gzip", "deflate"):
        raise BadCodingError(
            f"The server used the content coding {name!r}, which was not asked for."
        )
    bound = int(min(largest, max(len(payload), 1024) * ratio))
    windows = (
        (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS) if name == "deflate" else (zlib.MAX_WBITS | 16,)
    )
    for number, window in enumerate(windows, start=1):
        try:
            return _inflate_bounded(payload, window, bound)
        except zlib.error as error:
            if number == len(windows):
                raise BadCodingError("The compressed page is damaged.") from error
    raise AssertionError("unreachable")


def _inflate_bounded(payload: bytes, window: int, bound: int) -> bytes:
    """Every member of a compressed stream, up to `bound` bytes in all."""
    parts: list[bytes] = []
    size = 0
    while payload:
        engine = zlib.decompressobj(window)
        part = engine.decompress(payload, bound - size + 1)
        size += len(part)
        if size > bound:
            raise TooMuchError("The page unpacks to more than is allowed.")
        parts.append(part)
        if not engine.eof:
            raise zlib.error("the stream ends before its end")
        payload = engine.unused_data.lstrip(b"\x00")
    return b"".join(parts)


def _looks_binary(start: bytes) -> bool:
    if start.startswith(tuple(mark for mark, _ in _BOMS)):
        return False
    controls = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in start)
    return b"\x00" in start or controls * 50 > len(start)


def _plain(start: bytes) -> bytes:
    """`start` without the zero bytes of UTF-16, so that tags are seen."""
    is_wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return start.replace(b"\x00", b"") if is_wide else start
