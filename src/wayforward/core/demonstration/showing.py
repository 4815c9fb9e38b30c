"""What each side of the demonstration sees, asked as that side: nothing here looks past a wall."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from wayforward.core.access.context import acting_as
from wayforward.core.access.disclosing.actions import DisclosureRefusedError, disclose
from wayforward.core.access.disclosing.queries import payload_of, received, sent
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.demonstration.staging import account, asked, keys_file, script
from wayforward.core.documents.models import StoredFile
from wayforward.core.persons.models import Person

_SIDES = (
    ("demo-case-officer", Purpose.IDENTIFICATION, ""),
    ("demo-safeguards", Purpose.SAFEGUARD, "to show a protection file of a made-up man"),
    ("demo-consul", Purpose.IDENTIFICATION, ""),
)


def both_sides() -> dict[str, Any]:
    """Account -> the party, the purpose, and what it sees; and what the rules refuse to send."""
    seen = {name: _seen(account(name), purpose, reason) for name, purpose, reason in _SIDES}
    return {"made_up": True, "seen": seen, "refused": _refused()}


def _seen(who: Account, purpose: Purpose, reason: str) -> dict[str, Any]:
    with acting_as(who, purpose=purpose, reason=reason):
        return {
            "party": who.party.names["en"] if who.party else "",
            "purpose": purpose.value,
            "persons": [_known(person) for person in Person.objects.order_by("pk")],
            "files": list(StoredFile.objects.order_by("pk").values_list("name", flat=True)),
            "received": [dict(payload_of(one)) for one in received()],
            "sent": [list(one.fields) for one in sent()],
        }


def _known(person: Person) -> dict[str, Any]:
    return {
        "reference": person.reference,
        "names": [name.written for name in person.names.all()],
        "born": [birth.written for birth in person.births.all()],
        "papers": [paper.number for paper in person.documents.all()],
    }


def _refused() -> list[str]:
    """Why the other side is not told that somebody asked for asylum."""
    row = script()["refused"]
    with acting_as(account(row["sent_by"]), purpose=Purpose.IDENTIFICATION):
        person = Person.objects.order_by("pk")[0]
        try:
            disclose(person=person, **asked(row))
        except DisclosureRefusedError as refusal:
            return [str(one) for one in refusal.refusals]
    return []


def told(sides: dict[str, Any]) -> str:
    """For the terminal."""
    lines = ["DEMONSTRATION: every party and every person here is made up.", ""]
    for name, seen in sides["seen"].items():
        lines.append(f"{name}, {seen['party']}, for {seen['purpose']}, sees")
        lines += [f"  person {_line(one)}" for one in seen["persons"]]
        lines += [f"  file: {file}" for file in seen["files"]]
        lines += [f"  received: {_values(payload)}" for payload in seen["received"]]
        lines += [f"  sent: {', '.join(fields)}" for fields in seen["sent"]]
        lines.append("")
    lines.append("And what is refused, whoever asks:")
    lines += [f"  {why}" for why in sides["refused"]]
    return "\n".join(lines)


def _line(person: dict[str, Any]) -> str:
    parts = (", ".join(person["names"]), ", ".join(person["born"]), ", ".join(person["papers"]))
    return f"{person['reference']}: {'; '.join(filter(None, parts))}"


def _values(payload: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in payload.items())


def ways_in() -> str:
    """How to sign in as each made-up person, with the code of the present half minute."""
    rows = json.loads(keys_file().read_text(encoding="utf-8"))
    lines = ["Sign in at /en/desk/ as one of these; `wayforward demo --codes` prints new codes:"]
    lines += [f"  {row['name']}  {row['password']}  code {_code(row['secret'])}" for row in rows]
    return "\n".join(lines)


def _code(secret: str) -> str:
    counter = next(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counter)))
