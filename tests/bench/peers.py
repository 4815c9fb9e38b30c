"""Peers in a folder of their own (requirements/peers.in): found last, so that they hide nothing."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(sys.prefix) / "peers"


def has_peer(name: str) -> bool:
    """Whether a peer is there; from now on it can be imported."""
    if str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))
    return find_spec(name) is not None
