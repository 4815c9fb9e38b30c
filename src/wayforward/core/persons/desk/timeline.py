"""One person's timeline: what was recorded, judged, disclosed, read; newest first.

From the log alone, so that it is what the log says; the page beside it shows what is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.audit.models import Event
from wayforward.core.persons.models import Person

_MOST = 100


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened about a person; `subject` is a reference that leads further."""

    at: datetime
    stream: str
    name: str
    actor: str
    purpose: str
    reason: str
    disclosure: str = ""


def timeline(person: Person) -> list[Moment]:
    """What the log says of a person to the party that holds it, newest first; the last 100."""
    sent = list(Disclosure.objects.filter(person=person).values_list("reference", flat=True))
    events = Event.objects.filter(subject__in=[person.reference, *sent]).order_by("-at", "-pk")
    return [
        Moment(
            one.at,
            one.stream,
            one.name,
            one.actor,
            one.purpose,
            one.reason,
            one.subject if one.subject in sent else "",
        )
        for one in events[:_MOST]
    ]
