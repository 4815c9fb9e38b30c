"""UTC days as the log and the evidence close them: when a day is over, which are due. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

# What is being written at midnight carries the old day's time and may appear minutes later: its
# transaction must be over before the day is counted.
SETTLING = timedelta(hours=1)


def moment(at: datetime) -> str:
    """A time as it stands in lines: UTC, six decimals, such as 2026-11-23T12:00:00.000000Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def closes_at(day: date) -> datetime:
    """From when on the digest of a UTC day may be made."""
    return starts_at(day + timedelta(days=1)) + SETTLING


def starts_at(day: date) -> datetime:
    """The first moment of a UTC day."""
    return datetime.combine(day, time.min, UTC)


def day_of(at: datetime) -> date:
    """The UTC day that a moment belongs to."""
    return at.astimezone(UTC).date()


def days_due(closed: date | None, begun: datetime | None, now: datetime) -> list[date]:
    """The days that are over by `now` and not closed: those after `closed`, the last that is; where
    none is, those from the first on that has anything. None before there is anything.
    """
    if closed is not None:
        first = closed + timedelta(days=1)
    elif begun is not None:
        first = day_of(begun)
    else:
        return []
    last = day_of(now - SETTLING) - timedelta(days=1)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
