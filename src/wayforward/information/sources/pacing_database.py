"""The pacer all workers share: each host's next turn is one row, reserved in one statement."""

from __future__ import annotations

import time
from collections.abc import Callable

from wayforward.core.statements import prepared

# The turn before this one is given back by the arithmetic: what is returned is our own.
_RESERVE = """
INSERT INTO information_hostpace (host, free_at)
VALUES (%(host)s, clock_timestamp() + make_interval(secs => %(seconds)s))
ON CONFLICT (host) DO UPDATE
SET free_at = greatest(information_hostpace.free_at, clock_timestamp())
    + make_interval(secs => %(seconds)s)
RETURNING extract(epoch FROM free_at - make_interval(secs => %(seconds)s) - clock_timestamp())
"""


class DatabasePacer:
    """Turns kept in the database, for any number of processes on any number of machines."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep

    def wait(self, host: str, seconds: float) -> None:
        """Reserve the next turn with `host` and sleep until it comes; no lock is held meanwhile."""
        [(turn,)] = prepared(_RESERVE, {"host": host, "seconds": seconds})
        if turn > 0:
            self._sleep(float(turn))
