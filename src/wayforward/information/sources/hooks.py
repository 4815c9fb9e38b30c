"""Who is told when a reading becomes the current one. `answers` registers itself at start-up, so
that sources need not know who stands on them.
"""

from __future__ import annotations

from collections.abc import Callable

OnReading = Callable[[int], None]
_listeners: list[OnReading] = []


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
