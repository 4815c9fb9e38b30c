"""Refusals of files and letters in the reader's language, by their type."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.documents.letters.actions import (
    NoDraftError,
    NotYourDraftError,
    UnknownLanguageError,
)
from wayforward.core.documents.letters.rules import (
    LONGEST,
    Fault,
    FieldsWrongError,
    LetterError,
    LetterKind,
)
from wayforward.core.documents.rules import (
    BrokenFileError,
    ClosedForVirusError,
    CutOffError,
    EmptyFileError,
    FileRefusedError,
    InfectedError,
    MacrosError,
    NotClosedEnoughError,
    NotOpenForPurposeError,
    PersonNotHeldError,
    TooLargeError,
    TypeRefusedError,
    UnpacksTooMuchError,
)
from wayforward.core.documents.scanning import ScannerSilentError
from wayforward.core.language.digits import format_number
from wayforward.core.workflow.actions import MovedMeanwhileError

REFUSALS = {
    TypeRefusedError: lazy("A file of this type is not kept (%(type)s): send one of %(kept)s."),
    CutOffError: lazy("The PDF breaks off: send it again."),
    BrokenFileError: lazy("The file is broken or locked: send it unlocked."),
    UnpacksTooMuchError: lazy("The file unpacks to more than a document can need: it is not kept."),
    MacrosError: lazy("The file holds macros: save it without them, or as PDF."),
    TooLargeError: lazy(
        "The file has %(size)s MB, a file of the type %(type)s may have %(largest)s: make it"
        " smaller, or send it in parts."
    ),
    EmptyFileError: lazy("The file is empty: choose it again."),
    InfectedError: lazy(
        "The virus scanner found %(virus)s in this file: it is not kept. Tell whoever sent it."
    ),
    ClosedForVirusError: lazy("A virus was found in it: nobody may open it."),
    ScannerSilentError: lazy(
        "The virus scanner gives no answer, so the file was not kept: try again later, or tell the"
        " operator."
    ),
    PersonNotHeldError: lazy("Nobody in the care of our party has this reference: check it."),
    NotClosedEnoughError: lazy("What is about a person is kept as such, or as sensitive."),
    NotOpenForPurposeError: lazy(
        "What you are here for does not open this: state another purpose at the head of the page,"
        " for sensitive data a reason as well, or keep it less closed."
    ),
    UnknownLanguageError: lazy("Letters are written in English, Dari or Pashto: choose one."),
    NoDraftError: lazy("This letter is no draft any more: withdraw it and write another."),
    NotYourDraftError: lazy("Somebody else wrote this draft: ask them, or withdraw it."),
    MovedMeanwhileError: lazy("Somebody took a step meanwhile: look again, then decide."),
}
FAULTS = {
    Fault.LENGTH: lazy("this is too long: shorten it to %(longest)s characters"),
    Fault.DATE: lazy("write the date as year-month-day, such as 2026-11-29"),
    Fault.NUMBER: lazy("write a number such as 12 or 12.5"),
    Fault.ADDRESS: lazy("write an address that begins with https://"),
    Fault.CHOICE: lazy("choose one of the list"),
    Fault.LINE: lazy("write it in one line"),
}
REFUSED = (
    FileRefusedError,
    ScannerSilentError,
    PersonNotHeldError,
    NotClosedEnoughError,
    NotOpenForPurposeError,
    LetterError,
    NoDraftError,
    NotYourDraftError,
    MovedMeanwhileError,
)


def in_words(refusal: Exception, kind: LetterKind | None = None) -> str:
    """Why it was refused and what to do; `kind` is that of the letter whose fields are named."""
    if isinstance(refusal, FieldsWrongError) and kind:
        return " ".join(_field_in_words(kind, *one) for one in refusal.wrong.items())
    said = str(REFUSALS.get(type(refusal), refusal))
    facts = getattr(refusal, "facts", {})
    return said % {name: _shown(value) for name, value in facts.items()} if facts else said


def _field_in_words(kind: LetterKind, key: str, fault: Fault) -> str:
    what = str(FAULTS[fault]) % {"longest": _shown(LONGEST)}
    return f"{kind.field(key).label[_language()]}: {what}."


def _shown(value: str | float) -> str:
    """Numbers in the reader's digits, names in Latin letters as one run."""
    if isinstance(value, str):
        return f"\u2068{value}\u2069"
    return format_number(value, _language(), 0 if float(value).is_integer() else 1)


def _language() -> str:
    return get_language() or "en"
