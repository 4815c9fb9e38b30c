"""One thread that ends whatever takes too long, for any number of requests at once.

A thread for each request would cost more than asking a page whether it changed.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache


@dataclass(slots=True)
class Watch:
    """Something being watched. After `over()` returns, its end is not called any more."""

    _end: Callable[[], None] | None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def over(self) -> None:
        """It is done in time."""
        with self._lock:
            self._end = None

    def end(self) -> None:
        """Its time is over."""
        with self._lock:
            if self._end is not None:
                self._end()


class Watchdog:
    """Calls the end of each watch when its time comes, by the monotonic clock."""

    def __init__(self) -> None:
        self._waiting: list[tuple[float, int, Watch]] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        threading.Thread(target=self._run, name="watchdog", daemon=True).start()

    def watch(self, ends_at: float, end: Callable[[], None]) -> Watch:
        """Have `end` called at `ends_at` unless the watch is over before; it must not block."""
        watch = Watch(end)
        with self._changed:
            entry = (ends_at, next(self._numbers), watch)
            heapq.heappush(self._waiting, entry)
            if self._waiting[0] is entry:
                self._changed.notify()
        return watch

    def _run(self) -> None:
        while True:
            self._next().end()

    def _next(self) -> Watch:
        """Wait for the next watch whose time is over."""
        with self._changed:
            while True:
                now = time.monotonic()
                if self._waiting and self._waiting[0][0] <= now:
                    return heapq.heappop(self._waiting)[2]
                self._changed.wait(self._waiting[0][0] - now if self._waiting else None)


def watchdog() -> Watchdog:
    """The watchdog of this process; a forked one gets its own, for threads do not come along."""
    return _of_process(os.getpid())


@cache
def _of_process(_: int) -> Watchdog:
    return Watchdog()


class HangUp:
    """Hangs up a connected socket when its time comes, whoever reads from it and however slowly.

    Keeps its own handle to the connection: TLS may be laid over the socket meanwhile. What was read
    by then may look whole and be short: ask the time afterwards.
    """

    def __init__(self, line: socket.socket, ends_at: float) -> None:
        """`ends_at` by the monotonic clock."""
        self._handle = line.dup()
        self._watch = watchdog().watch(ends_at, self._end)

    def close(self) -> None:
        """Leave the socket alone from now on, and give the handle back."""
        self._watch.over()
        self._handle.close()

    def _end(self) -> None:
        with contextlib.suppress(OSError):
            self._handle.shutdown(socket.SHUT_RDWR)
