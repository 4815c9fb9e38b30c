"""Writing an event: called inside the transaction of the action it tells of."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from wayforward.core.audit.models import Event

SYSTEM = "wayforward"  # what the product does by itself, such as a scheduled check


def record(
    *, stream: str, name: str, subject: str, actor: str, reason: str = "", **facts: Any
) -> Event:
    """Add an event. `facts` are plain values that a later reader needs; never personal data.

    The database itself adds when it was and, where somebody acts (core.access.context), the
    party, the account, the purpose and the reason; at the commit it gives the event its place in
    the chain.
    """
    return Event.objects.create(
        stream=stream, name=name, subject=subject, actor=actor, reason=reason, facts=facts
    )


_MANY = """
    INSERT INTO core_event (at, stream, name, subject, actor, reason, facts)
    SELECT now(), stream, name, subject, actor, reason, facts FROM jsonb_to_recordset(%s)
    AS given(stream text, name text, subject text, actor text, reason text, facts jsonb)
"""


@dataclass(frozen=True, slots=True)
class Told:
    """An event that is still to be written, as `record` takes it."""

    stream: str
    name: str
    subject: str
    actor: str
    facts: dict[str, Any]
    reason: str = ""


def record_many(events: Iterable[Told]) -> None:
    """Add events that happened together, such as those of a sweep, in one statement."""
    rows = [asdict(event) for event in events]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_MANY, [json.dumps(rows)])
