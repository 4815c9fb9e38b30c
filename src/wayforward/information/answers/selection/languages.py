"""Takes out of embedding vectors what tells only their language, so that a question lies as near to
an answer in another language as to one in its own. Pure numpy; training/languages.py found which
directions to take out.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_FILE = Path(__file__).parent.parent / "data" / "selection-languages.npz"


@cache
def _directions() -> Floats:
    """Orthonormal rows (directions, 384)."""
    with np.load(_FILE) as stored:
        return np.asarray(stored["directions"], dtype=np.float32)


def without_language(vectors: Floats) -> Floats:
    """Vectors (..., 384) without the language directions, unit length again."""
    known = _directions()
    plain = vectors - (vectors @ known.T) @ known
    length = np.linalg.norm(plain, axis=-1, keepdims=True)
    return np.asarray(plain / np.maximum(length, 1e-6), dtype=np.float32)
