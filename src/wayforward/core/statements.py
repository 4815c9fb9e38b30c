"""Running a statement prepared, which Django's cursors cannot: for the few that run very often; and
how vectors and words are written in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import psycopg
from django.db import connection


def prepared(
    statement: str, given: Mapping[str, Any], *, binary: bool = False, by_value: bool = False
) -> list[tuple[Any, ...]]:
    """The rows of a statement that is read once a connection; within the open transaction.

    It is planned once as well, or `by_value`: each time for the values given, where they decide
    which index serves. That is said for this statement alone, for it would hold for every trigger.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        if not by_value:
            return cursor.execute(statement, given, prepare=True, binary=binary).fetchall()
        cursor.execute("SET plan_cache_mode = force_custom_plan")
        rows = cursor.execute(statement, given, prepare=True, binary=binary).fetchall()
        cursor.execute("RESET plan_cache_mode")
        return rows


def vector_literal(vector: Iterable[float]) -> str:
    """A vector as PostgreSQL reads it; five digits are more than its half precision keeps."""
    return "[" + ",".join(f"{number:.5f}" for number in vector) + "]"


def any_of(words: Iterable[str]) -> str:
    """A tsquery that matches any of the words; words hold letters and digits only."""
    return " | ".join(f"'{word}'" for word in words)
