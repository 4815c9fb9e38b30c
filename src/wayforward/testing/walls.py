"""Being the app role in a test: what runs as the owner of the tables proves nothing about walls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from wayforward.database.cluster import APP


@contextmanager
def as_app_role() -> Iterator[None]:
    """Run what is inside as the role that the product runs as, in the test's own transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{APP}"')
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


def see_whole_log() -> None:
    """In a test that runs as the owner: see events of every party, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT core_see_whole_log('on')")
