"""One person's timeline: what was recorded, judged, disclosed, read; newest first.

From the log alone, so that it is what the log says; the page beside it shows what is known. Reads
that follow each other are one line with their count: every one of them stays in the log.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import groupby, islice

from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.audit.models import Event
from wayforward.core.audit.reads import STREAM as READS
from wayforward.core.persons.models import Person

_MOST = 100
_LOOKED_AT = 2000  # events at most; of older ones the log tells


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened about a person, or `count` reads in a row, of which the last."""

    event: Event
    count: int
    disclosure: str = ""  # its reference, which leads further


def timeline(person: Person) -> list[Moment]:
    """What the log says of a person to the party that holds it, newest first; the last 100."""
    sent = set(Disclosure.objects.filter(person=person).values_list("reference", flat=True))
    events = Event.objects.filter(subject__in=[person.reference, *sent]).order_by("-at", "-pk")
    return [
        Moment(last, 1 + sum(1 for _ in run), last.subject if last.subject in sent else "")
        for _, run in islice(groupby(events[:_LOOKED_AT], _run), _MOST)
        for last in [next(run)]
    ]


def _run(event: Event) -> Hashable:
    """What reads of one run share; any other event stands alone."""
    if event.stream != READS:
        return event.pk
    return event.name, event.actor, event.purpose, event.reason, event.at.date()
