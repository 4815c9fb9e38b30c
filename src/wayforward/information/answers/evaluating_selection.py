"""`wayforward evaluate selection`: runs the selector over records and scores what it chose.

Records are JSON, one a line: id, question, context (lines), and answers (line numbers) where known.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from wayforward.information.answers.selecting import Selection, Selector, get_selector
from wayforward.information.answers.selection.scores import (
    Score,
    answerable_sentence_score,
    calibration_error,
    mean_question_f1,
    no_answer_score,
    sentence_score,
)


class RecordError(Exception):
    """A line of the file is not a record."""


@dataclass(frozen=True, slots=True)
class Record:
    """A question on a page; `answers` is None where nobody has marked them."""

    id: str
    question: str
    context: tuple[str, ...]
    answers: frozenset[int] | None


def read_records(path: Path) -> list[Record]:
    """All records of the file. Raises RecordError naming the first line that is none."""
    with path.open(encoding="utf-8") as file:
        return [_record(text, at) for at, text in enumerate(file, start=1) if text.strip()]


def _record(text: str, at: int) -> Record:
    try:
        raw = json.loads(text)
        answers = raw.get("answers")
        return Record(
            str(raw["id"]),
            str(raw["question"]),
            tuple(str(line) for line in raw["context"]),
            None if answers is None else frozenset(int(number) for number in answers),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise RecordError(
            f"Line {at} is not a record with id, question and context; mend or remove it."
        ) from wrong


def evaluate_selection(
    path: Path, out: Path | None = None, *, selector: Selector | None = None, careful: bool = True
) -> tuple[list[str], dict[str, object]]:
    """Selects for every record, writes {id: [line numbers]} to `out`, gives a table and figures.

    Without marked answers the figures are only the counts. Raises RecordError.
    """
    records = read_records(path)
    began = time.perf_counter()
    found = select_all(records, selector or get_selector(), careful=careful)
    seconds = time.perf_counter() - began
    if out is not None:
        chosen = {key: list(one.chosen) for key, one in found.items()}
        out.write_text(json.dumps(chosen, ensure_ascii=False) + "\n", encoding="utf-8")
    figures = summary_of(records, found)
    figures["seconds_per_question"] = round(seconds / max(1, len(records)), 3)
    return table(figures), figures


def select_all(
    records: Sequence[Record], selector: Selector, *, careful: bool
) -> dict[str, Selection]:
    """By record id; records on the same page are taken one after another, which saves reading."""
    ordered = sorted(records, key=lambda record: record.context)
    found = {
        record.id: selector.select(record.question, record.context, careful=careful)
        for record in ordered
    }
    return {record.id: found[record.id] for record in records}


def summary_of(records: Sequence[Record], found: Mapping[str, Selection]) -> dict[str, object]:
    """Figures, rounded to four places."""
    figures: dict[str, object] = {
        "questions": len(records),
        "refused": sum(not found[record.id].chosen for record in records),
    }
    wanted = {record.id: record.answers for record in records if record.answers is not None}
    if wanted:
        figures |= _scores(wanted, found)
    return figures


def _scores(wanted: Mapping[str, Set[int]], found: Mapping[str, Selection]) -> dict[str, object]:
    chosen = {key: frozenset(found[key].chosen) for key in wanted}
    return {
        "sentence": _rounded(sentence_score(wanted, chosen)),
        "sentence_answerable_only": _rounded(answerable_sentence_score(wanted, chosen)),
        "mean_question_f1": round(mean_question_f1(wanted, chosen), 4),
        "no_answer": _rounded(no_answer_score(wanted, chosen)),
        "calibration_error": round(
            calibration_error(
                [found[key].answerable for key in wanted], [bool(want) for want in wanted.values()]
            ),
            4,
        ),
    }


def _rounded(score: Score) -> dict[str, float]:
    return {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
    }


def table(figures: Mapping[str, object]) -> list[str]:
    """The figures as lines for people."""
    lines = []
    for name, value in figures.items():
        shown = value
        if isinstance(value, dict):
            shown = "  ".join(f"{part} {number:.3f}" for part, number in value.items())
        lines.append(f"{name.replace('_', ' '):<26} {shown}")
    return lines
