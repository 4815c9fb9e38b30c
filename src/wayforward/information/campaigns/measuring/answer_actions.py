"""The verbs of answers: one by a code, several by desk, a file of them. An answer is one more.

Nothing says who answered. Rows are only added; the scheduler puts them together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from wayforward.core.access.rules import Actor, Permission, require
from wayforward.core.audit.actions import record
from wayforward.core.spreadsheets import BadRow
from wayforward.information.campaigns.measuring.importing import (
    Known,
    Row,
    digest_of,
    read_rows,
)
from wayforward.information.campaigns.measuring.models import (
    AnswerCount,
    AnswerFile,
    Area,
    AskingCode,
    Question,
)
from wayforward.information.campaigns.measuring.refusals import (
    AnswerFileError,
    BelowNoughtError,
    NoReasonError,
    NoSuchAnswerError,
    NotThereError,
    ReadBeforeError,
)
from wayforward.information.campaigns.measuring.rules import DOES_NOT_KNOW, QuestionKind, Wave
from wayforward.information.campaigns.models import Campaign
from wayforward.information.campaigns.moving import STREAM

_SQL = Path(__file__).resolve().parent / "sql" / "put_together.sql"
MOST_OF_A_FILE = 1_000_000  # people: more were never asked in one file
_TWO = 2  # answers of a question of true and false


_ALONE = "Mend these and send them alone: the other rows would be counted twice."


@dataclass(frozen=True, slots=True)
class Cell:
    """Where an answer is counted."""

    question: Question
    area: Area
    wave: Wave
    language: str
    answer: int


@dataclass(slots=True)
class Imported:
    """What became of a file of answers: bad rows were left out."""

    rows: int = 0
    answers: int = 0
    bad: list[BadRow] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"{self.rows} rows: {self.answers} answers counted, {len(self.bad)} rows left out."
        return f"{said} {_ALONE}" if self.bad and self.answers else said


def answers_of(question: Question) -> int:
    """How many answers a question has to choose from."""
    if question.kind == QuestionKind.TRUE_FALSE:
        return _TWO
    return min((len(text["answers"]) for text in question.texts.values()), default=0)


def answer(*, code: AskingCode, language: str, chosen: int) -> None:
    """One more gave this answer. Raises NotThereError where it is over, NoSuchAnswerError."""
    if code.withdrawn_at is not None or code.question.withdrawn_at is not None:
        raise NotThereError("The question")
    cell = Cell(code.question, code.area, Wave(code.wave), language, chosen)
    _check(cell)
    _row(cell, 1).save()


def enter_answers(*, cell: Cell, count: int, actor: Actor, why: str = "") -> None:
    """So many more gave an answer; fewer than nought takes wrong ones back, with a reason.

    Raises NotAllowedError, NoSuchAnswerError, NoReasonError, BelowNoughtError.
    """
    require(actor, Permission.EDIT_CAMPAIGN)
    _check(cell)
    if count < 0 and not why.strip():
        raise NoReasonError
    with transaction.atomic():
        # Two who take back at once: one after the other.
        Question.objects.select_for_update().get(pk=cell.question.pk)
        there = _there(cell)
        if there + count < 0:
            raise BelowNoughtError(there)
        if count:
            _row(cell, count).save()
        record(
            stream=STREAM, name="answers entered", subject=cell.question.campaign.key,
            actor=actor.name, reason=why.strip(), question=cell.question.key,
            place=cell.area.place, wave=cell.wave.value, count=count,
        )  # fmt: skip


def import_answers(*, campaign: Campaign, path: Path, actor: Actor) -> Imported:
    """Count every row of a file; a bad one leaves the others counted, a file counts once.

    Raises NotAllowedError, AnswerFileError, ReadBeforeError.
    """
    require(actor, Permission.EDIT_CAMPAIGN)
    questions = {one.key: one for one in campaign.questions.filter(withdrawn_at=None)}
    areas = {one.place: one for one in campaign.areas.all()}
    known = Known({key: answers_of(one) for key, one in questions.items()}, frozenset(areas))
    done, rows = Imported(), []
    for row in read_rows(path, known):
        done.rows += 1
        if isinstance(row, BadRow):
            done.bad.append(row)
            continue
        done.answers += row.count
        rows.append(_of_file(row, questions[row.question], areas[row.place]))
    if done.answers > MOST_OF_A_FILE:
        raise AnswerFileError(
            f"More than {MOST_OF_A_FILE:,} answers stand in this file: look at it."
        )
    _store(campaign, digest_of(path), rows, done, actor)
    return done


def _store(
    campaign: Campaign, digest: str, rows: list[AnswerCount], done: Imported, actor: Actor
) -> None:
    with transaction.atomic():
        before = AnswerFile.objects.filter(campaign=campaign, digest=digest).first()
        if before is not None:
            raise ReadBeforeError(f"{before.entered_at:%Y-%m-%d}")
        if not rows:
            return
        try:
            with transaction.atomic():
                AnswerFile.objects.create(
                    campaign=campaign, digest=digest, answers=done.answers, entered_by=actor.name
                )
        except IntegrityError:
            raise ReadBeforeError("this day") from None
        AnswerCount.objects.bulk_create(rows)
        record(
            stream=STREAM, name="answers read from a file", subject=campaign.key,
            actor=actor.name, rows=done.rows, answers=done.answers, bad=len(done.bad),
        )  # fmt: skip


def put_answers_together() -> None:
    """One row a cell; may run at any time, beside itself as well."""
    with connection.cursor() as cursor:
        cursor.execute(_statement())


@cache
def _statement() -> str:
    return _SQL.read_text(encoding="utf-8")


def _of_file(row: Row, question: Question, area: Area) -> AnswerCount:
    return _row(Cell(question, area, row.wave, row.language, row.answer), row.count)


def _row(cell: Cell, count: int) -> AnswerCount:
    return AnswerCount(
        question=cell.question, area=cell.area, wave=cell.wave, language=cell.language,
        answer=cell.answer, count=count,
    )  # fmt: skip


def _check(cell: Cell) -> None:
    if cell.question.campaign_id != cell.area.campaign_id:
        raise NotThereError("The area")
    if not DOES_NOT_KNOW <= cell.answer < answers_of(cell.question):
        raise NoSuchAnswerError


def _there(cell: Cell) -> int:
    rows = AnswerCount.objects.filter(
        question=cell.question, area=cell.area, wave=cell.wave, language=cell.language,
        answer=cell.answer,
    )  # fmt: skip
    return rows.aggregate(n=Sum("count"))["n"] or 0
