"""Running a statement prepared, which Django's cursors cannot: for the few that run very often."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connection


def prepared(
    statement: str, given: Mapping[str, Any], *, binary: bool = False
) -> list[tuple[Any, ...]]:
    """The rows of a statement that is planned once a connection; within the open transaction."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(statement, given, prepare=True, binary=binary).fetchall()
