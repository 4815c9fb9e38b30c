"""Small files of each type, made for tests; nothing stands in them."""

from __future__ import annotations

import zipfile
from io import BytesIO

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0" + bytes(32)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1" + bytes(32)
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + bytes(32)
OGG = b"OggS\0\2" + bytes(64)
MP3 = b"ID3\3\0\0\0\0\0\0" + bytes(64)
PROGRAM = b"\x7fELF\2\1\1" + bytes(64)
WINDOWS = b"MZ\x90\0" + bytes(64)
GIF = b"GIF89a" + bytes(32)


def archive(**files: bytes) -> bytes:
    """A ZIP of files; two underscores in a name stand for a slash."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/"), content)
    return held.getvalue()


def word(**more: bytes) -> bytes:
    """A text of the common office suites."""
    return archive(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b"<w/>", **more})


def sheet() -> bytes:
    """A table of the common office suites."""
    return archive(**{"[Content_Types].xml": b"<Types/>", "xl__workbook.xml": b"<x/>"})


def open_text() -> bytes:
    """A text in the OpenDocument format."""
    return archive(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<o/>"})
