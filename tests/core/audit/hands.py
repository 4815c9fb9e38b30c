"""Hands that change the log past its triggers, as the owner of its tables can; and events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from wayforward.core.audit.actions import record
from wayforward.core.audit.models import Event

TABLES = ("core_event", "core_eventlink", "core_loghead", "core_rowhistory")


def tell(count: int, stream: str = "cards", **facts: object) -> list[Event]:
    """So many events, committed as far as the chain is concerned."""
    made = [
        record(stream=stream, name="seen", subject=f"card {n}", actor="x", reason="ب\n", **facts)
        for n in range(count)
    ]
    commit()
    return made


def commit() -> None:
    """What is deferred to the commit is done now; a test's transaction never commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def owner_hand() -> Iterator[None]:
    """Inside, the owner has switched the triggers and walls of the log off."""
    commit()
    _switch("DISABLE TRIGGER USER", "NO FORCE ROW LEVEL SECURITY")
    yield
    _switch("ENABLE TRIGGER USER", "FORCE ROW LEVEL SECURITY")


def by_hand(statement: str, *given: object) -> None:
    """Run one statement as the owner with the triggers off."""
    with owner_hand(), connection.cursor() as cursor:
        cursor.execute(statement, given)


def _switch(triggers: str, walls: str) -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} {triggers}")
            if table != "core_loghead":
                cursor.execute(f"ALTER TABLE {table} {walls}")
