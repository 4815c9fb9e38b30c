"""Placements as a calendar file (RFC 5545) that any calendar program opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

_MAKER = "-//wayforward//campaigns//EN"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is shown on whole days, both included."""

    key: str
    summary: str
    first: date
    last: date
    path: str  # on our site


def calendar_file(entries: Iterable[Entry], *, origin: str, made: datetime) -> bytes:
    """An entry for each placement, on its days."""
    found = Calendar()
    found.add("prodid", _MAKER)
    found.add("version", "2.0")
    for entry in entries:
        found.add_component(_event(entry, origin, made))
    content: bytes = found.to_ical()
    return content


def _event(entry: Entry, origin: str, made: datetime) -> Event:
    one = Event()
    one.add("uid", f"{entry.key}@{origin.split('//')[-1]}")
    one.add("dtstamp", made)
    one.add("dtstart", entry.first)
    one.add("dtend", entry.last + timedelta(days=1))
    one.add("summary", entry.summary)
    one.add("transp", "TRANSPARENT")
    one.add("url", f"{origin}{entry.path}")
    return one
