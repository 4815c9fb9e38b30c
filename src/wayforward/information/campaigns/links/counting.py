"""Counts openings of short links: a row each, put together by the scheduler. Nothing of a reader.

Adding a row waits for nobody, so a hundred openings at once are counted as fast as one after the
other (tests/bench/bench_links.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db import connection

from wayforward.information.campaigns.links.models import LinkOpens

_SQL = Path(__file__).resolve().parent / "sql" / "put_together.sql"


@dataclass(frozen=True, slots=True)
class Together:
    """How many rows became how many."""

    rows: int
    into: int


def count_open(*, link: int, day: date, language: str) -> None:
    """A link was opened once, its page being in a language."""
    LinkOpens.objects.create(link_id=link, day=day, language=language)


def put_together() -> Together:
    """One row a link, day and language; may run at any time, beside itself as well."""
    with connection.cursor() as cursor:
        cursor.execute(_statement())
        rows, into = cursor.fetchone()
    return Together(rows, into)


@cache
def _statement() -> str:
    return _SQL.read_text(encoding="utf-8")
