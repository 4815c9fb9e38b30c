"""Clocks as a calendar file (RFC 5545) that any calendar program subscribes to or opens.

A calendar lands on telephones and in other people's clouds: an entry has the reference of its clock
as title and nothing about whom or what it concerns. Sensitive clocks are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from wayforward.core.clocks.models import Clock

_MAKER = "-//wayforward//clocks//EN"


def calendar_file(clocks: Iterable[Clock], *, origin: str, made: datetime) -> bytes:
    """An entry of a whole day for the last day of each clock that has one."""
    found = Calendar()
    found.add("prodid", _MAKER)
    found.add("version", "2.0")
    for clock in clocks:
        if clock.due_on is not None and not clock.sensitive:
            found.add_component(_entry(clock.reference, clock.due_on, origin, made))
    content: bytes = found.to_ical()
    return content


def _entry(reference: str, due_on: date, origin: str, made: datetime) -> Event:
    one = Event()
    one.add("uid", f"{reference}@{origin.split('//')[-1]}")
    one.add("dtstamp", made)
    one.add("dtstart", due_on)
    one.add("dtend", due_on + timedelta(days=1))
    one.add("summary", reference)
    one.add("class", "CONFIDENTIAL")
    one.add("transp", "TRANSPARENT")
    one.add("url", f"{origin}/en/desk/clocks/{reference}")
    return one
