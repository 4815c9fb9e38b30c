"""A million stored names: how soon the candidates for one query are there, as the app role.

    .venv/bin/python -m tests.bench.bench_names [--names 1000000] [--queries 300]

Data: invented names from tests/bench/name_spelling.py, as frequent parts are frequent, a third in
Arabic script, the rest in six Latin habits; a name and a father's name for each person, four in
five of one party, the rest of another that must never be seen. Queries are names that are kept,
spelled anew in another habit or script, asked inside `acting_for` as the role the product runs as,
behind forced row-level policies. Told: time of `queries.candidates` (SQL and scoring) and of the
SQL alone, with the walls and without; whether the first bears the name asked for; whether the very
person is among the first 20, by the name alone (many bear one name) and with the father's name.
With --gin the same keys are kept as an array under a GIN index, and as text under trigrams, with
and without a wall. Prints a table and one line of JSON.
"""

from __future__ import annotations

import io
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator

import click
from django.db import connection, transaction
from tests.bench.database import empty_database
from tests.bench.name_spelling import (
    HABITS,
    Name,
    Spoken,
    draw_name,
    draw_part,
    write_arabic,
    write_latin,
)

from wayforward.core.access.context import acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.parties.models import Party
from wayforward.core.persons import queries
from wayforward.core.persons.matching.comparing import Known
from wayforward.core.persons.matching.keys import father_keys, query_keys, stored_keys
from wayforward.core.persons.matching.spelling import is_arabic
from wayforward.database.cluster import APP
from wayforward.testing.parties import two_parties

_SEED = 5
_FATHERS = 10_000_000  # a father's name is the row of this many more
_TABLES = ("core_person", "core_personname", "core_namekey")


def _written(name: Name, chance: random.Random) -> str:
    if chance.random() < 1 / 3:
        return write_arabic(name, chance).replace("\u200c", " ")
    return write_latin(name, chance.choice(HABITS), chance)


def _fill(count: int, parties: tuple[Party, Party], seed: int) -> None:
    """Rows by COPY, past walls and triggers: as the owner with both put aside, then put back."""
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        begun = time.perf_counter()
        for start in range(0, count, 50_000):
            _copy(cursor, start, min(start + 50_000, count), parties, seed)
            if start % 200_000 == 0:
                click.echo(f"{start:9} names, {time.perf_counter() - begun:.0f} s", err=True)
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("VACUUM (ANALYZE) " + ", ".join(_TABLES))


def _copy(cursor, start: int, end: int, parties: tuple[Party, Party], seed: int) -> None:  # type: ignore[no-untyped-def]
    texts = {table: io.StringIO() for table in _TABLES}
    for at in range(start, end):
        chance = random.Random(f"{seed}-{at}")  # noqa: S311
        written = _written(draw_name(chance), chance)
        party = parties[at % 5 == 0].pk
        script = "arabic" if is_arabic(written) else "latin"
        parts = "{" + ",".join(f'"{part}"' for part in written.split()) + "}"
        texts["core_person"].write(f"{at + 1}\tP{at:011}\t{party}\n")
        texts["core_personname"].write(
            f"{at + 1}\t{at + 1}\t{party}\town\t{parts.replace(chr(92), '')}\t{script}\t\tbench\n"
        )
        father = _written((_father(at + 1),), chance)
        texts["core_personname"].write(
            f"{_FATHERS + at + 1}\t{at + 1}\t{party}\tfather\t{{{father}}}\tlatin\t\tbench\n"
        )
        for key in stored_keys(written):
            texts["core_namekey"].write(f"{at + 1}\t{at + 1}\t{party}\t{key}\n")
        for key in father_keys(father):
            texts["core_namekey"].write(f"{_FATHERS + at + 1}\t{at + 1}\t{party}\t{key}\n")
    columns = {
        "core_person": "id, reference, party_id",
        "core_personname": "id, person_id, party_id, kind, parts, script, habit, source",
        "core_namekey": "name_id, person_id, party_id, key",
    }
    for table in _TABLES:
        with cursor.copy(f"COPY {table} ({columns[table]}) FROM STDIN") as copy:
            copy.write(texts[table].getvalue())


