"""Embeds every text of the training data once and keeps the vectors.

The cache is a file in the working folder of the training command; delete it to start afresh.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wayforward.information.answers.embedding import get_embedder
from wayforward.information.answers.selection.languages import without_language

_BATCH = 64

Floats = NDArray[np.float32]


class Vectors:
    """`query(text)` and `passages(texts)`: unit vectors looked up in what `prepare` embedded."""

    def __init__(self, folder: Path, *, raw: bool = False) -> None:
        """`raw` leaves in what tells the language."""
        self._seen: Callable[[Floats], Floats] = (lambda rows: rows) if raw else without_language
        folder.mkdir(parents=True, exist_ok=True)
        self._keys_file, self._rows_file = folder / "texts.json", folder / "vectors.npy"
        self._at: dict[str, int] = {}
        self._rows: Floats = np.zeros((0, 384), dtype=np.float32)
        if self._keys_file.exists():
            keys = json.loads(self._keys_file.read_text(encoding="utf-8"))
            self._at = {key: i for i, key in enumerate(keys)}
            self._rows = np.load(self._rows_file).astype(np.float32)

    def prepare(self, questions: Iterable[str], lines: Iterable[str]) -> None:
        """Embeds the texts not yet known, shortest first so that batches are even."""
        wanted = {"q" + text for text in questions} | {"p" + text for text in lines}
        new = sorted(wanted - self._at.keys(), key=lambda key: (key[0], len(key)))
        if not new:
            return
        model = get_embedder()
        rows = [self._rows]
        for start in range(0, len(new), _BATCH):
            part = new[start : start + _BATCH]
            for kind, embed in (("q", model.queries), ("p", model.passages)):
                texts = [key for key in part if key[0] == kind]
                if texts:
                    rows.append(embed([text[1:] for text in texts]))
                    self._at.update({k: len(self._at) + i for i, k in enumerate(texts)})
        self._rows = np.concatenate(rows)
        self._keys_file.write_text(json.dumps(list(self._at)), encoding="utf-8")
        np.save(self._rows_file, self._rows.astype(np.float16))

    def query(self, text: str) -> Floats:
        """The question vector (384,)."""
        return self._seen(self._rows[self._at["q" + text]])

    def passages(self, texts: Iterable[str]) -> Floats:
        """The line vectors (n, 384)."""
        return self._seen(self._rows[[self._at["p" + text] for text in texts]])
