"""Sets a letter: a kind and its values in, PDF out, in the reader's language. Stores nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from wayforward.core.documents.letters.rules import (
    Block,
    FieldType,
    LetterField,
    LetterKind,
    Said,
    Value,
)
from wayforward.core.documents.typesetting import typeset
from wayforward.core.language.calendar import both_calendars
from wayforward.core.language.digits import format_number
from wayforward.core.yaml_files import read_yaml

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE / "letter.typ"
# First strong isolate: a name in whichever script stays one run in a sentence of the other.
_FSI, _LRI, _PDI = "\u2068", "\u2066", "\u2069"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: the party's name by language, and lines such as its office and its address."""

    names: Said
    lines: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """The name for a reader; the English one where there is none in the language."""
        return self.names.get(language) or self.names.get("en") or ""


@dataclass(frozen=True, slots=True)
class Issued:
    """What the issuing adds; `reference` empty and `draft` true before."""

    reference: str
    on: date
    draft: bool = False


def set_letter(
    kind: LetterKind,
    values: Mapping[str, Value],
    *,
    language: str,
    letterhead: Letterhead,
    issued: Issued,
) -> bytes:
    """The letter as PDF/UA; equal facts give equal bytes. `values` come from `read_fields`."""
    at = datetime.combine(issued.on, time(), UTC)
    facts = letter_facts(kind, values, language=language, letterhead=letterhead, issued=issued)
    return typeset(TEMPLATE, facts, language=language, at=at)


def letter_facts(
    kind: LetterKind,
    values: Mapping[str, Value],
    *,
    language: str,
    letterhead: Letterhead,
    issued: Issued,
) -> dict[str, Any]:
    """Everything that stands on the paper, in words."""
    shown = {key: show(kind.field(key), value, language) for key, value in values.items()}
    words = {key: said[language] for key, said in common_words().items()}
    address = str(values.get(kind.code, ""))
    return {
        "title": kind.title[language],
        "from": letterhead.name(language),
        "lines": [_isolated(line) for line in letterhead.lines],
        "reference": issued.reference,
        "date": both_calendars(issued.on, language),
        "draft": issued.draft,
        "words": words,
        "page": list(around(words["page"])),
        "address": address,
        "code": qr_code(address) if address else "",
        "body": [
            held for block in kind.body if (held := _block(kind, block, shown, values, language))
        ],
    }


def show(field: LetterField, value: Value, language: str) -> str:
    """A value for the reader: dates in both calendars, numbers in the reader's digits."""
    if isinstance(value, date):
        return both_calendars(value, language)
    if isinstance(value, float):
        decimals = 0 if value.is_integer() else 2
        return format_number(value, language, decimals)
    if field.type is FieldType.CHOICE and field.choices:
        return field.choices[value][language]
    if field.type is FieldType.ADDRESS:
        return f"{_LRI}{value}{_PDI}"
    return value


def _block(
    kind: LetterKind,
    block: Block,
    shown: Mapping[str, str],
    values: Mapping[str, Value],
    language: str,
) -> dict[str, Any] | None:
    """One part of the body as the template takes it; None where nothing of it has a value."""
    if block.when and block.when not in values:
        return None
    if block.text:
        return {"is": "text", "said": _filled(block.text[language], shown)}
    if block.points:
        return {"is": "points", "said": [_filled(one[language], shown) for one in block.points]}
    if block.signatures:
        return {"is": "signatures", "said": [one[language] for one in block.signatures]}
    rows = [_row(kind.field(key), shown[key], language) for key in block.facts if key in shown]
    return {"is": "facts", "rows": rows} if rows else None


def _row(field: LetterField, said: str, language: str) -> dict[str, Any]:
    lines = [_isolated(line) for line in said.splitlines() if line.strip()]
    return {
        "label": field.label[language],
        "lines": lines,
        "latin": field.type is FieldType.ADDRESS,
    }


def _filled(sentence: str, shown: Mapping[str, str]) -> str:
    """A sentence with its values; a value is data and may hold braces itself."""
    parts = sentence.replace("}", "{").split("{")
    return "".join(
        _isolated(shown.get(part, "")) if place else part
        for place, part in ((number % 2, part) for number, part in enumerate(parts))
    )


def _isolated(said: str) -> str:
    return f"{_FSI}{said}{_PDI}"


def around(page: str) -> tuple[str, str, str]:
    """What stands before, between and behind the two numbers of "page n of all"."""
    before, _n, rest = page.partition("{n}")
    between, _all, after = rest.partition("{all}")
    return before, between, after


def qr_code(address: str) -> str:
    """A QR code of an address as SVG, readable also where the paper got a stain."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()


@cache
def common_words() -> dict[str, Said]:
    """The words that every letter shares."""
    held: dict[str, Said] = read_yaml(HERE / "common.yaml")["words"]
    return held
