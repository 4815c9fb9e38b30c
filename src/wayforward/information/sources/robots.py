"""What a host's robots.txt allows us, after RFC 9309. Fetching the file is `fetching.py`'s work."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from protego import Protego

# RFC 9309, section 2.4: a cached file should not be used for more than 24 hours.
KEEP_SECONDS = 24 * 3600.0
# A host whose robots.txt cannot be reached is asked again sooner.
KEEP_UNREACHABLE_SECONDS = 3600.0
LONGEST_CRAWL_DELAY = 30.0


class RobotsVerdict(StrEnum):
    """What the host says about one address."""

    ALLOWED = "allowed"
    DISALLOWED = "disallowed"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """One host's rules; `rules` is None where the host could not say (RFC 9309, 2.3.1.4)."""

    rules: Protego | None
    read_at: float

    def verdict(self, url: str, agent: str) -> RobotsVerdict:
        """Whether `agent` (the product token) may fetch `url`."""
        if self.rules is None:
            return RobotsVerdict.UNREACHABLE
        allowed = self.rules.can_fetch(url, agent)
        return RobotsVerdict.ALLOWED if allowed else RobotsVerdict.DISALLOWED

    def delay(self, agent: str) -> float | None:
        """The host's wish for seconds between requests, capped; None where it has none."""
        wish = self.rules.crawl_delay(agent) if self.rules is not None else None
        return None if wish is None else max(0.0, min(float(wish), LONGEST_CRAWL_DELAY))


def read_robots(status: int | None, body: bytes, now: float) -> RobotsFile:
    """The rules in an answer to /robots.txt; `status` None means no answer at all.

    RFC 9309, section 2.3.1: 2xx is parsed, 4xx means everything is allowed, 5xx and silence mean
    that nothing is allowed for now. 429 is a wish to be left alone, so it counts with 5xx.
    """
    if status is not None and 200 <= status < 300:
        return RobotsFile(Protego.parse(body.decode("utf-8", errors="replace")), now)
    if status is not None and 400 <= status < 500 and status != 429:
        return RobotsFile(Protego.parse(""), now)
    return RobotsFile(None, now)


class RobotsCache:
    """Rules by origin, shared by the threads of one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._files: dict[str, RobotsFile] = {}
        self._lock = threading.Lock()

    def get(self, origin: str) -> RobotsFile | None:
        """The rules of `origin` if they are fresh enough to use."""
        with self._lock:
            known = self._files.get(origin)
        if known is None:
            return None
        keep = KEEP_UNREACHABLE_SECONDS if known.rules is None else KEEP_SECONDS
        return known if self._clock() - known.read_at < keep else None

    def put(self, origin: str, status: int | None, body: bytes) -> RobotsFile:
        """Remember and return what `origin` answered."""
        found = read_robots(status, body, self._clock())
        with self._lock:
            self._files[origin] = found
        return found
