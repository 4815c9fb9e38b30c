"""When the product is in trouble, from a few facts about it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

# A worker says every ten seconds that it lives.
WORKER_SILENT = timedelta(minutes=5)
NO_PAGE_ANSWERED = timedelta(days=3)


class Trouble(StrEnum):
    """What a monitor should wake somebody for."""

    DATABASE = "database"  # it does not answer
    WORKER = "worker"  # nobody does the background work
    SOURCES = "sources"  # for days no official page has answered us


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database says about the product; every moment is None where there was none."""

    worker_seen_at: datetime | None
    jobs_waiting: int
    page_answered_at: datetime | None
    pages: int
    states: tuple[tuple[str, int], ...]  # state of the last visit and how many pages, most first
    overdue: int  # pages not confirmed within twice their interval
    amber: int
    amber_since: datetime | None
    digest_of: date | None
    stamped_at: datetime | None


def troubles(facts: Facts | None, now: datetime) -> list[Trouble]:
    """What is wrong; `facts` is None where the database does not answer."""
    if facts is None:
        return [Trouble.DATABASE]
    found = []
    if facts.worker_seen_at is None or now - facts.worker_seen_at > WORKER_SILENT:
        found.append(Trouble.WORKER)
    answered = facts.page_answered_at
    if facts.pages and (answered is None or now - answered > NO_PAGE_ANSWERED):
        found.append(Trouble.SOURCES)
    return found
