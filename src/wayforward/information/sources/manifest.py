"""Reading a mirror's manifest without trusting it: one JSON object a line, one problem a bad line.

Pure but for the stream it is given; which files the lines name is looked at in `importing.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import PurePosixPath
from typing import BinaryIO

from wayforward.information.sources.addressing import AddressRefusedError, parse
from wayforward.information.sources.html_facts import language_code

LONGEST_LINE = 64 * 1024
MOST_LINES = 1_000_000
_LONGEST_FIELD = 2_000
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_DRIVE = re.compile(r"[A-Za-z]:")


class ProblemKind(StrEnum):
    """What can be wrong with one page of a mirror."""

    MANIFEST_LINE = "manifest_line"
    DUPLICATE = "duplicate"
    MISSING_FILE = "missing_file"
    OUTSIDE_FOLDER = "outside_folder"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    NOT_THE_PAGE = "not_the_page"
    NOT_INDEXED = "not_indexed"


@dataclass(frozen=True, slots=True)
class Problem:
    """One page that was not taken, in one sentence."""

    kind: ProblemKind
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One saved page as its manifest line describes it. `file` is a relative POSIX path.

    `fetched_at` is when the mirror fetched it; `modified` when the publisher last changed it.
    """

    line: int
    file: str
    url: str
    title: str = ""
    language: str | None = None
    publisher: str = ""
    document: str | None = None
    modified: datetime | None = None
    fetched_at: datetime | None = None


def read_manifest(stream: BinaryIO, now: datetime) -> Iterator[Entry | Problem]:
    """Every line of a manifest as an entry or as a problem; empty lines are passed over.

    Lines longer than LONGEST_LINE are skipped in pieces, so that no line fills the memory.
    """
    seen: set[tuple[str, datetime | None]] = set()
    for number, line in _lines(stream):
        if line is None:
            yield _problem(number, f"the line is longer than {LONGEST_LINE // 1024} kB")
        elif line.strip():
            found = read_line(number, line, now)
            if isinstance(found, Entry):
                if (found.url, found.fetched_at) in seen:
                    found = Problem(
                        ProblemKind.DUPLICATE, f"line {number}", f"{found.url} came before"
                    )
                else:
                    seen.add((found.url, found.fetched_at))
            yield found


def read_line(number: int, line: bytes, now: datetime) -> Entry | Problem:
    """One manifest line."""
    try:
        facts = json.loads(line)
    except (ValueError, RecursionError):
        return _problem(number, "the line is not JSON")
    if not isinstance(facts, dict):
        return _problem(number, "the line is not a JSON object")
    try:
        return _entry(number, facts, now)
    except _WrongError as wrong:
        return _problem(number, str(wrong))


class _WrongError(ValueError):
    """A field is missing or of the wrong kind."""


def _entry(number: int, facts: dict[str, object], now: datetime) -> Entry:
    return Entry(
        line=number,
        file=_file(_text(facts, "file", needed=True)),
        url=_url(_text(facts, "url", needed=True)),
        title=_text(facts, "title"),
        language=_language(_text(facts, "language")),
        publisher=_text(facts, "publisher"),
        document=_document(facts),
        modified=_moment(_text(facts, "modified"), "modified", now),
        fetched_at=_moment(_text(facts, "fetched_at"), "fetched_at", now),
    )


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    for number in range(1, MOST_LINES + 1):
        line = stream.readline(LONGEST_LINE + 1)
        if not line:
            return
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE + 1)
            yield number, None
        else:
            yield number, line


def _text(facts: dict[str, object], name: str, *, needed: bool = False) -> str:
    value = facts.get(name)
    if value is None or value == "":
        if needed:
            raise _WrongError(f"the field {name!r} is missing")
        return ""
    if not isinstance(value, str):
        raise _WrongError(f"the field {name!r} is not a text")
    if len(value) > _LONGEST_FIELD or _CONTROL.search(value):
        raise _WrongError(f"the field {name!r} is too long or holds control signs")
    return value.strip()


def _file(name: str) -> str:
    """A relative path without a step up, a drive or a backslash."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or _DRIVE.match(name):
        raise _WrongError(f"the file {name!r} lies outside the folder")
    return str(path)


def _url(value: str) -> str:
    try:
        return parse(value).url
    except AddressRefusedError as refusal:
        raise _WrongError(f"the address is refused: {refusal}") from refusal


def _language(value: str) -> str | None:
    if value and language_code(value) is None:
        raise _WrongError(f"{value!r} is no language code")
    return language_code(value) if value else None


def _document(facts: dict[str, object]) -> str | None:
    """What language versions of one document share: its twin name, or its page number in a city."""
    twin = _text(facts, "twin")
    if twin:
        return twin
    page, city = facts.get("page"), _text(facts, "city")
    if page is None:
        return None
    if isinstance(page, bool) or not isinstance(page, int | str) or len(str(page)) > 100:
        raise _WrongError("the field 'page' is neither a number nor a text")
    return f"{city}/{page}"


def _moment(value: str, name: str, now: datetime) -> datetime | None:
    """A moment in UTC from an ISO 8601 date or time."""
    if not value:
        return None
    try:
        if len(value) == len("2020-01-01"):
            moment = datetime.combine(date.fromisoformat(value), time(), UTC)
        else:
            moment = datetime.fromisoformat(value)
            moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise _WrongError(f"the field {name!r} is no date") from error
    if not _EARLIEST <= moment <= now:
        raise _WrongError(f"the date in {name!r} lies in the future or before the web")
    return moment


def _problem(number: int, message: str) -> Problem:
    return Problem(ProblemKind.MANIFEST_LINE, f"line {number}", message)
