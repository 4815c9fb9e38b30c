"""The log under load: writers at once, verifying, and what a chain costs against other ways.

    .venv/bin/python -m tests.bench.bench_audit [--writers 8] [--events 20000] [--verify 200000]

Data: synthetic events in a test database that is thrown away. Three ways of chaining are compared
with the same writers, each transaction recording one event and then working for two milliseconds,
as actions do: at the commit with an advisory lock (the product's way), at the insert with that
lock held until the commit, at the commit with a locked head row instead; and no chain at all, which
shows what the others cost. Then one event is altered by the owner and has to be named, and heads
are made: one in between after a thousand events more, beside what the head of a day checks. Prints
a table and, last, one JSON line.
"""

from __future__ import annotations

import json
import os
import statistics
import threading
import time
from collections.abc import Callable

import click
from django.db import connection, transaction
from tests.bench.database import empty_database

from wayforward.core.audit.actions import record
from wayforward.core.audit.checking import verify_log
from wayforward.core.audit.head_actions import sign_so_far
from wayforward.core.audit.models import Event, EventLink
from wayforward.core.audit.queries import chain_faults, waiting

_WORK = 0.002  # seconds an action goes on after it recorded its event
_BATCH = 20_000
_HEAD_ROW = """
CREATE TABLE bench_head (chain text PRIMARY KEY, sequence bigint, hash text);
CREATE OR REPLACE FUNCTION core_append_link(one core_event) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE own text := core_chain_of(one.stream, one.party_id); last record; made text;
BEGIN
  INSERT INTO bench_head VALUES (own, 0, '') ON CONFLICT DO NOTHING;
  SELECT sequence, hash INTO last FROM bench_head WHERE chain = own FOR UPDATE;
  made := core_line_hash(core_event_line(one, last.sequence + 1, last.hash));
  UPDATE bench_head SET sequence = last.sequence + 1, hash = made WHERE chain = own;
  INSERT INTO core_eventlink (event_id, chain, party_id, sequence, previous, hash)
  VALUES (one.id, own, one.party_id, last.sequence + 1, last.hash, made);
END $$;
"""


def _sql(statement: str, *given: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given or None)


def _empty() -> None:
    _sql("TRUNCATE core_event, core_eventlink")


def _write(writer: int, events: int, at_once: bool, took: list[float]) -> None:
    for number in range(events):
        begun = time.perf_counter()
        with transaction.atomic():
            if at_once:
                _sql("SET CONSTRAINTS event_chain IMMEDIATE")
            record(
                stream="persons", name="person read", subject=f"{writer}-{number}",
                actor="somebody", reason="a case step", record="core.Person", case=number,
            )  # fmt: skip
            time.sleep(_WORK)
        took.append(time.perf_counter() - begun)
    connection.close()


