"""Vectors of texts that come with the product, shipped so that a first start need not wait.

Those of the starter cards are made by `python -m tests.bench.make_card_vectors`; a test says when
the file is behind the cards. Texts that are not in a file, and all texts of another embedder, are
embedded as they come.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).parent / "data" / "vectors.npz"


def name_of(said: str) -> int:
    """What a text is called in the file: the first eight bytes of its sha256."""
    return int.from_bytes(hashlib.sha256(said.encode()).digest()[:8], "big")


def shipped_vector(said: str, embedder: str, file: Path = FILE) -> bytes | None:
    """The vector of a text as 384 half-precision numbers; None where the file has none of it."""
    places, rows, scales, made_by = _read(file)
    place = places.get(name_of(said)) if embedder == made_by else None
    if place is None:
        return None
    vector = np.asarray(rows[place] * scales[place], dtype=np.float16)
    return bytes(vector.tobytes())


def ship(file: Path, said: Sequence[str], vectors: NDArray[np.float32], made_by: str) -> None:
    """Write a file of vectors: rows of eight bits with a scale each."""
    scales = np.abs(vectors).max(axis=1) / 127
    np.savez_compressed(
        file,
        names=np.array([name_of(one) for one in said], dtype=np.uint64),
        rows=np.round(vectors / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float32),
        made_by=np.array(made_by),
    )


@cache
def _read(file: Path) -> tuple[Mapping[int, int], NDArray[np.int8], NDArray[np.float32], str]:
    with np.load(file) as kept:
        places = {int(name): place for place, name in enumerate(kept["names"])}
        return places, kept["rows"], kept["scales"], str(kept["made_by"])
