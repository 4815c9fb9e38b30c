"""Reading the log."""

from django.db.models import QuerySet

from wayforward.core.audit.models import Event


def events_of(stream: str, subject: str) -> QuerySet[Event]:
    """What was done to one thing, newest first."""
    return Event.objects.filter(stream=stream, subject=subject).order_by("-at", "-pk")


def latest_events(stream: str, most: int = 50) -> QuerySet[Event]:
    """What was done lately in a stream."""
    return Event.objects.filter(stream=stream).order_by("-at", "-pk")[:most]
