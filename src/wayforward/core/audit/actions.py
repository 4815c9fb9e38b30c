"""Writing an event: called inside the transaction of the action it tells of."""

from collections.abc import Iterable
from typing import Any

from wayforward.core.audit.models import Event

SYSTEM = "wayforward"  # what the product does by itself, such as a scheduled check


def record(
    *, stream: str, name: str, subject: str, actor: str, reason: str = "", **facts: Any
) -> Event:
    """Add an event. `facts` are plain values that a later reader needs; never personal data."""
    return Event.objects.create(
        stream=stream, name=name, subject=subject, actor=actor, reason=reason, facts=facts
    )


def record_many(events: Iterable[Event]) -> None:
    """Add events that happened together, such as those of a sweep; built as `record` builds one."""
    Event.objects.bulk_create(events, batch_size=2000)
