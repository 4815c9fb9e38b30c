"""Vectors for tests: the model's own, and each text worked out once a run.

Many modules of tests import the same small pages; embedding them anew each time is most of what a
run would compute.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from wayforward.information.answers.embedding import DIMENSIONS, LocalEmbedder, Vectors

worked_out = LocalEmbedder._encode  # what is recalled is exactly its result


@contextmanager
def recalled() -> Iterator[dict[tuple[str, bool], Vectors]]:
    """Within, every local embedder of this process knows what any of them has worked out."""
    known: dict[tuple[str, bool], Vectors] = {}

    def encode(self: LocalEmbedder, texts: list[str], as_query: bool) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if (text, as_query) not in known]
        for text, vector in zip(new, worked_out(self, new, as_query), strict=True):
            known[text, as_query] = vector
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        return np.stack([known[text, as_query] for text in texts])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LocalEmbedder, "_encode", encode)
        yield known
