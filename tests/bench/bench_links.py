"""Openings of one short link counted by many at once: a row each against one row updated in place.

    .venv/bin/python -m tests.bench.bench_links [--sizes 1,8,32,60] [--each 60]

Data: one link, opened by N writers at once, each with its own connection to the database; made up.
Both ways in one run on the same server, every opening in a transaction of its own that is on the
disk before the next begins. While rows are added, they are put together again and again, as the
scheduler does. Counts what was lost: the sum at the end against the openings made. A test database
that is thrown away. Prints a table and one JSON line.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import click
from django.db import connection, connections
from django.db.models import Sum
from tests.bench.database import empty_database

from wayforward.information.campaigns.links.counting import count_open, put_together
from wayforward.information.campaigns.links.models import LinkOpens

LINK, DAY, LANGUAGE = 7, date(2026, 5, 4), "ps"
_PLACE = """
CREATE TABLE bench_in_place (link bigint, day date, language text, opens integer,
  PRIMARY KEY (link, day, language))
"""
_IN_PLACE = """
INSERT INTO bench_in_place VALUES (%s, %s, %s, 1)
ON CONFLICT (link, day, language) DO UPDATE SET opens = bench_in_place.opens + 1
"""


def _add_row() -> None:
    count_open(link=LINK, day=DAY, language=LANGUAGE)


def _update() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_IN_PLACE, [LINK, DAY, LANGUAGE])


class _Writers:
    """N threads that begin together; keeps how long each opening took."""

    def __init__(self, count: int, each: int, open_once: Callable[[], None]) -> None:
        self.count, self.each, self.open_once = count, each, open_once
        self.waits: list[float] = []
        self.start = threading.Barrier(count + 1, timeout=60)

    def _write(self) -> None:
        connection.ensure_connection()
        mine: list[float] = []
        self.start.wait()
        for _ in range(self.each):
            began = time.perf_counter()
            self.open_once()
            mine.append(time.perf_counter() - began)
        self.waits += mine
        connections.close_all()

    def run(self, beside: Callable[[threading.Event], None] | None = None) -> float:
        """Seconds from the first opening to the last."""
        threads = [threading.Thread(target=self._write) for _ in range(self.count)]
        over = threading.Event()
        helper = threading.Thread(target=beside, args=(over,)) if beside else None
        for one in threads:
            one.start()
        self.start.wait()
        began = time.perf_counter()
        if helper:
            helper.start()
        for one in threads:
            one.join()
        took = time.perf_counter() - began
        over.set()
        if helper:
            helper.join()
        return took


def _tidy(over: threading.Event) -> None:
    """Put rows together ten times a second: the scheduler does so once a minute."""
    while not over.wait(0.1):
        put_together()
    connections.close_all()


def _figures(writers: _Writers, took: float, counted: int) -> dict[str, Any]:
    waits = sorted(writers.waits)
    made = writers.count * writers.each
    return {
        "a_second": round(made / took),
        "ms_half": round(1000 * waits[len(waits) // 2], 2),
        "ms_99": round(1000 * waits[int(len(waits) * 0.99)], 1),
        "lost": made - counted,
    }


def _rows(count: int, each: int) -> dict[str, Any]:
    LinkOpens.objects.all().delete()
    writers = _Writers(count, each, _add_row)
    took = writers.run(_tidy)
    began = time.perf_counter()
    put_together()
    tidied = time.perf_counter() - began
    counted = LinkOpens.objects.aggregate(n=Sum("opens"))["n"]
    left = LinkOpens.objects.count()
    return _figures(writers, took, counted) | {
        "rows_left": left, "put_together_ms": round(1000 * tidied, 1)
    }  # fmt: skip


def _in_place(count: int, each: int) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE bench_in_place")
    writers = _Writers(count, each, _update)
    took = writers.run()
    with connection.cursor() as cursor:
        cursor.execute("SELECT opens FROM bench_in_place")
        [counted] = cursor.fetchone()
    return _figures(writers, took, counted)


def _cleared(rows: int) -> dict[str, Any]:
    """How long putting many rows together takes, as after a day without the scheduler."""
    LinkOpens.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO information_linkopens (link_id, day, language, opens, together)"
            " SELECT n %% 500, DATE '2026-05-04' - n %% 30,"
            " (ARRAY['en','ps','fa-af'])[1 + n %% 3], 1, false FROM generate_series(1, %s) AS n",
            [rows],
        )
    began = time.perf_counter()
    done = put_together()
    return {"rows": done.rows, "into": done.into, "s": round(time.perf_counter() - began, 2)}


@click.command()
@click.option("--sizes", default="1,8,32,60", help="How many at once.")
@click.option("--each", default=60, help="Openings of each.")
@click.option("--rows", default=1_000_000, help="Rows put together at once.")
def main(sizes: str, each: int, rows: int) -> None:
    """The command."""
    figures: dict[str, Any] = {}
    with empty_database():
        with connection.cursor() as cursor:
            cursor.execute(_PLACE)
        _Writers(2, 5, _add_row).run()
        for count in map(int, sizes.split(",")):
            of_each = max(each, 600 // count)
            figures[str(count)] = {
                "a row each": _rows(count, of_each), "one row in place": _in_place(count, of_each)
            }  # fmt: skip
        figures["put together"] = _cleared(rows)
        connections.close_all()
    _tell(figures)


def _tell(figures: dict[str, Any]) -> None:
    click.echo("at once | way | a second | ms half | ms 99 % | lost")
    for count, ways in figures.items():
        if count == "put together":
            continue
        for way, one in ways.items():
            told = (one["a_second"], one["ms_half"], one["ms_99"], one["lost"])
            click.echo(f"{count} | {way} | " + " | ".join(map(str, told)))
    click.echo(json.dumps(figures))


if __name__ == "__main__":
    main()
