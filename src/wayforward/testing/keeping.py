"""What stands in the test database, kept aside and put back: what is slow to make is made once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from psycopg import sql

_TABLES = """SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
    AND c.relkind = 'r' AND c.relname <> 'django_migrations' ORDER BY 1"""
_SEQUENCES = """SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL"""


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of tables as COPY writes them, and where the sequences stand."""

    rows: dict[str, bytes]
    numbers: dict[str, int]


def keep() -> Kept:
    """Everything that is committed now and that no party owns."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        found = {name: _rows(cursor, name) for (name,) in cursor.fetchall()}
        cursor.execute(_SEQUENCES)
        return Kept({name: rows for name, rows in found.items() if rows}, dict(cursor.fetchall()))


def _rows(cursor, name: str) -> bytes:  # type: ignore[no-untyped-def]  # Django wraps psycopg's
    with cursor.copy(_on("COPY {} TO STDOUT", name)) as rows:
        return b"".join(rows)


def _on(statement: str, name: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(name))


def put_back(kept: Kept) -> None:
    """Fill those tables as they were, without triggers: nothing happens a second time."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for name in kept.rows:
            cursor.execute(_on("TRUNCATE {} CASCADE", name))
            cursor.execute(_on("ALTER TABLE {} DISABLE TRIGGER USER", name))
        for name, rows in kept.rows.items():
            with cursor.copy(_on("COPY {} FROM STDIN", name)) as into:
                into.write(rows)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in kept.rows:
            cursor.execute(_on("ALTER TABLE {} ENABLE TRIGGER USER", name))
        for name, last in kept.numbers.items():
            cursor.execute("SELECT setval(%s, %s)", [name, last])
