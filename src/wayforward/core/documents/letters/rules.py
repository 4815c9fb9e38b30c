"""What a letter needs: typed fields, each named where it is missing or wrong. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

LONGEST = 2000
_NUMBER = re.compile(r"-?\d{1,12}([.٫]\d{1,2})?")  # of any script; more would be rounded
_PLACE = re.compile(r"\{(\w+)\}")

Said = Mapping[str, str]  # language -> words


class FieldType(StrEnum):
    """What kind of value a field takes."""

    TEXT = "text"  # one line
    LINES = "lines"  # several, as given
    DATE = "date"  # yyyy-mm-dd, shown in both calendars
    NUMBER = "number"
    CHOICE = "choice"  # one of the kind's own, shown in the reader's words
    ADDRESS = "address"  # https://..., shown as it is


class LetterError(ValueError):
    """A letter cannot be set as it was given; the message names every field and what to do."""


class FieldsMissingError(LetterError):
    """Fields without a value."""


class FieldsUnknownError(LetterError):
    """Fields the kind has not."""


class Fault(StrEnum):
    """What is wrong with a value."""

    LENGTH = "length"
    DATE = "date"
    NUMBER = "number"
    ADDRESS = "address"
    CHOICE = "choice"
    LINE = "line"


class FieldsWrongError(LetterError):
    """Fields with a value they do not take; `wrong` says which, and what is wrong."""

    def __init__(self, said: str, wrong: Mapping[str, Fault]) -> None:
        """Keeps the faults for a screen."""
        super().__init__(said)
        self.wrong = wrong


class _WrongValueError(ValueError):
    """One value is wrong; the message says what to write."""

    def __init__(self, fault: Fault, said: str) -> None:
        super().__init__(said)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class LetterField:
    """One field of a kind of letter."""

    key: str
    type: FieldType
    label: Said
    required: bool = True
    choices: Mapping[str, Said] | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the body, in the order it stands; exactly one of the first four is used.

    `when` names a field: the block is left out where it has no value.
    """

    text: Said | None = None
    points: tuple[Said, ...] = ()
    facts: tuple[str, ...] = ()  # fields shown as label and value
    signatures: tuple[Said, ...] = ()
    when: str = ""


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter as it is declared."""

    key: str
    title: Said
    fields: tuple[LetterField, ...]
    body: tuple[Block, ...]
    code: str = ""  # the field whose address is printed as a QR code

    def field(self, key: str) -> LetterField:
        """The field of that name. Raises KeyError."""
        return {one.key: one for one in self.fields}[key]


Value = str | date | float


def read_fields(
    kind: LetterKind, given: Mapping[str, str], *, draft: bool = False
) -> dict[str, Value]:
    """The values by field, each of its type; fields left empty are left out.

    A draft may lack required ones. Raises FieldsUnknownError, FieldsMissingError or
    FieldsWrongError, each of which names all of them at once.
    """
    known = {one.key: one for one in kind.fields}
    if strange := sorted(set(given) - set(known)):
        raise FieldsUnknownError(
            f"A letter of the kind {kind.key} has no field {', '.join(strange)}: it has "
            f"{', '.join(known)}."
        )
    if not draft and (missing := missing_fields(kind, given)):
        raise FieldsMissingError(f"Give a value for {', '.join(missing)}.")
    values: dict[str, Value] = {}
    wrong: dict[str, _WrongValueError] = {}
    for key, said in given.items():
        if not said.strip():
            continue
        try:
            values[key] = _read(known[key], said.strip())
        except _WrongValueError as refusal:
            wrong[key] = refusal
    if wrong:
        listed = "; ".join(f"{key}: {refusal}" for key, refusal in wrong.items())
        raise FieldsWrongError(f"{listed}.", {key: one.fault for key, one in wrong.items()})
    return values


def missing_fields(kind: LetterKind, given: Mapping[str, str]) -> tuple[str, ...]:
    """The required fields without a value, in the order of the kind."""
    return tuple(
        one.key for one in kind.fields if one.required and not given.get(one.key, "").strip()
    )


def _read(field: LetterField, said: str) -> Value:
    if len(said) > LONGEST:
        raise _WrongValueError(Fault.LENGTH, f"at most {LONGEST} characters")
    if field.type is FieldType.DATE:
        return _date(said)
    if field.type is FieldType.NUMBER:
        return _number(said)
    if field.type is FieldType.ADDRESS and urlsplit(said).scheme not in {"https", "http"}:
        raise _WrongValueError(Fault.ADDRESS, "write an address that begins with https://")
    if field.type is FieldType.CHOICE and said not in (field.choices or {}):
        listed = ", ".join(field.choices or {})
        raise _WrongValueError(Fault.CHOICE, f"choose one of {listed}")
    if field.type is FieldType.TEXT and "\n" in said:
        raise _WrongValueError(Fault.LINE, "write it in one line")
    return said


def _date(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise _WrongValueError(Fault.DATE, "write the date as yyyy-mm-dd") from None


def _number(said: str) -> float:
    if not _NUMBER.fullmatch(said):
        raise _WrongValueError(Fault.NUMBER, "write a number such as 12 or 12.5")
    return float(said.replace("٫", "."))


def places(said: str) -> frozenset[str]:
    """The fields a sentence has a place for."""
    return frozenset(_PLACE.findall(said))


def faults(kind: LetterKind, languages: Sequence[str]) -> list[str]:
    """What is wrong with a declared kind: a language missing, a place without a field."""
    known = {one.key for one in kind.fields}
    found: list[str] = []
    for where, said in sentences(kind):
        missing = [one for one in languages if not str(said.get(one) or "").strip()]
        found += [f"{where} lacks {one}" for one in missing]
        held = {language: places(said.get(language, "")) for language in languages}
        if len(set(held.values())) > 1:
            found.append(f"{where} has not the same places in every language")
        found += [f"{where} has a place for {key}" for key in sorted(held["en"] - known)]
    named = {key for block in kind.body for key in (*block.facts, block.when) if key}
    found += [
        f"the body names the field {key}" for key in sorted((named | {kind.code}) - known - {""})
    ]
    return found


def sentences(kind: LetterKind) -> list[tuple[str, Said]]:
    """Every sentence of a kind, and where it stands."""
    held: list[tuple[str, Said]] = [("the title", kind.title)]
    held += [(f"the field {one.key}", one.label) for one in kind.fields]
    for one in kind.fields:
        held += [(f"the choice {key}", said) for key, said in (one.choices or {}).items()]
    for number, block in enumerate(kind.body, start=1):
        parts = (block.text,) if block.text else (*block.points, *block.signatures)
        held += [(f"part {number} of the body", said) for said in parts]
    return held
