"""Reading the log."""

from django.db.models import QuerySet

from wayforward.core.audit.models import Event


def events_of(stream: str, subject: str) -> QuerySet[Event]:
    """What was done to one thing, newest first."""
    return Event.objects.filter(stream=stream, subject=subject).order_by("-at", "-pk")


def latest_events(stream: str = "", most: int | None = 50) -> QuerySet[Event]:
    """What was done lately in a stream, or in all of them, newest first; at most `most`."""
    events = Event.objects.filter(stream=stream) if stream else Event.objects.all()
    return events.order_by("-at", "-pk")[:most]


def streams() -> list[str]:
    """The streams that hold anything, by name."""
    return list(Event.objects.order_by("stream").values_list("stream", flat=True).distinct())
