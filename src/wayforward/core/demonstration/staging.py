"""Puts made-up parties and people in place, by the actions that people use; safe to repeat."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from wayforward.conf import PACKAGE, environment
from wayforward.core.access.actions import choose_password, create_account
from wayforward.core.access.context import acting_as
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.disclosing.actions import disclose
from wayforward.core.access.disclosing.rules import Ground
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import AT_TERMINAL, Role
from wayforward.core.documents.actions import keep_file
from wayforward.core.parties.actions import load_arrangement
from wayforward.core.parties.models import Party
from wayforward.core.persons import actions as persons
from wayforward.core.persons.models import DocumentKind, Habit, NameKind, Person
from wayforward.core.yaml_files import read_yaml

FOLDER = PACKAGE / "data" / "demonstration"
ARRANGEMENT = "demonstration"


@dataclass(frozen=True, slots=True)
class Key:
    """How one made-up person signs in."""

    name: str
    password: str
    secret: str  # of the authenticator app


@cache
def script() -> dict[str, Any]:
    """Who is in it, as people.yaml says."""
    found: dict[str, Any] = read_yaml(FOLDER / "people.yaml")
    return found


def set_the_stage() -> None:
    """Make parties, accounts, persons, a protection file and one disclosure, once."""
    load_arrangement(folder=FOLDER)
    if Account.objects.filter(party__arrangement__key=ARRANGEMENT).exists():
        return
    with transaction.atomic():
        keys = [_hire(row) for row in script()["accounts"]]
        made = {row["key"]: _person(row) for row in script()["persons"]}
        _protection_file(made)
        _disclose(script()["disclosure"], made)
    _keep(keys)


def keys_file() -> Path:
    """Where passwords and secrets of the made-up people stand, readable by us alone."""
    return environment().data / "demonstration-keys.json"


def account(name: str) -> Account:
    """One made-up member of staff."""
    rows = Account.objects.select_related("user", "party__arrangement")
    return rows.get(user__username=name)


def party(key: str) -> Party:
    """One made-up party."""
    return Party.objects.get(arrangement__key=ARRANGEMENT, key=key)


def _hire(row: dict[str, Any]) -> Key:
    roles = [Role(one) for one in row["roles"]]
    hired = create_account(
        name=row["name"], roles=roles, actor=AT_TERMINAL, party=party(row["party"])
    )
    key = Key(row["name"], f"made up {secrets.token_urlsafe(9)}", generate_totp_secret())
    choose_password(user=hired.user, password=key.password, actor=AT_TERMINAL)
    TOTP.activate(hired.user, key.secret)
    return key


def _keep(keys: list[Key]) -> None:
    file = keys_file()
    file.touch(mode=0o600)
    rows = [{"name": key.name, "password": key.password, "secret": key.secret} for key in keys]
    file.write_text(json.dumps(rows, indent=1), encoding="utf-8")


def _person(row: dict[str, Any]) -> Person:
    with acting_as(account(row["recorded_by"]), purpose=Purpose.IDENTIFICATION):
        person = persons.add_person()
        for name in row.get("names", ()):
            kind, habit = NameKind(name["kind"]), Habit(name["habit"])
            given = {"written": name["written"], "source": name["source"]}
            persons.add_name(person=person, kind=kind, habit=habit, **given)
        for birth in row.get("births", ()):
            persons.add_birth(person=person, **birth)
        for origin in row.get("origins", ()):
            persons.add_origin(person=person, **origin)
        for paper in row.get("documents", ()):
            persons.add_document(person=person, **{**paper, "kind": DocumentKind(paper["kind"])})
    return person


def _protection_file(made: dict[str, Person]) -> None:
    row = script()["protection_file"]
    keeper = account(row["kept_by"])
    with acting_as(keeper, purpose=Purpose.SAFEGUARD, reason=row["reason"]):
        keep_file(
            source=BytesIO(row["text"].encode()),
            name=row["name"],
            kind="other",
            data_class=DataClass.SENSITIVE,
            person=made[row["person"]],
        )


def _disclose(row: dict[str, Any], made: dict[str, Person]) -> None:
    with acting_as(account(row["sent_by"]), purpose=Purpose.IDENTIFICATION):
        disclose(person=made[row["person"]], **asked(row))


def asked(row: dict[str, Any]) -> dict[str, Any]:
    """A disclosure as the script describes it, without the person."""
    return {
        "recipient": party(row["to"]),
        "purpose": Purpose(row["purpose"]),
        "ground": Ground(row["ground"]),
        "provision": row["provision"],
        "fields": row["fields"],
    }
