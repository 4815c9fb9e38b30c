"""Reads answers that enumerators counted from a CSV file, row by row. A bad row is a sentence.

Columns, in any order: question, wave, place, language, answer, and where a row stands for several
people count. Storing them is answer_actions.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wayforward.core import spreadsheets
from wayforward.core.language.digits import to_ascii
from wayforward.core.spreadsheets import BadRow, BadRowError, Cells, Columns, only_utf8
from wayforward.information.campaigns.measuring.refusals import AnswerFileError
from wayforward.information.campaigns.measuring.rules import DOES_NOT_KNOW, Wave
from wayforward.information.campaigns.rules import LANGUAGES

NEEDED = ("question", "wave", "place", "language", "answer")
COLUMNS = (*NEEDED, "count")
MOST_OF_A_ROW = 100_000  # people: more is a slip of the pen
_MOST_BYTES = 20_000_000
_LANGUAGES = {"dari": "fa-af", "prs": "fa-af", "fa": "fa-af", "pashto": "ps", "english": "en"}
_UNKNOWN = frozenset({"-", "?", "does not know", "don't know", "dont know", "unknown", "dk"})
_TRUE_FALSE = {"true": 1, "yes": 1, "false": 2, "no": 2}
_COLUMNS = Columns(COLUMNS, NEEDED, AnswerFileError)


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


def digest_of(path: Path) -> str:
    """What tells a file from others: sha256 of its bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_rows(path: Path, known: Known) -> Iterator[Row | BadRow]:
    """Every row in order; `number` is the row's in a spreadsheet. Raises AnswerFileError."""
    _check_size(path)
    yield from spreadsheets.read_rows(
        path, _COLUMNS, lambda number, cells: _row(number, cells, known)
    )


def _check_size(path: Path) -> None:
    """Raise AnswerFileError for a file that no enumerator wrote."""
    try:
        size = path.stat().st_size
    except OSError as problem:
        raise AnswerFileError(f"{path.name} cannot be read ({problem}).") from problem
    if size > _MOST_BYTES:
        raise AnswerFileError(f"{path.name} is larger than 20 MB: split it.")


def _row(number: int, cells: Cells, known: Known) -> Row:
    given = {name: to_ascii(cell) for name, cell in cells.items()}
    for cell in given.values():
        only_utf8(cell, "it")
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
