"""200,000 running clocks swept: levels reached, clocks that run out, a calendar that changed.

    python -m tests.bench.bench_clocks [--clocks 200000]

Data: synthetic clocks of three kinds, held by all Member State authorities of the shipped Joint Way
Forward, in a test database that is thrown away; the sweep runs as the app role behind the wall, and
writes history and events. Sweeps, in this order:
  nothing due         the ordinary minute: every clock runs, none has to be looked at
  calendar changed    a holiday is decided that concerns every clock: all are computed anew
  one day             what a day brings, swept once
  everything at once  every clock passes all its levels and runs out, as after
                      many months of rest: the worst sweep there can be
  again               the same moment once more: must change nothing
Prints a table and a last line of JSON; the target is under 60 s for each on two cores.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import click
from django.db import connection, transaction
from tests.bench.database import empty_database

from wayforward.core.access.context import acting_for
from wayforward.core.access.rules import Role
from wayforward.core.audit.models import Event, RowHistory
from wayforward.core.clocks import deciding
from wayforward.core.clocks.actions import _take_over, bench_of
from wayforward.core.clocks.models import Clock, ClockAlert, DecisionKind
from wayforward.core.clocks.sweeping import Swept, sweep
from wayforward.core.parties.actions import load_arrangements
from wayforward.core.parties.models import Party, PartyKind
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.database.cluster import APP

BEGUN = datetime(2017, 3, 1, 9, tzinfo=UTC)
KINDS = (("travel-document", 4, "weeks", "travel-document-weeks"),
         ("voluntary-departure", 30, "calendar_days", "voluntary-period-most-days"),
         ("detention", 6, "months", "detention-months"))  # fmt: skip
TARGET_SECONDS = 60


def _holders() -> list[Party]:
    held = Party.objects.filter(
        arrangement__key="joint-way-forward", kind=PartyKind.MEMBER_STATE_AUTHORITY
    )
    return list(held.select_related("arrangement").order_by("pk"))


def _fill(clocks: int) -> float:
    """Clocks triggered within sixty days, as many of each kind, spread over the parties."""
    kabul = Party.objects.get(arrangement__key="joint-way-forward", key="af-foreign-affairs")
    holders = _holders()
    begun = time.perf_counter()
    for place, party in enumerate(holders):
        bench = bench_of(party, BEGUN)
        numbers = range(place, clocks, len(holders))
        with acting_for(party):
            Clock.objects.bulk_create(
                [_clock(bench, party, kabul, n) for n in numbers], batch_size=2000
            )
    return time.perf_counter() - begun


def _clock(bench: object, party: Party, kabul: Party, n: int) -> Clock:
    kind, amount, unit, parameter = KINDS[n % 3]
    clock = Clock(
        party=party, counterpart=kabul, kind=kind, subject_type="return_case", subject_id=str(n),
        triggered_on=date(2017, 3, 1) + timedelta(days=n % 60), amount=amount, unit=unit,
        parameter=parameter, citation="Synthetic", verified=False,
    )  # fmt: skip
    _take_over(clock, bench.compute(clock))  # type: ignore[attr-defined]
    return clock


def _as_app(run: Callable[[], Swept]) -> tuple[float, Swept]:
    """Seconds of a run as the role that the product runs as, committed."""
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{APP}"')
    begun = time.perf_counter()
    done = run()
    took = time.perf_counter() - begun
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    return took, done


def _written() -> tuple[int, int, int]:
    """Events, states and alerts there are, as all the parties see them."""
    history = alerts = 0
    for party in _holders():
        with acting_for(party):
            history += RowHistory.objects.count()
            alerts += ClockAlert.objects.count()
    return Event.objects.count(), history, alerts


def _decide() -> None:
    kabul = Party.objects.get(arrangement__key="joint-way-forward", key="af-foreign-affairs")
    for party in [*_holders(), kabul]:
        with acting_for(party, roles=[Role.SECRETARIAT]):
            deciding.decide_days(
                party=party, what=DecisionKind.HOLIDAY, since=date(2017, 4, 5), citation="Bench"
            )


def _measure(clocks: int) -> dict[str, object]:
    filling = _fill(clocks)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    click.echo(f"{clocks} clocks of {len(_holders())} parties, filled in {filling:.1f} s")
    rows: dict[str, tuple[float, Swept]] = {}

    def measured(name: str, now: datetime) -> None:
        rows[name] = _as_app(lambda: sweep(now=now))
        took, done = rows[name]
        click.echo(f"{name:28} {took:8.2f} s   {done}")

    early, late = BEGUN - timedelta(days=1), datetime(2019, 1, 1, tzinfo=UTC)
    measured("nothing due", early)
    _decide()
    measured("calendar changed", early)
    _as_app(lambda: sweep(now=BEGUN + timedelta(days=40)))
    measured("one day", BEGUN + timedelta(days=41))
    measured("everything at once", late)
    before = _written()
    measured("again", late)
    return {
        "clocks": clocks,
        **{name.replace(" ", "_") + "_s": round(took, 2) for name, (took, _done) in rows.items()},
        "expired": rows["everything at once"][1].expired,
        "alerts": rows["everything at once"][1].alerts,
        "recomputed": rows["calendar changed"][1].moved,
        "second_sweep_changes_nothing": _written() == before,
        "slowest_over_target": round(max(took for took, _ in rows.values()) / TARGET_SECONDS, 3),
    }


@click.command()
@click.option("--clocks", default=200_000)
def main(clocks: int) -> None:
    """Fill, sweep, print."""
    with empty_database():
        with transaction.atomic():
            load_arrangements()
            load_rule_sets()
        click.echo(json.dumps(_measure(clocks)))


if __name__ == "__main__":
    main()
