"""A token bucket per caller that remembers no caller: the address is keyed with a daily secret.

Kept in the memory of one web process, so nothing about callers is ever written to a disk; with n
web processes a caller may ask n times as much. Only asking costs a token: pages are free.
"""

import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from wayforward.core.access.callers import Callers

# Many people share one address behind a mobile operator: a room full of phones must get through.
BURST = 60
REFILL_PER_SECOND = 1.0
_CALLERS_KEPT = 50_000


@dataclass(slots=True)
class Bucket:
    """What a caller has left, and when that was counted (seconds)."""

    tokens: float
    at: float


@dataclass(slots=True)
class Limiter:
    """Counts requests per caller; `take` says how long to wait, 0 for go on."""

    clock: Callable[[], float]
    callers: Callers = field(default_factory=Callers)
    burst: float = BURST
    refill: float = REFILL_PER_SECOND
    _buckets: OrderedDict[bytes, Bucket] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, address: str) -> int:
        """Take one token of `address`. Returns 0, or the whole seconds until one is there."""
        with self._lock:
            if self.callers.renew():
                self._buckets.clear()
            bucket = self._bucket(self.callers.name(address))
            if bucket.tokens >= 1:
                bucket.tokens -= 1
                return 0
            return max(1, math.ceil((1 - bucket.tokens) / self.refill))

    def _bucket(self, key: bytes) -> Bucket:
        now = self.clock()
        bucket = self._buckets.pop(key, None) or Bucket(self.burst, now)
        bucket.tokens = min(self.burst, bucket.tokens + (now - bucket.at) * self.refill)
        bucket.at = now
        self._buckets[key] = bucket
        if len(self._buckets) > _CALLERS_KEPT:
            self._buckets.popitem(last=False)
        return bucket
