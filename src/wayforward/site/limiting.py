"""A token bucket per caller that remembers no caller: the address is keyed with a daily secret.

Kept in the memory of one web process, so nothing about callers is ever written to a disk; with n
web processes a caller may ask n times as much. Only asking costs a token: pages are free.
"""

import hashlib
import hmac
import ipaddress
import math
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

# Many people share one address behind a mobile operator: a room full of phones must get through.
BURST = 60
REFILL_PER_SECOND = 1.0
_CALLERS_KEPT = 50_000


@dataclass(slots=True)
class Bucket:
    """What a caller has left, and when that was counted (seconds)."""

    tokens: float
    at: float


def _network(address: str) -> str:
    """The part of an address that one household keeps: all of IPv4, the first 64 bits of IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(slots=True)
class Limiter:
    """Counts requests per caller; `take` says how long to wait, 0 for go on."""

    clock: Callable[[], float]
    today: Callable[[], date] = _today
    burst: float = BURST
    refill: float = REFILL_PER_SECOND
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _day: date | None = None
    _buckets: OrderedDict[bytes, Bucket] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, address: str) -> int:
        """Take one token of `address`. Returns 0, or the whole seconds until one is there."""
        with self._lock:
            self._forget_yesterday()
            bucket = self._bucket(self._key(address))
            if bucket.tokens >= 1:
                bucket.tokens -= 1
                return 0
            return max(1, math.ceil((1 - bucket.tokens) / self.refill))

    def _forget_yesterday(self) -> None:
        today = self.today()
        if today != self._day:
            self._day = today
            self._secret = secrets.token_bytes(32)
            self._buckets.clear()

    def _key(self, address: str) -> bytes:
        return hmac.digest(self._secret, _network(address).encode(), hashlib.sha256)[:16]

    def _bucket(self, key: bytes) -> Bucket:
        now = self.clock()
        bucket = self._buckets.pop(key, None) or Bucket(self.burst, now)
        bucket.tokens = min(self.burst, bucket.tokens + (now - bucket.at) * self.refill)
        bucket.at = now
        self._buckets[key] = bucket
        if len(self._buckets) > _CALLERS_KEPT:
            self._buckets.popitem(last=False)
        return bucket
