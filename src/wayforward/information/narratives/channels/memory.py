"""Remembering that something happened without remembering to whom. Forgets by itself.

Writers call it inside their own transaction.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date, timedelta

from wayforward.core.access.keyring import keyring
from wayforward.information.narratives.channels.models import DaySalt, Memory, Trace

# A messenger that got no answer delivers again for a day and more; the rest ends with the day.
_DAYS = {Memory.DELIVERY: 2, Memory.AGREED: 1, Memory.TOLD: 1, Memory.REFUSED: 1}
_LETTERS = 32


def remember(what: Memory, said: str, *, today: date) -> bool:
    """Remember it for its time; whether it is new."""
    if remembers(what, said, today=today):
        return False
    _, new = Trace.objects.get_or_create(
        what=what, day=today, digest=_digest(what, said, _made(what, today))
    )
    return new


def remembers(what: Memory, said: str, *, today: date) -> bool:
    """Whether it happened within its time."""
    salts = DaySalt.objects.filter(what=what, day__gt=_over(what, today), day__lte=today)
    digests = [_digest(what, said, row.salt) for row in salts]
    return Trace.objects.filter(what=what, digest__in=digests).exists()


def forget(what: Memory, said: str, *, today: date) -> None:
    """As if it had not happened."""
    salts = DaySalt.objects.filter(what=what, day__gt=_over(what, today))
    digests = [_digest(what, said, row.salt) for row in salts]
    Trace.objects.filter(what=what, digest__in=digests).delete()


def forget_what_is_over(*, today: date) -> int:
    """Throw away digests and salts whose time is over. How many digests."""
    gone = 0
    for what in Memory:
        over = {"what": what, "day__lte": _over(what, today)}
        gone += Trace.objects.filter(**over).delete()[0]
        DaySalt.objects.filter(**over).delete()
    return gone


def _over(what: Memory, today: date) -> date:
    """The last day that is forgotten."""
    return today - timedelta(days=_DAYS[what])


def _made(what: Memory, day: date) -> str:
    row, new = DaySalt.objects.get_or_create(
        what=what, day=day, defaults={"salt": secrets.token_hex(32)}
    )
    if new:
        forget_what_is_over(today=day)
    return row.salt


def _digest(what: Memory, said: str, salt: str) -> str:
    key = hmac.digest(keyring().current.index, bytes.fromhex(salt), hashlib.sha256)
    return hmac.digest(key, f"{what}\n{said}".encode(), hashlib.sha256).hex()[:_LETTERS]
