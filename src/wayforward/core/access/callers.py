"""Telling callers apart without remembering them: an address is keyed with a secret of the day.

Used to limit asking and guessing. Nothing here is ever written to a disk.
"""

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.http import HttpRequest


def client_address(request: HttpRequest, proxies: int) -> str:
    """The caller's address, seen through `proxies` trusted proxies in front of us (0 for none).

    Only as many entries of X-Forwarded-For are believed as there are trusted proxies; anything
    further left was written by the caller.
    """
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted = [part for part in forwarded if part][-proxies:] if proxies else []
    return trusted[0] if trusted else str(request.META.get("REMOTE_ADDR", ""))


def household(address: str) -> str:
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
class Callers:
    """Names for callers that mean nothing tomorrow, nor to another process."""

    today: Callable[[], date] = _today
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _day: date | None = None

    def renew(self) -> bool:
        """Throw the key away when the day is new; whether it was."""
        today = self.today()
        if today == self._day:
            return False
        self._day = today
        self.secret = secrets.token_bytes(32)
        return True

    def name(self, address: str) -> bytes:
        """16 bytes that stand for the household of `address` until `renew` turns the day."""
        return hmac.digest(self.secret, household(address).encode(), hashlib.sha256)[:16]
