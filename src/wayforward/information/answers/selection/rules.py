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
    `likely` are the lines that would answer if the page did, for callers who know more than that.
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


NOTHING = Selection(np.zeros(0, dtype=np.float32), (), 0.0)


def probability(logits: Floats) -> Floats:
    """The logistic function, safe for large values."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float32)


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
    bar = max(settings.line, settings.share * float(scores.max()))
    chosen = np.flatnonzero(scores >= bar)
    if not len(chosen):
        chosen = np.array([int(scores.argmax())])
    likely = tuple(int(i) for i in chosen)
    return Selection(scores, likely if sure >= settings.refuse else (), sure, likely)
