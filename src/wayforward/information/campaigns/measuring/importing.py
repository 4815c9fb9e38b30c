"""Reads answers that enumerators counted from a CSV file, row by row. A bad row is a sentence.

Columns, in any order: question, wave, place, language, answer, and where a row stands for several
people count. Storing them is answer_actions.py.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wayforward.core.language.digits import to_ascii
from wayforward.information.campaigns.measuring.refusals import AnswerFileError
from wayforward.information.campaigns.measuring.rules import DOES_NOT_KNOW, Wave
from wayforward.information.campaigns.rules import LANGUAGES

NEEDED = ("question", "wave", "place", "language", "answer")
COLUMNS = (*NEEDED, "count")
MOST_OF_A_ROW = 100_000  # people: more is a slip of the pen
_MOST_BYTES = 20_000_000
_DELIMITERS = ",;\t"
_NOT_UTF8 = "\ufffd"
_LANGUAGES = {"dari": "fa-af", "prs": "fa-af", "fa": "fa-af", "pashto": "ps", "english": "en"}
_UNKNOWN = frozenset({"-", "?", "does not know", "don't know", "dont know", "unknown", "dk"})
_TRUE_FALSE = {"true": 1, "yes": 1, "false": 2, "no": 2}


class BadRowError(ValueError):
    """A row cannot be counted; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Known:
    """What rows may name: questions with how many answers each has, and places."""

    questions: Mapping[str, int]
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """So many gave an answer. `answer` from nought, or -1 for those who did not know."""

    number: int
    question: str
    wave: Wave
    place: str
    language: str
    answer: int
    count: int


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out, and why."""

    number: int
    why: str

    def __str__(self) -> str:
        return f"Row {self.number}: {self.why}"


def digest_of(path: Path) -> str:
    """What tells a file from others: sha256 of its bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_rows(path: Path, known: Known) -> Iterator[Row | BadRow]:
    """Every row in order; `number` is the row's in a spreadsheet. Raises AnswerFileError."""
    for number, record in _records(path):
        try:
            if isinstance(record, csv.Error):
                raise BadRowError(f"it is not CSV ({record}).")
            yield _row(number, record, known)
        except BadRowError as problem:
            yield BadRow(number, str(problem))


def _records(path: Path) -> Iterator[tuple[int, Mapping[str, str] | csv.Error]]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise AnswerFileError(f"{path.name} is larger than 20 MB: split it.")
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            line = file.readline()
            file.seek(0)
            rows = csv.reader(file, delimiter=max(_DELIMITERS, key=line.count))
            heading = _heading(path, next(rows, []))
            yield from _numbered(rows, heading)
    except (OSError, csv.Error) as problem:
        raise AnswerFileError(f"{path.name} cannot be read ({problem}).") from problem


def _numbered(
    rows: Iterator[list[str]], heading: list[str]
) -> Iterator[tuple[int, Mapping[str, str] | csv.Error]]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as problem:
            yield number, problem
            continue
        if any(cell.strip() for cell in cells):
            yield number, dict(zip(heading, cells, strict=False))


def _heading(path: Path, cells: list[str]) -> list[str]:
    heading = [cell.strip().casefold() for cell in cells]
    missing = [name for name in NEEDED if name not in heading]
    if missing:
        raise AnswerFileError(
            f"{path.name} has no column `{missing[0]}`: name the columns in the first row"
            f" ({', '.join(COLUMNS)}) and save it as CSV in UTF-8."
        )
    return heading


def _row(number: int, record: Mapping[str, str], known: Known) -> Row:
    given = {name: to_ascii(record.get(name, "").strip()) for name in COLUMNS}
    if any(_NOT_UTF8 in cell for cell in given.values()):
        raise BadRowError("it holds characters that are no UTF-8: save the file as UTF-8.")
    question = given["question"]
    if question not in known.questions:
        raise BadRowError(f"the question {question!r} is none of this campaign.")
    if given["place"] not in known.places:
        raise BadRowError(f"the place {given['place']!r} is no area of this campaign.")
    return Row(
        number,
        question,
        _wave(given["wave"]),
        given["place"],
        _language(given["language"]),
        _answer(given["answer"], known.questions[question]),
        _count(given["count"]),
    )


def _wave(given: str) -> Wave:
    try:
        return Wave(given.casefold())
    except ValueError:
        raise BadRowError(f"the wave {given!r} is none: write before or after.") from None


def _language(given: str) -> str:
    code = given.casefold().replace("_", "-")
    code = _LANGUAGES.get(code, code)
    if code not in LANGUAGES:
        raise BadRowError(f"the language {given!r} is none of {', '.join(LANGUAGES)}.")
    return code


def _answer(given: str, answers: int) -> int:
    """Counted from one in a file, as people count; nothing or a dash: does not know."""
    said = given.casefold()
    if not said or said in _UNKNOWN:
        return DOES_NOT_KNOW
    place = _TRUE_FALSE[said] if said in _TRUE_FALSE and answers == 2 else _whole(said)
    if place is None or not 1 <= place <= answers:
        raise BadRowError(
            f"the answer {given!r} is none: write 1 to {answers}, or a dash for does not know."
        )
    return place - 1


def _count(given: str) -> int:
    count = _whole(given) if given else 1
    if count is None or not 1 <= count <= MOST_OF_A_ROW:
        raise BadRowError(f"the count {given!r} is none: write a number from 1 on.")
    return count


def _whole(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else None
