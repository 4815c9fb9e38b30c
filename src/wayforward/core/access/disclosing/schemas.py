"""The reviewed allow-lists (data/disclosure_schemas.yaml), and what must hold in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from wayforward.conf import PACKAGE
from wayforward.core.access.disclosing.rules import (
    PARTNER,
    Allowance,
    Field,
    Form,
    Ground,
    Schemas,
)
from wayforward.core.access.purposes import ABOUT_PERSONS
from wayforward.core.parties.models import PartyKind
from wayforward.core.yaml_files import read_yaml

FILE = PACKAGE / "data" / "disclosure_schemas.yaml"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of fields that consent is given for, with its name in each language."""

    key: str
    sensitive: bool
    names: dict[str, str]


@cache
def _file() -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml(FILE)
    return loaded


@cache
def groups() -> dict[str, Group]:
    """Every group of fields."""
    return {
        key: Group(key, bool(one.get("sensitive")), one["names"])
        for key, one in _file()["groups"].items()
    }


@cache
def field_names() -> dict[str, dict[str, str]]:
    """What each field is called, by language."""
    return {
        name: field["names"]
        for group in _file()["groups"].values()
        for name, field in group["fields"].items()
    }


@cache
def schemas() -> Schemas:
    """Fields and allowances for the rules."""
    fields = {
        name: Field(name, key, Form(field.get("form", "text")), bool(group.get("sensitive")))
        for key, group in _file()["groups"].items()
        for name, field in group["fields"].items()
    }
    allowances = tuple(_allowance(row) for row in _file()["allowances"])
    return Schemas(fields, allowances, tuple(_file()["gives_protection_away"]))


def _allowance(row: dict[str, Any]) -> Allowance:
    return Allowance(
        kind=PartyKind(row["recipient"]).value,
        recognition=row.get("recognition", ""),
        purpose=row["purpose"],
        grounds=frozenset(map(Ground, row["grounds"])),
        fields=frozenset(row["fields"]),
        citation=row["citation"],
        verified=row["verified"],
    )


def faults(found: Schemas) -> Iterator[str]:
    """What the reviewed file must never say, in sentences; empty when it is sound."""
    seen: set[str] = set()
    for one in found.allowances:
        if one.key in seen:
            yield f"{one.key} is allowed twice"
        seen.add(one.key)
        if one.purpose not in ABOUT_PERSONS:
            yield f"{one.key}: nothing about a person is disclosed for {one.purpose}"
        if unknown := sorted(one.fields - set(found.fields)):
            yield f"{one.key} names unknown fields {', '.join(unknown)}"
        sensitive = [
            name for name in one.fields & set(found.fields) if found.fields[name].sensitive
        ]
        if one.kind == PARTNER and sensitive:
            yield f"{one.key} opens {', '.join(sorted(sensitive))} to the partner country"
        if one.kind == PARTNER and not one.recognition:
            yield f"{one.key} does not say whether the authority is recognised"
        if one.recognition == "de_facto" and one.grounds - {Ground.CONSENT, Ground.VITAL_INTERESTS}:
            yield f"{one.key} rests on more than consent and vital interests"
        if not (one.fields and one.grounds and one.citation.strip()):
            yield f"{one.key} wants fields, grounds and a citation"
