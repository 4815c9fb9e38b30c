"""What one day's captures come to: the line that stands for a capture, the Merkle tree over a day's
lines, and the line of the day itself. Pure.

Hashing is that of RFC 6962, section 2.1: SHA-256, with a zero byte before what is hashed as a leaf
and a one byte before two hashes that are joined, so that a leaf never passes for a node. Lines are
JSON arrays in the canonical form of RFC 8785. docs/guides/evidence.md describes both for whoever
checks us with a program of their own; outside/ is such a program and shares no code with this.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from wayforward.core.utc_days import moment

HASH_SIZE = 32
_FORMAT = "wayforward digest 1"


def capture_line(source: str, url: str, fetched_at: datetime, sha256: str, size: int) -> bytes:
    """The line that stands for a capture. `url` is the address that gave the document."""
    return _canonical([source, url, moment(fetched_at), sha256, size])


def digest_line(day: date, captures: int, root: bytes, previous: str) -> bytes:
    """The line of a day; its SHA-256 is the day's digest. `previous` is empty for the first day."""
    return _canonical([_FORMAT, day.isoformat(), captures, root.hex(), previous])


def digest_of(line: bytes) -> str:
    """The digest of a day's line, in hexadecimal."""
    return hashlib.sha256(line).hexdigest()


def leaf_of(line: bytes) -> bytes:
    """The leaf of a capture's line."""
    return hashlib.sha256(b"\x00" + line).digest()


def in_order(leaves: Iterable[bytes]) -> list[bytes]:
    """A day's leaves in the order of the tree: by their bytes, so that the tree depends on nothing
    but the set of captures."""
    return sorted(leaves)


def tree(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """The levels of the Merkle tree, leaves first, root last; no level for no leaves.

    Pairing from below and handing a last odd node up gives the tree of RFC 6962.
    """
    levels = [list(leaves)] if leaves else []
    while levels and len(levels[-1]) > 1:
        levels.append(_joined(levels[-1]))
    return levels


def root_of(levels: Sequence[Sequence[bytes]]) -> bytes:
    """The root of a tree; that of an empty one is the hash of nothing (RFC 6962, section 2.1)."""
    return levels[-1][0] if levels else hashlib.sha256(b"").digest()


def proof(levels: Sequence[Sequence[bytes]], position: int) -> list[bytes]:
    """The hashes that lead from the leaf at `position` to the root, from below (section 2.1.1).

    Raises IndexError when there is no such leaf.
    """
    if not levels or not 0 <= position < len(levels[0]):
        raise IndexError(position)
    path = []
    for level in levels[:-1]:
        beside = position ^ 1
        if beside < len(level):
            path.append(level[beside])
        position //= 2
    return path


def joined(leaves: Sequence[bytes]) -> bytes:
    """A day's leaves as they are stored: one after the other."""
    return b"".join(leaves)


def split(stored: bytes) -> list[bytes]:
    """A day's leaves as they were stored."""
    return [stored[start : start + HASH_SIZE] for start in range(0, len(stored), HASH_SIZE)]


def position_of(leaf: bytes, leaves: Sequence[bytes]) -> int | None:
    """Where a leaf stands among a day's leaves; None where it does not."""
    found = bisect_left(leaves, leaf)
    return found if found < len(leaves) and leaves[found] == leaf else None


def _joined(level: Sequence[bytes]) -> list[bytes]:
    pairs = [
        hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest()
        for at in range(0, len(level) - 1, 2)
    ]
    return pairs + list(level[len(pairs) * 2 :])


def _canonical(values: Sequence[str | int]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
