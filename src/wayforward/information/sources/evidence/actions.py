"""The verbs of the evidence: close the days that are over, and have their digests stamped.

Making a digest needs the database alone; stamping asks a server and never stands in its way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from wayforward.core import utc_days
from wayforward.information.sources.evidence import queries, rules, stamping
from wayforward.information.sources.evidence.models import DailyDigest, StampTrouble, TimeStamp
from wayforward.information.sources.evidence.stamping import (
    Stamped,
    StampRefusedError,
    StampServer,
)
from wayforward.progress import Advance, counted

STAMP_TASK = "wayforward.information.sources.evidence.tasks.stamp"


class DayRefusedError(ValueError):
    """A day's digest cannot be made; the message says why."""


@dataclass(frozen=True, slots=True)
class StampReport:
    """What asking for time stamps came to; `problem` is empty where nothing went wrong."""

    stamped: tuple[date, ...]
    waiting: int
    problem: str


def make_digests(
    *, until: date | None = None, now: datetime | None = None, progress: Advance | None = None
) -> list[DailyDigest]:
    """Make the digest of every day that is over and has none, up to `until`; harmless to repeat.

    Raises DayRefusedError when `until` is not over yet, or lies before the first capture.
    """
    moment = now or timezone.now()
    due = queries.days_due(moment)
    if until is not None:
        _check_day(until, moment, due)
        due = [day for day in due if day <= until]
    return [_make(day) for day in counted(due, len(due), progress)]


def stamp_digests(
    *, server: StampServer | None = None, most: int = 10, progress: Advance | None = None
) -> StampReport:
    """Ask for time stamps on digests that have none, the newest first; harmless to repeat.

    Stops at the first failure, which is written down and tried again next time. Without `server`
    the configured one is asked, and nothing happens where none is.
    """
    asked = server or stamping.configured_server()
    stamped: list[date] = []
    problem = ""
    waiting = list(queries.without_stamp()[:most]) if asked is not None else []
    for digest in counted(waiting, len(waiting), progress):
        assert asked is not None  # noqa: S101
        try:
            _attach(digest, asked, _ask(digest, asked))
        except StampRefusedError as refusal:
            problem = str(refusal)
            _note_trouble(digest, problem)
            break
        stamped.append(digest.day)
    return StampReport(tuple(stamped), queries.without_stamp().count(), problem)


def defer_stamping() -> None:
    """Have the worker ask for time stamps where a server is set and a digest waits."""
    if stamping.configured_server() is None or not queries.without_stamp().exists():
        return
    try:
        with transaction.atomic():
            app.configure_task(STAMP_TASK, queueing_lock="stamp").defer()
    except AlreadyEnqueued:
        return


def _check_day(day: date, now: datetime, due: list[date]) -> None:
    if now < utc_days.closes_at(day):
        raise DayRefusedError(
            f"The day {day} is not over yet: its digest can be made from"
            f" {utc_days.closes_at(day):%Y-%m-%d %H:%M} UTC on."
        )
    if day not in due and not DailyDigest.objects.filter(day=day).exists():
        raise DayRefusedError(f"There is no digest of {day}: no capture was recorded by then.")


def _make(day: date) -> DailyDigest:
    """The digest of a day; the one that another process made meanwhile counts as well."""
    try:
        with transaction.atomic():
            return _write(day)
    except IntegrityError:
        return queries.digests().get(day=day)


def _write(day: date) -> DailyDigest:
    before = queries.digests().filter(day=day - timedelta(days=1)).first()
    facts = queries.captures_of(day).values_list(*queries.FACTS).iterator(chunk_size=2000)
    leaves = rules.in_order(queries.leaf_of(row) for row in facts)
    root = rules.root_of(rules.tree(leaves))
    previous = before.digest if before else ""
    return DailyDigest.objects.create(
        day=day,
        captures=len(leaves),
        root=root.hex(),
        previous=previous,
        digest=rules.digest_of(rules.digest_line(day, len(leaves), root, previous)),
        leaves=rules.joined(leaves),
    )


def _ask(digest: DailyDigest, server: StampServer) -> Stamped:
    """A time stamp that is worth attaching, because it can never be replaced."""
    stamped = stamping.ask(server, queries.line_of(digest))
    if stamped.at < utc_days.starts_at(digest.day + timedelta(days=1)):
        raise StampRefusedError(
            f"The time stamp says {stamped.at:%Y-%m-%d %H:%M:%S} UTC, before {digest.day} was over:"
            " the server's clock is wrong."
        )
    return stamped


def _attach(digest: DailyDigest, server: StampServer, stamped: Stamped) -> None:
    """Write a time stamp down, unless somebody else did meanwhile."""
    with transaction.atomic():
        TimeStamp.objects.get_or_create(
            digest=digest,
            defaults={
                "at": stamped.at,
                "server": server.url,
                "response": stamped.response,
                "chain_checked": stamped.chain_checked,
            },
        )
        StampTrouble.objects.filter(digest=digest).delete()


def _note_trouble(digest: DailyDigest, message: str) -> None:
    with transaction.atomic():
        StampTrouble.objects.update_or_create(
            digest=digest,
            defaults={"at": timezone.now(), "message": message, "attempts": F("attempts") + 1},
            create_defaults={"at": timezone.now(), "message": message},
        )