def _queries(count: int, names: int, seed: int) -> Iterator[tuple[int, str]]:
    """Kept names of the first party, spelled anew."""
    chance = random.Random(seed + 1)  # noqa: S311
    while count:
        at = chance.randrange(names)
        if at % 5 == 0:
            continue
        count -= 1
        yield at + 1, _written(_drawn(at + 1), chance)


def _same_name(one: int, other: int) -> bool:
    """Whether two persons were given the same parts of a name."""
    return set(_drawn(one)) == set(_drawn(other))


def _drawn(person: int) -> Name:
    return draw_name(random.Random(f"{_SEED}-{person - 1}"))  # noqa: S311


def _father(person: int) -> Spoken:
    """The given name drawn for somebody's father."""
    return draw_part("given", random.Random(f"{_SEED}-father-{person - 1}"))  # noqa: S311


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    begun = time.perf_counter()
    done = work()
    return 1000 * (time.perf_counter() - begun), done


def _percentiles(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {"median_ms": round(statistics.median(ordered), 1),
            "p95_ms": round(ordered[int(0.95 * len(ordered))], 1)}  # fmt: skip


def _as_app(party: Party, asked: list[tuple[int, str]]) -> dict[str, object]:
    whole, alone, with_father, found, found_by_father, alike = [], [], [], 0, 0, 0
    chance = random.Random(_SEED + 2)  # noqa: S311
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{APP}"')
        roles = [Role.IDENTITY_ADJUDICATOR]
        with acting_for(party, purpose=Purpose.IDENTIFICATION, roles=roles):
            for person, name in asked:
                took, candidates = _timed(lambda name=name: queries.candidates(Known((name,))))
                whole.append(took)
                alone.append(_timed(lambda name=name: queries._near(name))[0])
                assert isinstance(candidates, list)
                found += person in {one.person.pk for one in candidates}
                both = Known((name,), (_written((_father(person),), chance),))
                took, by_father = _timed(lambda both=both: queries.candidates(both))
                with_father.append(took)
                assert isinstance(by_father, list)
                found_by_father += person in {one.person.pk for one in by_father}
                alike += _same_name(person, candidates[0].person.pk) if candidates else False
            strangers = Party.objects.exclude(pk=party.pk).values_list("pk", flat=True)
            cursor.execute("SELECT count(*) FROM core_namekey WHERE party_id = ANY(%s)",
                           [list(strangers)])  # fmt: skip
            seen = cursor.fetchone()
        cursor.execute("RESET ROLE")
    return {
        "candidates": _percentiles(whole),
        "candidates_with_father": _percentiles(with_father),
        "sql_behind_the_wall": _percentiles(alone),
        "asked_person_in_first_20": round(found / len(asked), 3),
        "asked_person_in_first_20_with_father": round(found_by_father / len(asked), 3),
        "first_is_of_that_name": round(alike / len(asked), 3),
        "rows_of_the_other_party_seen": seen[0] if seen else None,
    }


def _unwalled(asked: list[tuple[int, str]], party: Party) -> dict[str, float]:
    """The same statement with the policies put aside and the party named by hand."""
    statement = queries._CANDIDATES.replace("WHERE key =", f"WHERE party_id = {party.pk} AND key =")
    times = []
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        for _, name in asked:
            wanted = {"keys": list(query_keys(name)), "most": queries._MOST_HITS,
                      "nearest": queries._NEAREST, "fathers": [], "father_counts": 0}  # fmt: skip
            times.append(
                _timed(lambda wanted=wanted: cursor.execute(statement, wanted).fetchall())[0]
            )
        transaction.set_rollback(True)
    return _percentiles(times)


def _other_indexes(party: Party, asked: list[tuple[int, str]]) -> dict[str, object]:
    """GIN over an array of keys, and trigrams over them as text, walled in the same way."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_namekey NO FORCE ROW LEVEL SECURITY")
        cursor.execute(
            "CREATE TABLE bench_keys AS SELECT name_id, party_id, array_agg(key) AS keys, "
            "string_agg(key, ' ') AS told FROM core_namekey WHERE key !~ '^f/' "
            "GROUP BY name_id, party_id"
        )
        cursor.execute("ALTER TABLE core_namekey FORCE ROW LEVEL SECURITY")
        cursor.execute("CREATE INDEX ON bench_keys USING gin (keys)")
        cursor.execute("CREATE INDEX ON bench_keys USING gin (told gin_trgm_ops)")
        cursor.execute("ALTER TABLE bench_keys ENABLE ROW LEVEL SECURITY")
        cursor.execute("ALTER TABLE bench_keys FORCE ROW LEVEL SECURITY")
        cursor.execute("CREATE POLICY see ON bench_keys USING (party_id = (SELECT acting_party()))")
        cursor.execute(f'GRANT SELECT ON bench_keys TO "{APP}"')
        cursor.execute("VACUUM (ANALYZE) bench_keys")
    array = (
        "SELECT name_id FROM (SELECT name_id, keys FROM bench_keys WHERE keys && %(keys)s "
        "LIMIT %(most)s) t "
        "ORDER BY (SELECT count(*) FROM unnest(keys) k WHERE k = ANY(%(keys)s)) DESC LIMIT 200"
    )
    trigram = (
        "SELECT name_id FROM bench_keys WHERE told %% %(told)s "
        "ORDER BY similarity(told, %(told)s) DESC LIMIT 200"
    )
    few = asked[:20]
    return {
        "gin_array_behind_the_wall": _each(few, array, party),
        "gin_array_without": _each(asked, array, None),
        "trigram_behind_the_wall": _each(few, trigram, party),
        "trigram_without": _each(few, trigram, None),
    }


def _each(asked: list[tuple[int, str]], statement: str, party: Party | None) -> dict[str, float]:
    times = []
    with transaction.atomic(), connection.cursor() as cursor:
        if party is None:
            cursor.execute("ALTER TABLE bench_keys NO FORCE ROW LEVEL SECURITY")
        else:
            cursor.execute(f'SET LOCAL ROLE "{APP}"')
            cursor.execute("SELECT set_config('wayforward.party', %s, true)", [str(party.pk)])
        for _, name in asked:
            keys = list(query_keys(name))
            wanted = {"keys": keys, "most": queries._MOST_HITS, "told": " ".join(stored_keys(name))}
            times.append(
                _timed(lambda wanted=wanted: cursor.execute(statement, wanted).fetchall())[0]
            )
        transaction.set_rollback(True)
    return _percentiles(times)


def _plan(party: Party, name: str) -> str:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{APP}"')
        with acting_for(party):
            wanted = {"keys": list(query_keys(name)), "most": queries._MOST_HITS,
                      "nearest": queries._NEAREST, "fathers": [], "father_counts": 0}  # fmt: skip
            cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + queries._CANDIDATES, wanted)
            told = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("RESET ROLE")
    return told


def _measure(names: int, count: int, gin: bool, plan: bool) -> dict[str, object]:
    parties = two_parties()
    _fill(names, parties, seed=_SEED)
    asked = list(_queries(count, names, seed=_SEED))
    _as_app(parties[0], asked[:20])  # warm
    if plan:
        click.echo(_plan(parties[0], asked[0][1]), err=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint, pg_total_relation_size(oid) / 1048576 "
            "FROM pg_class WHERE relname = 'core_namekey'")  # fmt: skip
        row = cursor.fetchone() or (0, 0)
    told: dict[str, object] = {"names": names, "keys": row[0], "keys_mb": row[1], "queries": count}
    told |= _as_app(parties[0], asked)
    told["sql_without_the_wall"] = _unwalled(asked, parties[0])
    return told | (_other_indexes(parties[0], asked) if gin else {})


@click.command()
@click.option("--names", default=1_000_000)
@click.option("--queries", "count", default=300)
@click.option("--gin", is_flag=True, help="Measure other indexes too.")
@click.option("--plan", is_flag=True, help="Show the plan of one query.")
def main(names: int, count: int, gin: bool, plan: bool) -> None:
    """Fill, ask, print."""
    with empty_database():
        told = _measure(names, count, gin, plan)
        for name, value in told.items():
            click.echo(f"{name:32} {value}")
        click.echo(json.dumps(told))


if __name__ == "__main__":
    main()
