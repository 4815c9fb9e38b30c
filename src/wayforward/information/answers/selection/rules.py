"""From the networks' logits to a decision: which lines answer, and whether anything answers at all.

Pure: numbers in, a Selection out. The settings are fitted by the training command and shipped.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Selection:
    """Probability of each line to be part of the answer, the lines chosen (in page order), and the
    calibrated probability that the page answers the question. Nothing chosen means no answer here;
    `likely` are the lines that stand out, for callers who decide otherwise whether to answer and
    who show the other lines too.
    """

    scores: Floats
    chosen: tuple[int, ...]
    answerable: float
    likely: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Fitted on predictions for training questions by networks that had not seen their pages.

    `page_weight`, `best_weight` and `offset` turn the page logit and the best line logit into the
    probability of an answer; below `refuse` nothing is chosen. A line is chosen at `line` or above
    and at no less than `share` of the best line's probability.
    """

    page_weight: float
    best_weight: float
    offset: float
    refuse: float
    line: float
    share: float

    @classmethod
    def read(cls, values: Mapping[str, float]) -> Settings:
        """Settings from the shipped JSON object; raises KeyError where one is missing."""
        return cls(**{name: float(values[name]) for name in cls.__dataclass_fields__})


# The quick network learned on German and English pages. How near a line is in meaning, weighed a
# second time, keeps it right in Dari and Pashto (docs/decisions/selection-model.md).
NEARNESS = 20.0
STANDS_OUT = 0.7  # share of the best line's probability from which a line is marked in a passage

NOTHING = Selection(np.zeros(0, dtype=np.float32), (), 0.0)


def probability(logits: Floats) -> Floats:
    """The logistic function, safe for large values."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float32)


def with_nearness(logits: Floats, near: Floats) -> Floats:
    """Line logits (n,), higher where a line is nearer to the question than the others (cosine)."""
    return np.asarray(logits + NEARNESS * (near - near.mean()), dtype=np.float32)


def answerable(page_logit: float, best: float, settings: Settings) -> float:
    """Calibrated probability that the page answers."""
    total = settings.page_weight * page_logit + settings.best_weight * best + settings.offset
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def decide(page_logit: float, line_logits: Floats, settings: Settings) -> Selection:
    """The selection for one page; a page that answers gives at least its best line."""
    if not len(line_logits):
        return NOTHING
    scores = probability(line_logits)
    sure = answerable(page_logit, float(line_logits.max()), settings)
    chosen = _from(scores, max(settings.line, settings.share * float(scores.max())))
    likely = _from(scores, STANDS_OUT * float(scores.max()))
    return Selection(scores, chosen if sure >= settings.refuse else (), sure, likely)


def _from(scores: Floats, bar: float) -> tuple[int, ...]:
    """The lines at or above a bar; the best one where none is."""
    found = np.flatnonzero(scores >= bar)
    return tuple(map(int, found)) if len(found) else (int(scores.argmax()),)
