"""Reads reports from a CSV file row by row. A bad row is a sentence; it never stops the rest.

Columns, in any order: text, and where known language, channel, day, province. Storing them is
import_actions.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wayforward.core import spreadsheets
from wayforward.core.language.calendar import parse_date
from wayforward.core.persons.matching.places import UnknownProvinceError, province_code
from wayforward.core.spreadsheets import BadRow, BadRowError, Cells, Columns, only_utf8
from wayforward.information.narratives.reporting import rules
from wayforward.information.narratives.reporting.scrubbing import scrub
from wayforward.information.narratives.rules import Channel

COLUMNS = ("text", "language", "channel", "day", "province")
_LANGUAGES = {
    "dari": "fa-af", "prs": "fa-af", "persian": "fa", "farsi": "fa", "pashto": "ps", "pus": "ps",
    "english": "en",
}  # fmt: skip
_QUOTED = 40  # characters of a cell


class ReportFileError(ValueError):
    """The file as a whole cannot be read; the sentence says why and what to do."""


_COLUMNS = Columns(COLUMNS, ("text",), ReportFileError)


@dataclass(frozen=True, slots=True)
class Row:
    """A report as its row has it. `number` is the row's in a spreadsheet, the heading being 1."""

    number: int
    text: str
    language: str
    channel: Channel | None
    day: date
    province: str


def count_rows(path: Path) -> int:
    """How many rows follow the heading. Raises ReportFileError."""
    return spreadsheets.count_rows(path, _COLUMNS)


def read_rows(path: Path, *, today: date) -> Iterator[Row | BadRow]:
    """Every row in order; a report without a day is of today. Raises ReportFileError."""
    return spreadsheets.read_rows(path, _COLUMNS, lambda number, cells: _row(number, cells, today))


def _row(number: int, given: Cells, today: date) -> Row:
    return Row(
        number,
        _text(given["text"]),
        _language(given["language"]),
        _channel(given["channel"]),
        _day(given["day"], today),
        _province(given["province"]),
    )


def _text(given: str) -> str:
    if not given:
        raise BadRowError("the text is empty.")
    only_utf8(given, "the text")
    if len(given) > rules.LONGEST_TEXT:
        raise BadRowError(f"the text is longer than {rules.LONGEST_TEXT} characters.")
    return given


def _language(given: str) -> str:
    code = _LANGUAGES.get(given.casefold(), given.casefold().replace("_", "-"))
    if code and not _is_language(code):
        raise BadRowError(
            f"the language {_quoted(given)} is none: write a code such as fa-af, ps or en."
        )
    return code


def _is_language(code: str) -> bool:
    letters = code.replace("-", "")
    return letters.isascii() and letters.isalpha() and len(code.split("-")[0]) in {2, 3}


def _channel(given: str) -> Channel | None:
    if not given:
        return None
    try:
        return Channel(given.casefold().replace(" ", "_").replace("-", "_"))
    except ValueError:
        known = ", ".join(one.value for one in Channel)
        raise BadRowError(f"the channel {_quoted(given)} is none of {known}.") from None


def _day(given: str, today: date) -> date:
    if not given:
        return today
    day = parse_date(given)
    if day is None:
        raise BadRowError(
            f"the day {_quoted(given)} is none: write it as 2026-05-31 or 1405-03-10."
        )
    if day > today:
        raise BadRowError(f"the day {_quoted(given)} is still to come.")
    if day < rules.FIRST_DAY:
        raise BadRowError(f"the day {_quoted(given)} is before {rules.FIRST_DAY.year}.")
    return day


def _quoted(given: str) -> str:
    """A cell as a sentence may quote it: with shifted columns it holds words of a report."""
    return repr(scrub(given).text[:_QUOTED])


def _province(given: str) -> str:
    if not given:
        return ""
    try:
        return province_code(given)
    except UnknownProvinceError:
        raise BadRowError(
            f"the province {_quoted(given)} is none of the 34:"
            " write its name or a code such as AF-KAB."
        ) from None
