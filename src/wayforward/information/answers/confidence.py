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


class HasStandout(Protocol):
    """What retrieval says of a passage."""

    @property
    def standout(self) -> float:
        """How far it stands out by its score from all that were found, in units of 0.1."""

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
    standout: float
    words: float
    answerable: float  # weight of the selector's log-odds
    pashto: float  # what a question in Pashto gains, which the models know less well
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


Row = tuple[float, float, float, float]


def features(
    found: Sequence[HasStandout], selections: Sequence[HasAnswerable], language: str | None
) -> list[Row]:
    """What the rule weighs, one row a selected passage: standout, words, selector's log-odds, and
    whether the question is in Pashto.
    """
    pashto = float(language == "ps")
    return [
        (passage.standout, passage.words, log_odds(selection.answerable), pashto)
        for passage, selection in zip(found, selections, strict=False)
    ]


def probability(row: Row, weights: Weights) -> float:
    """Calibrated probability that the passage answers the question."""
    standout, words, answerable, pashto = row
    total = (
        weights.intercept
        + weights.standout * standout
        + weights.words * words
        + weights.answerable * answerable
        + weights.pashto * pashto
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def judge(
    found: Sequence[HasStandout],
    selections: Sequence[HasAnswerable],
    *,
    language: str | None = None,
    weights: Weights | None = None,
) -> Judgement:
    """Order the candidates and decide whether to answer. Nothing to quote, nothing shown.

    `language` is the question's, where known.
    """
    rule = weights or load_weights()
    scores = tuple(
        probability(row, rule) if selection.likely else 0.0
        for row, selection in zip(features(found, selections, language), selections, strict=False)
    )
    ranked = sorted(range(len(scores)), key=lambda i: -scores[i])
    best = scores[ranked[0]] if ranked else 0.0
    order = tuple(i for i in ranked if scores[i] >= rule.show_from and selections[i].likely)
    return Judgement(best, scores, order, best >= rule.answer_from and bool(order))


def with_proofs(judgement: Judgement, proofs: int, confidence: float) -> Judgement:
    """What to show below a card that answers with `confidence`: the first `proofs` candidates, the
    pages it stands on, whatever they score by themselves, then others that answer.
    """
    first = tuple(range(proofs))
    others = judgement.order if judgement.answers else ()
    order = (*first, *(i for i in others if i >= proofs))
    return Judgement(max(confidence, judgement.confidence), judgement.scores, order, True)
