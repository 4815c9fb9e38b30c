"""How sure we are that a passage answers: one calibrated probability from meaning and sentences.

Pure. The numbers stand in data/confidence.json and are fitted by tests/bench/fit_confidence.py on
training questions, with their pages and with pages that do not answer.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

_FILE = Path(__file__).parent / "data" / "confidence.json"


class HasSimilarity(Protocol):
    """What retrieval says of a passage."""

    @property
    def similarity(self) -> float:
        """Cosine of question and passage."""

    @property
    def words(self) -> float:
        """How well the question's words stand in the passage, 0..1."""


class HasAnswerable(Protocol):
    """What the selector says of a passage."""

    @property
    def answerable(self) -> float:
        """Probability that the passage answers."""

    @property
    def likely(self) -> tuple[int, ...]:
        """Which lines answer if the passage does."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic rule and the probability from which we answer."""

    intercept: float
    similarity: float
    words: float
    answerable: float  # weight of the selector's log-odds
    answer_from: float
    show_from: float  # further passages are shown from here


@dataclass(frozen=True, slots=True)
class Judgement:
    """The passages worth showing, best first, and how sure we are of the best."""

    confidence: float
    scores: tuple[float, ...]  # one a candidate, in the order given
    order: tuple[int, ...]  # indexes of the candidates to show
    answers: bool


@cache
def load_weights() -> Weights:
    """The shipped weights."""
    return Weights(**json.loads(_FILE.read_text(encoding="utf-8"))["weights"])


def log_odds(probability: float) -> float:
    """The logit, kept finite."""
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def probability(found: HasSimilarity, selection: HasAnswerable, weights: Weights) -> float:
    """Calibrated probability that the passage answers the question."""
    total = (
        weights.intercept
        + weights.similarity * found.similarity
        + weights.words * found.words
        + weights.answerable * log_odds(selection.answerable)
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def judge(
    found: Sequence[HasSimilarity],
    selections: Sequence[HasAnswerable],
    weights: Weights | None = None,
) -> Judgement:
    """Order the candidates and decide whether to answer. One with nothing to quote is left out."""
    rule = weights or load_weights()
    scores = tuple(
        probability(passage, selection, rule) if selection.likely else 0.0
        for passage, selection in zip(found, selections, strict=False)
    )
    ranked = sorted(range(len(scores)), key=lambda i: -scores[i])
    best = scores[ranked[0]] if ranked else 0.0
    order = tuple(i for i in ranked if scores[i] >= rule.show_from and selections[i].likely)
    return Judgement(best, scores, order, best >= rule.answer_from and bool(order))
