"""The whole log, past the walls between parties, for those who verify it: the owner of the tables.

The product runs as the app role, which sees its own party's part. Verifying and exporting at the
terminal go through here; the wall opens to the owner alone, and only where it says that it verifies
(sql/chain_walls.sql).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection, transaction

from wayforward.conf import environment
from wayforward.database.cluster import OWNER, cluster_in

# What is hashed is made here from the columns themselves, not by a function of the database:
# whoever can change rows can change functions.
_EVENTS = """
SELECT link.chain, link.sequence, link.previous, link.hash, event.id,
  to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), event.stream,
  event.name, event.subject, event.actor, event.reason, event.facts::text,
  event.party_id, event.account_id, event.purpose
FROM core_eventlink AS link LEFT JOIN core_event AS event ON event.id = link.event_id
WHERE link.chain = %(chain)s AND link.sequence > %(after)s ORDER BY link.sequence LIMIT %(most)s
"""
_STATES = """
SELECT id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  "table", row, verb, data_class, party_id, state::text,
  account_id, acting_party_id, purpose, reason
FROM core_rowhistory WHERE at >= %(since)s AND at < %(until)s ORDER BY id
"""
_OWNS = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'core_event'::regclass"
_BATCH = 5000
_BEGINNING = -(2**63)  # before any number, those that somebody made up included


class WholeLogClosedError(PermissionError):
    """Whoever asks does not own the tables; the message says what to do."""


@contextmanager
def whole_log() -> Iterator[WholeLog]:
    """One consistent look at everything, for reading alone."""
    if os.environ.get("WAYFORWARD_DATABASE_ROLE") == "owner":
        with transaction.atomic():
            connection.ensure_connection()
            yield from _opened(connection.connection)
        return
    with psycopg.connect(_owner_url()) as link:
        link.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        link.read_only = True
        yield from _opened(link)


def _opened(link: psycopg.Connection[Any]) -> Iterator[WholeLog]:
    owns = link.execute(_OWNS).fetchone()
    if not owns or not owns[0]:
        raise WholeLogClosedError(
            "Only the owner of the tables sees the whole log: set DATABASE_OWNER_URL to that role."
        )
    before = link.execute("SELECT core_see_whole_log('on')").fetchone()
    yield WholeLog(link)
    link.execute("SELECT core_see_whole_log(%s)", before)


def _owner_url() -> str:
    env = environment()
    return (
        env.database_owner_url
        or env.database_url
        or cluster_in(env.data).url(OWNER, str(connection.settings_dict["NAME"]))
    )


class WholeLog:
    """What can be read of it."""

    def __init__(self, link: psycopg.Connection[Any]) -> None:
        """`link` is the owner's, with the wall open."""
        self._link = link

    def count(self, party: int | None = None) -> int:
        """How many events stand in chains."""
        held = self._link.execute(
            "SELECT count(*) FROM core_eventlink WHERE %(party)s::bigint IS NULL"
            " OR party_id = %(party)s",
            {"party": party},
        ).fetchone()
        return int(held[0]) if held else 0

    def events(self, party: int | None = None) -> Iterator[tuple[Any, ...]]:
        """Rows of `outside.chains.FIELDS` by chain and number; of an event that is gone None.

        With `party` that party's chains alone.
        """
        for chain in self._chains(party):
            yield from self._chain(chain)

    def _chains(self, party: int | None) -> list[str]:
        rows = self._link.execute(
            "SELECT chain FROM core_eventlink WHERE %(party)s::bigint IS NULL"
            " OR party_id = %(party)s GROUP BY chain",
            {"party": party},
        )
        return sorted(row[0] for row in rows)

    def _chain(self, chain: str) -> Iterator[tuple[Any, ...]]:
        """In batches along the index: sorting a whole log would go to the disk."""
        after = _BEGINNING
        while rows := self._batch(chain, after):
            yield from rows
            after = rows[-1][1]

    def _batch(self, chain: str, after: int) -> list[tuple[Any, ...]]:
        given = {"chain": chain, "after": after, "most": _BATCH}
        # Django's own cursors fill in what is given themselves, and then nothing comes in binary.
        with psycopg.Cursor(self._link) as cursor:
            return cursor.execute(_EVENTS, given, binary=True).fetchall()

    def unchained(self) -> list[tuple[str, int]]:
        """Events that stand in no chain: the stream and the number of each, at most a hundred."""
        return self._link.execute(
            "SELECT stream, id FROM core_event WHERE NOT EXISTS (SELECT FROM core_eventlink"
            " WHERE event_id = core_event.id) ORDER BY id LIMIT 100"
        ).fetchall()

    def states(self, since: datetime, until: datetime) -> Iterator[tuple[Any, ...]]:
        """The states of walled rows that were written in a stretch of time, by their number."""
        with self._link.cursor(name="states") as cursor:
            cursor.itersize = _BATCH
            cursor.execute(_STATES, {"since": since, "until": until}, binary=True)
            yield from cursor
