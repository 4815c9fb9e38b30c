"""Signatures over documents: Ed25519 (RFC 8032, section 5.1.7), checked without any library."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from wayforward.core.outside.reading import canonical

IsSigned = Callable[[dict[str, Any]], bool]
_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
Point = tuple[int, int, int, int]


def key_name(public: bytes) -> str:
    """The short name of a public key: enough to tell keys apart."""
    return hashlib.sha256(public).hexdigest()[:16]


def read_public_key(text: str) -> bytes:
    """A published key from its base64. Raises ValueError with a sentence where it is none."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raw = b""
    if len(raw) != 32:
        raise ValueError("The key is no public key: copy it whole from /cards/key.json.")
    return raw


def signed_with(key: bytes) -> IsSigned:
    """A check of documents that bear `key` (its short name) and `signature` in base64."""
    name = key_name(key)

    def is_signed(document: dict[str, Any]) -> bool:
        unsigned = {held: value for held, value in document.items() if held != "signature"}
        try:
            signature = base64.b64decode(str(document.get("signature")), validate=True)
        except ValueError:
            return False
        return document.get("key") == name and ed25519_holds(key, signature, canonical(unsigned))

    return is_signed


def ed25519_holds(key: bytes, signature: bytes, said: bytes) -> bool:
    """Whether `signature` is the key owner's over `said`."""
    if len(key) != 32 or len(signature) != 64:
        return False
    owner, r, s = _point(key), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if owner is None or r is None or s >= _L:
        return False
    asked = hashlib.sha512(signature[:32] + key + said).digest()
    base_y = 4 * pow(5, _P - 2, _P) % _P
    base_x = _x_of(base_y, 0)
    if base_x is None:
        return False
    left = _times(s, (base_x, base_y, 1, base_x * base_y % _P))
    right = _add(r, _times(int.from_bytes(asked, "little") % _L, owner))
    same_x = (left[0] * right[2] - right[0] * left[2]) % _P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % _P == 0


def _add(p: Point, q: Point) -> Point:
    a = (p[1] - p[0]) * (q[1] - q[0]) % _P
    b = (p[1] + p[0]) * (q[1] + q[0]) % _P
    c = 2 * p[3] * q[3] * _D % _P
    d = 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(factor: int, p: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while factor > 0:
        if factor & 1:
            total = _add(total, p)
        p = _add(p, p)
        factor >>= 1
    return total


def _x_of(y: int, odd: int) -> int | None:
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P or (x == 0 and odd):
        return None
    return _P - x if x & 1 != odd else x


def _point(raw: bytes) -> Point | None:
    number = int.from_bytes(raw, "little")
    y, odd = number & (1 << 255) - 1, number >> 255
    if y >= _P:
        return None
    x = _x_of(y, odd)
    return None if x is None else (x, y, 1, x * y % _P)
