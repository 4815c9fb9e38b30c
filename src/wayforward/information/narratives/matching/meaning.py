"""Vectors of reports and tellings freed of half of what their language has in common.

One model's vectors differ more by language than by matter. Half is what serves both: a report in
one language finds claims in another, and one in the same language still finds its neighbours. The
means are made by tests/bench/fit_matching.py; figures in docs/decisions/narratives.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wayforward.information.answers.embedding import Vectors, unit

Owners = Sequence[int] | NDArray[np.int_]
MEANS = Path(__file__).parent / "data" / "means.npz"
_FREED = 0.5  # share of the mean that is taken off
WARMTH = 24.0  # of the soft maximum over the ways a claim is told


@cache
def means() -> Mapping[str, Vectors]:
    """Language (fa, ps, en; "" all others) -> mean vector, shape (384,)."""
    with np.load(MEANS) as kept:
        return {name.removeprefix("of_"): np.asarray(kept[name], np.float32) for name in kept}


def freed(vectors: Vectors, languages: Sequence[str | None]) -> Vectors:
    """Vectors of texts in these languages (None: unsure), unit length; one a row."""
    known = means()
    of = [known.get((language or "").split("-")[0], known[""]) for language in languages]
    return unit(np.asarray(vectors - _FREED * np.stack(of), dtype=np.float32)) if of else vectors


def soft_maximum(cosines: Vectors, owners: Owners, count: int) -> Vectors:
    """Over the tellings of each of `count` claims: near the greatest, but one lucky telling among
    many unlike ones says less. -1 for a claim without tellings.
    """
    warm = np.bincount(owners, np.exp(WARMTH * cosines.astype(np.float64)), minlength=count)
    many = np.bincount(owners, minlength=count)
    found = np.log(np.maximum(warm, 1e-30) / np.maximum(many, 1)) / WARMTH
    return np.asarray(np.where(many, found, -1.0), dtype=np.float32)


def softly(warm: float, many: int) -> float:
    """The same for one claim, from the sum of exp(WARMTH * cosine) over its `many` tellings.

    0, which is no evidence, for a claim whose tellings have no vectors yet.
    """
    return math.log(warm / many) / WARMTH if many else 0.0
