"""What asking looks up besides passages: which topics and countries are switched off."""

import time
from dataclasses import dataclass

from django.db.models import QuerySet

from wayforward.information.answers.models import Switch

_REMEMBERED_SECONDS = 5.0


@dataclass(slots=True)
class _Memory:
    """What is off, kept a few seconds so that asking costs no extra round trip."""

    until: float = 0.0
    pairs: tuple[tuple[str, str], ...] = ()


_memory = _Memory()


def open_switches() -> QuerySet[Switch]:
    """The switches that stand now."""
    return Switch.objects.filter(until=None)


def forget_switches() -> None:
    """Look again at the next question; other processes do so within seconds."""
    _memory.until = 0.0


def switched_off(topics: tuple[str, ...], countries: tuple[str, ...]) -> bool:
    """Whether a question on these topics and countries meets a switch."""
    now = time.monotonic()
    if now >= _memory.until:
        _memory.pairs = tuple(open_switches().values_list("topic", "country"))
        _memory.until = now + _REMEMBERED_SECONDS
    return any(
        (not topic or topic in topics) and (not country or country in countries)
        for topic, country in _memory.pairs
    )
