"""The verbs of letters: write, rewrite a draft, issue, withdraw. The workflow moves the state.

Whoever wrote a letter does not issue it: the table says so, here and in the buttons.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import get_language

from wayforward.core.access.context import acting
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.rules import Permission
from wayforward.core.audit.actions import record
from wayforward.core.documents.actions import STREAM, check_open, check_person, own_party
from wayforward.core.documents.letters.kinds import LANGUAGES, kind_named
from wayforward.core.documents.letters.queries import wrote
from wayforward.core.documents.letters.rules import LetterError, missing_fields, read_fields
from wayforward.core.documents.models import Letter
from wayforward.core.persons.models import Person
from wayforward.core.workflow.actions import MovedMeanwhileError, begin, move
from wayforward.core.workflow.tables.document_review import ReviewFacts


class NoDraftError(RuntimeError):
    """The letter is no draft any more: nobody edits it."""


class NotYourDraftError(RuntimeError):
    """Somebody else wrote the draft: whoever rewrote it could then be read by its writer alone."""


class UnknownLanguageError(LetterError):
    """Letters are written in English, Dari and Pashto."""


@transaction.atomic
def write_letter(
    *,
    kind: str,
    language: str,
    fields: Mapping[str, str],
    data_class: DataClass,
    person: Person | None = None,
) -> Letter:
    """A draft; fields may still be missing, but none may be wrong.

    Raises NotAllowedError, NotOpenForPurposeError, PersonNotHeldError, NotClosedEnoughError,
    StepClosedError or a LetterError.
    """
    check_open(Permission.WRITE_DOCUMENTS, data_class)
    check_person(person, data_class)
    if language not in LANGUAGES:
        raise UnknownLanguageError(f"Write the letter in one of {', '.join(LANGUAGES)}.")
    _check(kind, fields)
    letter = Letter(
        party_id=own_party(),
        kept_class=data_class.value,
        person=person,
        kind=kind,
        language=language,
        content=dict(fields),
    )
    return begin(thing=letter, step="write", facts=ReviewFacts())


@transaction.atomic
def rewrite_letter(*, letter_id: int, version: int, fields: Mapping[str, str]) -> Letter:
    """Put other values into a draft seen at `version`.

    Only whoever wrote it does: else its writer could issue what they rewrote. Raises NoDraftError,
    NotYourDraftError, MovedMeanwhileError, NotAllowedError or a LetterError.
    """
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    check_open(Permission.WRITE_DOCUMENTS, DataClass(letter.kept_class))
    if letter.state != "draft":
        raise NoDraftError("This letter is no draft: withdraw it and write another.")
    if letter.version != version:
        raise MovedMeanwhileError("Somebody changed the letter meanwhile: look again.")
    if not wrote(letter):
        raise NotYourDraftError("Somebody else wrote this draft: ask them, or withdraw it.")
    _check(letter.kind, fields)
    letter.content = dict(fields)
    letter.version += 1
    letter.save(update_fields=["content", "version"])
    one = acting()
    record(
        stream=STREAM,
        name="letter rewritten",
        subject=letter.reference,
        actor=one.actor.name,
        purpose=one.purpose.value,
    )
    return letter


def issue_letter(*, letter_id: int, version: int) -> Letter:
    """Issue a complete draft that somebody else wrote: it is dated, set and kept as a file.

    Raises StepClosedError with every reason, or MovedMeanwhileError.
    """
    return _step(letter_id, "issue", version)


def withdraw_letter(*, letter_id: int, version: int, reason: str) -> Letter:
    """Take a letter back for good. Raises StepClosedError or MovedMeanwhileError."""
    return _step(letter_id, "withdraw", version, reason)


def _step(letter_id: int, step: str, version: int, reason: str = "") -> Letter:
    letter = Letter.objects.get(pk=letter_id)
    check_open(Permission.WRITE_DOCUMENTS, DataClass(letter.kept_class))
    facts = review_facts(letter, reason)
    return move(thing=letter, step=step, version=version, facts=facts, reason=reason)


def review_facts(letter: Letter, reason: str = "") -> ReviewFacts:
    """What the guards of the workflow look at; missing fields by their labels for the reader."""
    kind = kind_named(letter.kind)
    language = get_language() or "en"
    missing = missing_fields(kind, letter.content)
    return ReviewFacts(tuple(kind.field(one).label[language] for one in missing), reason)


def _check(kind: str, fields: Mapping[str, str]) -> None:
    """A draft may lack values; those it has must be right."""
    read_fields(kind_named(kind), fields, draft=True)
