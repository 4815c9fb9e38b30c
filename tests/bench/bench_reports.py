"""Reports of rumours: how fast they are scrubbed and taken in, and sorted among a million.

    .venv/bin/python -m tests.bench.bench_reports [--reports 1000000] [--taken-in 2000]

Data: synthetic reports in three languages, a third with a telephone number, a link or a name. Taken
in one by one as a page and a chat do, and a hundred together as a file does, with a matching that
costs nothing, so that what is measured is ours: beside it the bare INSERT of single rows. Then a
million rows made in the database, a tenth of which wait, and what the desk and the command ask, the
picture of a week among it. A test database that is thrown away. Prints a table and one JSON line.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date

import click
from django.db import connection, transaction
from tests.bench.database import empty_database
from tests.information.narratives.reporting.making import FoundFor, load_rumour_rules

from wayforward.information.narratives.models import Claim, Narrative
from wayforward.information.narratives.reporting import queries
from wayforward.information.narratives.reporting.actions import Heard, receive_many, receive_report
from wayforward.information.narratives.reporting.matched import one_by_one
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.reporting.rules import Intake
from wayforward.information.narratives.reporting.scrubbing import scrub
from wayforward.information.narratives.weekly.queries import weekly

DAY = date(2026, 5, 4)
WEEK = date(2026, 4, 27)  # the last that has ended
CLAIMS, AT_ONCE = 60, 100
SAID = (
    "می‌گویند آلمان به هر فامیل خانه می‌دهد و موتر هم می‌دهد، شمارهٔ {} است",
    "وايي چې جرمني هرې کورنۍ ته کور ورکوي، وګوره https://example.org/{}",
    "They say Germany gives every family a house, my name is Nemuna {}",
    "آیا راست است که در ایتالیا هر کس کار می‌کند سند می‌گیرد؟ {}",
    "the border is open for families until the end of the month {}",
    "وايي چې له درې میاشتو وروسته هرڅوک پاسپورټ اخلي {}",
)
_MANY = """
INSERT INTO information_report (text, same_text, removed, language, came_by, channel, day, province,
  people, decision, suggested_id, candidates, claim_id, how, set_aside)
SELECT 'made up ' || n %% 20000, md5((n %% 20000)::text), '{}',
  (ARRAY['fa-af', 'ps', 'en'])[1 + n %% 3], (ARRAY['web', 'file', 'telegram'])[1 + n %% 3],
  (ARRAY['', 'tiktok', 'facebook'])[1 + n / 3 %% 3], DATE '2026-05-04' - (n %% 700),
  (ARRAY['', 'AF-KAB', 'AF-HER', 'AF-BAL', 'AF-KAN'])[1 + n %% 5], 1,
  CASE WHEN n %% 10 = 0 THEN CASE WHEN n %% 20 = 0 THEN 'suggested' ELSE 'new' END
    ELSE 'near_exact' END,
  CASE WHEN n %% 20 = 0 OR n %% 10 > 0 THEN %(first)s + n / 7 %% %(claims)s END, '[]',
  CASE WHEN n %% 10 > 0 THEN %(first)s + n / 7 %% %(claims)s END,
  CASE WHEN n %% 10 > 0 THEN 'machine' ELSE '' END, false
FROM generate_series(1, %(reports)s) AS n
"""


def _match(text: str) -> FoundFor:
    return FoundFor("fa", "new")


def _seconds(work: Callable[[], object], times: int = 3) -> float:
    """The best of some runs."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def _claims() -> int:
    story = Narrative.objects.create(key="made-up")
    rows = [Claim.objects.create(key=f"claim-{n}", narrative=story, verdict="false",
                                 harm=1 + n % 3) for n in range(CLAIMS)]  # fmt: skip
    return rows[0].pk


def _take_in(count: int) -> None:
    for number in range(count):
        text = SAID[number % len(SAID)].format(700100200 + number)
        receive_report(heard=Heard(text, Intake.WEB, DAY), match=_match)


def _take_in_together(count: int) -> None:
    for begin in range(0, count, AT_ONCE):
        texts = [SAID[n % len(SAID)].format(700100200 + n) for n in range(begin, begin + AT_ONCE)]
        heard = [Heard(text, Intake.FILE, DAY) for text in texts]
        receive_many(heard=heard, match=one_by_one(_match))


def _insert_alone(count: int) -> None:
    for _ in range(count):
        with transaction.atomic():
            Report(text="x", language="en", came_by="web", day=DAY, decision="new").save()


def _fill(first: int, reports: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_MANY, {"first": first, "claims": CLAIMS, "reports": reports})
        cursor.execute("ANALYZE information_report")


@click.command()
@click.option("--reports", default=1_000_000, show_default=True)
@click.option("--taken-in", default=2_000, show_default=True)
def main(reports: int, taken_in: int) -> None:
    """Measure and print."""
    texts = [said.format(700100200) for said in SAID]
    scrubbed = _seconds(lambda: [scrub(one) for one in texts * 50]) / (len(texts) * 50)
    with empty_database():
        load_rumour_rules()
        first = _claims()
        whole = _seconds(lambda: _take_in(taken_in), 1) / taken_in
        together = _seconds(lambda: _take_in_together(taken_in), 1) / taken_in
        bare = _seconds(lambda: _insert_alone(taken_in), 1) / taken_in
        Report.objects.all().delete()
        _fill(first, reports)
        claim = Claim.objects.get(pk=first)
        queue = _seconds(lambda: queries.waiting(on=DAY, most=50))
        seen = _seconds(lambda: queries.seen(claim, on=DAY))
        week = _seconds(lambda: weekly(WEEK, language="en", today=DAY))
    result = {
        "scrub_ms": round(scrubbed * 1000, 3),
        "taken_in_per_second": round(1 / whole),
        "taken_in_together_per_second": round(1 / together),
        "bare_insert_per_second": round(1 / bare),
        "ratio_to_bare_insert": round(whole / bare, 2),
        "reports": reports,
        "queue_seconds": round(queue, 3),
        "sightings_of_a_claim_seconds": round(seen, 3),
        "week_seconds": round(week, 3),
    }
    for name, value in result.items():
        click.echo(f"{name:32} {value}")
    click.echo(json.dumps(result))


if __name__ == "__main__":
    main()
