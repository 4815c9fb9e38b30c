"""The chain of days: the digest of each holds that of the day before."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from wayforward.core.outside.reading import DoesNotHoldError, canonical, rows_of

DIGEST_FORMAT = "wayforward digest 1"


class Day(NamedTuple):
    """A line of digests.jsonl that was checked; `line` is what the digest and the stamp are of."""

    day: str
    captures: int
    root: str
    digest: str
    line: bytes
    stamp: str | None  # the file of its time stamp


def read_days(folder: Path) -> dict[str, Day]:
    """The days by their dates, each of which must hold the one before. Raises DoesNotHoldError."""
    days: dict[str, Day] = {}
    before: Day | None = None
    for number, row in rows_of(folder, "digests.jsonl"):
        before = _day(number, row, before)
        if before.day in days:
            raise DoesNotHoldError(f"The day {before.day} stands twice in digests.jsonl.")
        days[before.day] = before
    if not days:
        raise DoesNotHoldError("The file digests.jsonl is empty.")
    return days


def _day(number: int, row: dict[str, Any], before: Day | None) -> Day:
    try:
        day, captures, root = str(row["day"]), int(row["captures"]), str(row["root"])
        previous, digest = str(row["previous"]), str(row["digest"])
        expected = _next_day(before.day) if before else day
        date.fromisoformat(day)
    except (KeyError, TypeError, ValueError):
        raise DoesNotHoldError(f"Line {number} of digests.jsonl is damaged.") from None
    if day != expected:
        raise DoesNotHoldError(
            f"The chain of days breaks: {expected} should follow, but {day} stands in its place."
        )
    line = canonical([DIGEST_FORMAT, day, captures, root, previous])
    if hashlib.sha256(line).hexdigest() != digest:
        raise DoesNotHoldError(f"The digest of {day} does not fit its own date, number and root.")
    if previous != (before.digest if before else ""):
        against = f"that of {before.day}" if before else "none, being the first day"
        raise DoesNotHoldError(
            f"The chain of days breaks at {day}: it should hold {against}, and holds another."
        )
    stamp = row.get("stamp")
    return Day(day, captures, root, digest, line, None if stamp is None else str(stamp))


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def chain_sentence(days: dict[str, Day]) -> str:
    """What the chain of days shows."""
    first, last = min(days), max(days)
    return (
        f"The chain of days holds: {len(days)} days from {first} to {last}, none left out or"
        " swapped, each with the digest of the day before it. The digest of"
        f" {last} is {days[last].digest}."
    )