def _writers(writers: int, events: int, at_once: bool = False) -> dict[str, float]:
    """Events a second, and how long a transaction took in milliseconds."""
    took: list[float] = []
    threads = [
        threading.Thread(target=_write, args=(n, events // writers, at_once, took))
        for n in range(writers)
    ]
    begun = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    seconds = time.perf_counter() - begun
    took.sort()
    return {
        "events": len(took),
        "per_second": round(len(took) / seconds),
        "median_ms": round(1000 * statistics.median(took), 1),
        "p99_ms": round(1000 * took[int(len(took) * 0.99)], 1),
    }


def _ways(writers: int, events: int) -> dict[str, dict[str, float | bool]]:
    found: dict[str, dict[str, float | bool]] = {}
    few = max(writers, events // 4)
    _empty()
    _sql("ALTER TABLE core_event DISABLE TRIGGER event_chain")
    found["no_chain"] = {**_writers(writers, few)}
    _sql("ALTER TABLE core_event ENABLE TRIGGER event_chain")
    _empty()
    found["at_commit"] = {**_writers(writers, events), "valid": not verify_log().faults}
    found["at_commit"]["links"] = EventLink.objects.count()
    _empty()
    found["at_insert"] = {**_writers(writers, few, at_once=True), "valid": not verify_log().faults}
    _empty()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('core_append_link'::regproc)")
        [ours] = cursor.fetchone() or [""]
    _sql(_HEAD_ROW)
    found["head_row"] = {**_writers(writers, few), "valid": not verify_log().faults}
    _sql(ours)
    return found


def _fill(events: int) -> float:
    """Seconds to write many events in large transactions."""
    _empty()
    begun = time.perf_counter()
    for start in range(0, events, _BATCH):
        with transaction.atomic():
            Event.objects.bulk_create(
                Event(stream=("persons", "cards", "accounts")[n % 3], name="person read",
                      subject=f"ABCDEF{n}", actor="somebody", reason="a case step",
                      facts={"record": "core.Person", "case": n, "words": "پښتو"})
                for n in range(start, min(start + _BATCH, events))
            )  # fmt: skip
    _sql("ANALYZE core_event, core_eventlink")
    return time.perf_counter() - begun


def _verify(events: int) -> dict[str, object]:
    filled = _fill(events)
    begun_cpu = time.process_time()
    reports = [verify_log() for _ in range(3)]
    cpu = time.process_time() - begun_cpu
    begun = time.perf_counter()
    inside = chain_faults()
    in_database = time.perf_counter() - begun
    chosen = EventLink.objects.filter(chain="cards").order_by("sequence")[events // 5]
    for toggle in ("DISABLE", "ENABLE"):
        _sql(f"ALTER TABLE core_event {toggle} TRIGGER USER")
        _sql(
            f"ALTER TABLE core_event {'NO ' if toggle == 'DISABLE' else ''}FORCE ROW LEVEL SECURITY"
        )
        if toggle == "DISABLE":
            _sql("UPDATE core_event SET reason = 'another' WHERE id = %s", chosen.event_id)
    [fault] = verify_log().faults
    return {
        "events": events,
        "filled_per_second": round(events / filled),
        "valid": not any(report.faults for report in reports) and not inside,
        "per_second": round(statistics.median(report.per_second for report in reports)),
        "per_cpu_second_of_verifier": round(3 * events / cpu),
        "per_second_in_database": round(events / in_database),
        "altered_named_exactly": (fault.what, fault.chain, fault.sequence, fault.event)
        == ("altered", "cards", chosen.sequence, chosen.event_id),
    }


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return round(time.perf_counter() - begun, 4)


def _heads(events: int) -> dict[str, float]:
    """Seconds that heads take in a log of so many events."""
    _fill(events)
    whole = _seconds(lambda: sign_so_far(at_once=True))
    with transaction.atomic():
        for number in range(1000):
            record(stream="persons", name="person read", subject=f"{number}", actor="somebody")
    return {
        "first": whole,
        "in_between_after_1000": _seconds(sign_so_far),
        "nothing_due": _seconds(waiting),
        "checks_of_a_day": _seconds(chain_faults),
    }


@click.command()
@click.option("--writers", default=8)
@click.option("--events", default=20_000)
@click.option("--verify", "verified", default=200_000)
def main(writers: int, events: int, verified: int) -> None:
    """Write, verify, alter, print."""
    with empty_database():
        ways = _ways(writers, events)
        for way, figures in ways.items():
            click.echo(f"{way:<10} " + "  ".join(f"{k} {v}" for k, v in figures.items()))
        verify = _verify(verified)
        click.echo("verify     " + "  ".join(f"{k} {v}" for k, v in verify.items()))
        heads = _heads(verified)
        click.echo("heads      " + "  ".join(f"{k} {v}" for k, v in heads.items()))
        said = {
            "writers": writers, "load": os.getloadavg()[0], "ways": ways, "verify": verify,
            "heads": heads,
        }  # fmt: skip
        click.echo(json.dumps(said))


if __name__ == "__main__":
    main()
