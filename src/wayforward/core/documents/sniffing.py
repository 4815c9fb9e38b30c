"""What a file is by what is in it, never by its name. What may be kept is `rules`."""

from __future__ import annotations

import codecs
import zipfile
from typing import BinaryIO

import filetype

from wayforward.core.documents.rules import (
    ALLOWED,
    MOST_UNPACKED,
    BrokenFileError,
    CutOffError,
    FileType,
    MacrosError,
    TypeRefusedError,
    UnpacksTooMuchError,
)

_HEAD = 8192
_BLOCK = 64 * 1024
_OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_LINES = frozenset("\t\n\r\f")
_WHAT_IS_KEPT = ", ".join(sorted({one.extension for one in ALLOWED.values()}))


def type_of(source: BinaryIO, name: str = "") -> FileType:
    """The type of a file from its content; leaves it at its beginning.

    The name alone tells a table of comma-separated values from other text. Raises a
    FileRefusedError for what is not kept: programs, web pages, archives, office files with macros,
    broken files.
    """
    source.seek(0)
    head = source.read(_HEAD)
    try:
        mime = _office(source) if head.startswith(b"PK\x03\x04") else _by_content(source, head)
    finally:
        source.seek(0)
    if mime == "text/plain" and name.lower().endswith(".csv"):
        mime = "text/csv"
    try:
        return ALLOWED[mime]
    except KeyError:
        raise TypeRefusedError(
            f"A file of this type is not kept ({mime or 'unknown'}): send one of {_WHAT_IS_KEPT}.",
            type=mime or "?",
            kept=_WHAT_IS_KEPT,
        ) from None


def _by_content(source: BinaryIO, head: bytes) -> str:
    found = filetype.guess(head)
    if found is None:
        return "text/plain" if _is_text(source) else ""
    mime = str(found.mime)
    if mime == "application/pdf" and not _ends_as_pdf(source):
        raise CutOffError("The PDF breaks off: send it again.")
    return mime


def _ends_as_pdf(source: BinaryIO) -> bool:
    size = source.seek(0, 2)
    source.seek(max(0, size - 2048))
    return b"%%EOF" in source.read()


def _is_text(source: BinaryIO) -> bool:
    """UTF-8 throughout, without control characters; what a browser would run is none."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    source.seek(0)
    first = True
    try:
        while block := source.read(_BLOCK):
            text = decoder.decode(block)
            if first and text.lstrip().lower().startswith(("<!doctype", "<html", "<svg", "<?xml")):
                return False
            first = False
            if any((letter < " " and letter not in _LINES) or letter == "\x7f" for letter in text):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _office(source: BinaryIO) -> str:
    """The type of an office file; empty for any other archive."""
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            _refuse_danger(entries)
            names = {entry.filename for entry in entries}
            if "mimetype" in names:
                return archive.read("mimetype")[:100].decode("ascii", "replace").strip()
            if "[Content_Types].xml" in names:
                return _office_kind(names)
    # The second is what zipfile raises for a way of packing it does not know, the third for a lock.
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as broken:
        raise BrokenFileError("The file is broken or locked: send it unlocked.") from broken
    return "application/zip"


def _office_kind(names: set[str]) -> str:
    for folder, mime in _OFFICE.items():
        if any(name.startswith(folder) for name in names):
            return mime
    return "application/zip"


def _refuse_danger(entries: list[zipfile.ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise UnpacksTooMuchError(
            "The file unpacks to more than a document can need: it is not kept."
        )
    macros = ("vbaproject.bin", "basic/", "activex")
    if any(part in entry.filename.lower() for entry in entries for part in macros):
        raise MacrosError("The file holds macros: save it without them, or as PDF.")
