"""Who is told when a reading becomes the current one. `answers` registers itself at start-up, so
that sources need not know who stands on them.
"""

from __future__ import annotations

from collections.abc import Callable

OnReading = Callable[[int], None]
Say = Callable[[int, int], None]  # done, total
OnSettled = Callable[[Say | None], int]
_listeners: list[OnReading] = []
_settled: list[OnSettled] = []


class FollowUpError(Exception):
    """A listener could not do its work; the page is not recorded, so that nothing is half done."""


def on_reading(listener: OnReading) -> OnReading:
    """Have `listener(reading_id)` called inside the transaction that makes a reading current.

    A listener that is registered twice is called once. It raises FollowUpError where the page
    should be left for later.
    """
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def forget(listener: OnReading) -> None:
    """Stop calling `listener`."""
    if listener in _listeners:
        _listeners.remove(listener)


def reading_became_current(reading_id: int) -> None:
    """Tell every listener."""
    for listener in tuple(_listeners):
        listener(reading_id)


def on_settled(listener: OnSettled) -> OnSettled:
    """Have `listener(say)` called once a batch of readings is in, for slow work.

    It returns how many things it made ready, and may call `say(done, total)` as it goes.
    """
    if listener not in _settled:
        _settled.append(listener)
    return listener


def readings_settled(say: Say | None = None) -> int:
    """Do the slow work that recent readings call for; how many things were made ready."""
    return sum(listener(say) for listener in tuple(_settled))
