"""Waiting between two requests to the same host: the port, and the pacer for a single process.

The pacer shared by all workers lives in `pacing_database.py`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Protocol


class Pacer(Protocol):
    """Gives each caller its turn with a host."""

    def wait(self, host: str, seconds: float) -> None:
        """Return when this caller may ask `host`; the next caller's turn is `seconds` later."""


class ProcessPacer:
    """Turns kept in memory, for one process with any number of threads."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}

    def wait(self, host: str, seconds: float) -> None:
        """Reserve the next turn with `host` and sleep until it comes."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._free_at.get(host, now))
            self._free_at[host] = turn + seconds
        if turn > now:
            self._sleep(turn - now)
