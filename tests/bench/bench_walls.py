"""What row-level security costs: the same queries by the same role, with the walls up and down.

    .venv/bin/python -m tests.bench.bench_walls [--persons 200000] [--parties 40] [--rounds 21]

Data: synthetic persons of many parties (they stand for cases until there are any), a disclosure for
every fourth one, and the history that the triggers keep, in a test database that is thrown away.
With the walls down (row-level security disabled by the owner) each query names the party and
must give the same answer. Each query is asked in blocks as the app role, in one transaction as a
page does, a block with the walls up beside one with them down, so that other work on the machine
weighs on both. Prints medians over the rounds and one JSON line; no ratio may be over 1.3.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click
from django.db import connection
from django.utils import timezone
from tests.bench.database import empty_database

from wayforward.core.access.context import acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.parties.models import Arrangement, Party, PartyKind
from wayforward.testing.walls import as_app_role

TABLES = ("core_person", "core_disclosure", "core_consent", "core_rowhistory")
LIMIT = 1.3


@dataclass(frozen=True, slots=True)
class Question:
    """A typical query; `own` is what it has to say itself where no wall says it."""

    name: str
    sql: str
    own: str
    times: int

    def asked(self, walls: bool) -> str:
        """The statement with the walls up or down."""
        return self.sql.replace("{own}", "true" if walls else self.own)


QUESTIONS = (
    Question("one person by reference",
             "SELECT id, reference, created_at FROM core_person WHERE reference = %(reference)s"
             " AND {own}", "party_id = %(party)s", 400),
    Question("how many persons", "SELECT count(*) FROM core_person WHERE {own}",
             "party_id = %(party)s", 60),
    Question("newest 50 persons",
             "SELECT id, reference, created_at FROM core_person WHERE {own}"
             " ORDER BY created_at DESC, id DESC LIMIT 50", "party_id = %(party)s", 60),
    Question("persons with what was sent about each, 50",
             "SELECT p.reference, count(d.id) FROM core_person p"
             " LEFT JOIN core_disclosure d ON d.person_id = p.id WHERE {own}"
             " GROUP BY p.id ORDER BY p.id DESC LIMIT 50", "p.party_id = %(party)s", 40),
    Question("50 disclosures received last",
             "SELECT id, reference, purpose, made_at FROM core_disclosure"
             " WHERE recipient_id = %(party)s AND {own} ORDER BY made_at DESC, id DESC LIMIT 50",
             "true", 200),
    Question("disclosures by purpose",
             "SELECT purpose, count(*) FROM core_disclosure WHERE party_id = %(party)s AND {own}"
             " GROUP BY purpose", "true", 60),
    Question("history of one person",
             "SELECT at, verb, state FROM core_rowhistory WHERE \"table\" = 'core_person'"
             " AND row = %(row)s AND {own} ORDER BY at DESC",
             "party_id = %(party)s", 400),
    Question("persons added since yesterday, by day",
             "SELECT created_at::date, count(*) FROM core_person WHERE {own}"
             " AND created_at > %(since)s GROUP BY 1", "party_id = %(party)s", 60),
)  # fmt: skip


def _fill(persons: int, parties: int) -> list[Party]:
    arrangement = Arrangement.objects.create(key="bench", valid_from=timezone.now().date())
    made = [
        Party.objects.create(
            arrangement=arrangement, key=f"party-{n}", kind=PartyKind.MEMBER_STATE_AUTHORITY
        )
        for n in range(parties)
    ]
    share = persons // parties
    for n, party in enumerate(made):
        with acting_for(party), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO core_person (party_id, reference, created_at)"
                " SELECT %s, upper(left(md5(%s || '-' || one), 12)),"
                " now() - one * interval '20 minutes' FROM generate_series(1, %s) AS one",
                [party.pk, str(n), share],
            )
            cursor.execute(
                "INSERT INTO core_disclosure (party_id, reference, person_id, recipient_id,"
                " purpose, ground, provision, allowance, fields, groups, payload, consents,"
                " made_at, made_by, acknowledged_by, recalled_by, recall_reason)"
                " SELECT party_id, reference, id, %s, CASE id %% 3 WHEN 0 THEN 'journey' ELSE"
                " 'return_case' END, 'public_task', 'bench', 'bench', '{full_name}', '{identity}',"
                " 'v1.bench.', '{}', created_at, 'bench', '', '', '' FROM core_person"
                " WHERE id %% 4 = 0",
                [made[(n + 1) % parties].pk],
            )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return made


@contextmanager
def _walls(up: bool) -> Iterator[None]:
    verb = "ENABLE" if up else "DISABLE"
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} {verb} ROW LEVEL SECURITY")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")


def _given(party: Party) -> dict[str, object]:
    with acting_for(party), connection.cursor() as cursor:
        cursor.execute("SELECT id, reference FROM core_person ORDER BY id OFFSET 100 LIMIT 1")
        row, reference = cursor.fetchone() or (0, "")
    since = timezone.now() - timezone.timedelta(days=1)
    return {"party": party.pk, "row": str(row), "reference": reference, "since": since}


def _block(
    party: Party, given: dict[str, object], question: Question, up: bool
) -> tuple[float, object]:
    """Milliseconds a query (median of a block) with the walls up or down, and its answer."""
    acting = acting_for(party, purpose=Purpose.RETURN_CASE)
    took, answer = [], None
    with _walls(up), acting, as_app_role(), connection.cursor() as cursor:
        statement = question.asked(up)
        for _ in range(question.times):
            begun = time.perf_counter()
            cursor.execute(statement, given)
            answer = cursor.fetchall()
            took.append(time.perf_counter() - begun)
    return 1000 * statistics.median(took), answer


def _measure(persons: int, parties: int, rounds: int) -> dict[str, object]:
    begun = time.perf_counter()
    made = _fill(persons, parties)
    filled = time.perf_counter() - begun
    times: dict[str, dict[bool, list[float]]] = {q.name: {True: [], False: []} for q in QUESTIONS}
    same = True
    for number in range(rounds):
        party = made[number % parties]
        given = _given(party)
        for question in QUESTIONS:
            # side by side in time, so that whatever else the machine does weighs on both alike
            order = (True, False) if number % 2 else (False, True)
            found = {up: _block(party, given, question, up) for up in order}
            same &= found[True][1] == found[False][1]
            for up in order:
                times[question.name][up].append(found[up][0])
    lines = {name: _line(by) for name, by in times.items()}
    for name, line in lines.items():
        click.echo(f"{name:45} {line['without_ms']:9.3f} ms {line['with_ms']:9.3f} ms"
                   f"  x {line['ratio']:.2f}")  # fmt: skip
    worst = max(line["ratio"] for line in lines.values())
    return {
        "persons": persons, "parties": parties, "rounds": rounds, "filled_s": round(filled, 1),
        "same_answers": same, "questions": lines, "worst_ratio": worst, "limit": LIMIT,
        "held": same and worst <= LIMIT,
    }  # fmt: skip


def _line(by: dict[bool, list[float]]) -> dict[str, float]:
    """Medians over rounds, and the median of the rounds' own ratios."""
    ratios = [on / off for on, off in zip(by[True], by[False], strict=True)]
    return {
        "without_ms": round(statistics.median(by[False]), 3),
        "with_ms": round(statistics.median(by[True]), 3),
        "ratio": round(statistics.median(ratios), 2),
    }


@click.command()
@click.option("--persons", default=200_000)
@click.option("--parties", default=40)
@click.option("--rounds", default=21)
def main(persons: int, parties: int, rounds: int) -> None:
    """Fill, ask with and without walls, print."""
    with empty_database():
        click.echo(json.dumps(_measure(persons, parties, rounds)))


if __name__ == "__main__":
    main()
