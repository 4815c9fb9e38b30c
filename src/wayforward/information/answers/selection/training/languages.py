"""Finds the directions in which embedding vectors differ by language alone.

The mean vector of the same sentences in each language, less the mean over the languages, for three
sets of parallel texts; the main directions of those differences (after Yang and others 2021,
arXiv 2109.04727).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wayforward.information.answers.embedding import get_embedder
from wayforward.information.answers.selection.training import examples as ex
from wayforward.information.answers.selection.training.vectors import Vectors

_SENTENCES, _STEP = 140, 12
_LANGUAGES = ("en", "prs", "ps", "fa")
_SMALLEST_SHARE = 0.1

Floats = NDArray[np.float32]


def language_directions(shared: Path, vectors: Vectors) -> Floats:
    """Orthonormal rows (directions, 384); uses raw vectors of train questions and pages."""
    folder = shared / "omos-qa"
    asked = [
        np.mean([vectors.query(e.question) for e in ex.annotated(folder, "train", q, "de")], axis=0)
        for q in ex.QUESTION_LANGUAGES
    ]
    read = [
        vectors.passages(
            sorted({t for e in ex.annotated(folder, "train", p, p) for t in e.lines})
        ).mean(axis=0)
        for p in ex.PAGE_LANGUAGES
    ]
    groups = [asked, read, *_translated(shared / "tico-19" / "development.jsonl")]
    return main_directions([np.stack(group) for group in groups])


def main_directions(groups: Sequence[Floats]) -> Floats:
    """Directions of the differences within each group (languages, 384)."""
    apart = np.concatenate([group - group.mean(axis=0) for group in groups])
    _, strength, rows = np.linalg.svd(apart, full_matrices=False)
    return np.asarray(rows[strength > _SMALLEST_SHARE * strength[0]], dtype=np.float32)


def _translated(path: Path) -> tuple[list[Floats], list[Floats]]:
    embedder = get_embedder()
    with path.open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file][::_STEP][:_SENTENCES]
    texts = [[str(record[language]) for record in records] for language in _LANGUAGES]
    asked = [embedder.queries(some).mean(axis=0) for some in texts]
    return asked, [embedder.passages(some).mean(axis=0) for some in texts]
