"""One person's timeline: what was recorded, judged, disclosed, read; newest first.

From the log alone, so that it is what the log says; the page beside it shows what is known. Reads
between two things that were done are one line a reader and day, so that they do not hide what was
done: every one of them stays in the log.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
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
    """One thing that happened about a person, or `count` reads alike, of which the last."""

    event: Event
    count: int
    disclosure: str = ""  # its reference, which leads further


def timeline(person: Person) -> list[Moment]:
    """What the log says of a person to the party that holds it, newest first; the last 100."""
    sent = set(Disclosure.objects.filter(person=person).values_list("reference", flat=True))
    events = Event.objects.filter(subject__in=[person.reference, *sent]).order_by("-at", "-pk")
    return [
        Moment(last, count, last.subject if last.subject in sent else "")
        for last, count in islice(_folded(events[:_LOOKED_AT]), _MOST)
    ]


def _folded(events: Iterable[Event]) -> Iterator[tuple[Event, int]]:
    """Newest first; of reads with nothing done between, the last of each kind with their count."""
    for is_read, stretch in groupby(events, lambda event: event.stream == READS):
        if not is_read:
            yield from ((event, 1) for event in stretch)
            continue
        alike: dict[Hashable, list[Event]] = defaultdict(list)
        for event in stretch:
            alike[_kind(event)].append(event)
        yield from ((reads[0], len(reads)) for reads in alike.values())


def _kind(read: Event) -> Hashable:
    """What reads that are told as one have in common."""
    return read.name, read.actor, read.purpose, read.reason, read.at.date()
