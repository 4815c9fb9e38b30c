"""Finding and opening the saved pages of a mirror, without leaving its folder.

Writing them down is `actions.py`'s work; here are only the manifest, the files, and their order.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wayforward.information.sources.decoding import ContentKind, kind_of
from wayforward.information.sources.limits import FetchLimits
from wayforward.information.sources.manifest import Entry, Problem, ProblemKind, read_manifest

MANIFEST = "manifest.jsonl"
_LIMITS = FetchLimits()
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_MEDIA_TYPES = {
    ContentKind.HTML: "text/html",
    ContentKind.PDF: "application/pdf",
    ContentKind.MARKDOWN: "text/markdown",
    ContentKind.TEXT: "text/plain",
}


class NoMirrorError(Exception):
    """There is nothing to import at this path; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """A folder with its readable manifest lines, oldest state of each page first."""

    folder: Path
    entries: Sequence[Entry]
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A saved page, opened: its bytes, what they are, and when the page was so at the latest.

    `as_of` is when the mirror fetched it; where the manifest does not say, when the publisher
    changed it; else the file's own date. Never later than the truth, so nothing looks fresher.
    """

    entry: Entry
    body: bytes
    media_type: str
    as_of: datetime


def open_mirror(path: Path, now: datetime) -> Mirror:
    """The mirror at `path`: a folder with a manifest, or the manifest itself."""
    manifest = path / MANIFEST if path.is_dir() else path
    if not manifest.is_file():
        raise NoMirrorError(f"{path} has no {MANIFEST}; put one beside the pages, one line a page.")
    entries: list[Entry] = []
    problems: list[Problem] = []
    with manifest.open("rb") as stream:
        for found in read_manifest(stream, now):
            if isinstance(found, Entry):
                entries.append(found)
            else:
                problems.append(found)
    entries.sort(key=lambda entry: entry.fetched_at or entry.modified or _EARLIEST)
    return Mirror(manifest.parent, entries, problems)


def open_page(folder: Path, entry: Entry, now: datetime) -> SavedPage | Problem:
    """The saved page of `entry`, or why it cannot be taken."""
    try:
        body, changed = _read_inside(folder, entry.file)
    except _LeavesFolderError:
        return _problem(ProblemKind.OUTSIDE_FOLDER, entry, "the file lies outside the folder")
    except _TooLargeError:
        largest = _LIMITS.bytes // 1024 // 1024
        return _problem(ProblemKind.TOO_LARGE, entry, f"the file is larger than {largest} MB")
    except OSError as error:
        reason = "the file is missing" if error.errno == errno.ENOENT else str(error.strerror)
        return _problem(ProblemKind.MISSING_FILE, entry, reason)
    kind = kind_of(body, None, entry.file)
    if kind not in _MEDIA_TYPES:
        reason = "the file is empty" if kind == ContentKind.EMPTY else "the file is no page or PDF"
        return _problem(ProblemKind.UNREADABLE, entry, reason)
    if kind != ContentKind.PDF and len(body) > _LIMITS.html_bytes:
        largest = _LIMITS.html_bytes // 1024 // 1024
        return _problem(ProblemKind.TOO_LARGE, entry, f"the page is larger than {largest} MB")
    as_of = entry.fetched_at or entry.modified or min(changed, now)
    return SavedPage(entry, body, _MEDIA_TYPES[kind], as_of)


class _LeavesFolderError(Exception):
    """A path leads out of the folder, by a link or otherwise."""


class _TooLargeError(Exception):
    """A file is over the bound."""


def _read_inside(folder: Path, name: str) -> tuple[bytes, datetime]:
    """The bytes of a plain file below `folder` and when it was changed.

    The real path decides, and the opened file is looked at again: a link that is put in place in
    between leads nowhere either.
    """
    base = folder.resolve()
    real = (base / name).resolve(strict=True)
    if not real.is_relative_to(base):
        raise _LeavesFolderError
    handle = os.open(real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise _LeavesFolderError
        if facts.st_size > _LIMITS.bytes:
            raise _TooLargeError
        body = file.read(_LIMITS.bytes + 1)
    if len(body) > _LIMITS.bytes:
        raise _TooLargeError
    return body, datetime.fromtimestamp(facts.st_mtime, UTC)


def _problem(kind: ProblemKind, entry: Entry, message: str) -> Problem:
    return Problem(kind, entry.file, message)
