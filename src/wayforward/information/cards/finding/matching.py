"""Which card answers a question, and how sure that is. Pure but for the weights it reads.

The numbers stand in data/matching.json and are fitted by tests/bench/fit_cards.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from wayforward.information.cards.finding.shelf import Evidence, Floats

WEIGHTS = Path(__file__).parent / "data" / "matching.json"
BESIDE = 4  # cards among which the first must stand out


@dataclass(frozen=True, slots=True)
class Subject:
    """What a card is about."""

    key: str
    countries: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What the order of cards weighs, beside meaning, which counts one."""

    whole: float
    document: float
    country: float  # the card is about a country the question names
    other_country: float  # about another, or the question names none
    topic: float


@dataclass(frozen=True, slots=True)
class Sureness:
    """The rule by which the first card is sure."""

    intercept: float
    standout: float
    gap: float
    level: float
    document: float
    sure_from: float  # probability from which it is put first
    shown_from: float  # probability from which it is one the reader may have meant


@dataclass(frozen=True, slots=True)
class Match:
    """A card found for a question."""

    place: int  # in the list of subjects
    key: str
    score: float
    confidence: float  # calibrated probability that it answers
    sure: bool


@cache
def load_weights() -> tuple[Order, Sureness]:
    """The shipped weights."""
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Order(**kept["order"]), Sureness(**kept["sureness"])


def columns(
    evidence: Evidence,
    subjects: Sequence[Subject],
    countries: Sequence[str],
    topics: Sequence[str],
) -> Floats:
    """What is weighed, shape (cards, 6): meaning, then the fields of Order in their order."""
    named = set(countries)
    country = np.array(
        [0 if not s.countries else 1 if named & set(s.countries) else -1 for s in subjects]
    )
    topic = np.array([not set(topics).isdisjoint(s.topics) for s in subjects])
    return np.column_stack(
        [evidence.meaning, evidence.whole, evidence.document, country > 0, country < 0, topic]
    ).astype(np.float32)  # fmt: skip


def scores(rows: Floats, order: Order) -> Floats:
    """One number a card, comparable within one question only."""
    weights = np.array(
        [1.0, order.whole, order.document, order.country, order.other_country,
         order.topic], dtype=np.float32,
    )  # fmt: skip
    return np.asarray(rows @ weights, dtype=np.float32)


def sureness_row(rows: Floats, points: Floats, place: int, ranked: Sequence[int]) -> list[float]:
    """What tells how sure a card is: how far it stands out from the next ones and from the next
    one, in units of 0.1, its level, and the pieces of words it shares with the question.
    """
    others = [float(points[i]) for i in ranked[: BESIDE + 1] if i != place][:BESIDE]
    mine = float(points[place])
    beside = sum(others) / len(others) if others else mine
    return [
        10 * (mine - beside),
        10 * (mine - max(others, default=mine)),
        mine,
        float(rows[place, 2]),
    ]


def probability(row: Sequence[float], rule: Sureness) -> float:
    """Calibrated probability that a card answers."""
    weights = (rule.standout, rule.gap, rule.level, rule.document)
    total = rule.intercept + sum(w * x for w, x in zip(weights, row, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def rank(
    rows: Floats, subjects: Sequence[Subject], most: int, order: Order, rule: Sureness
) -> list[Match]:
    """The best cards, best first; the first one marked when it is sure."""
    points = scores(rows, order)
    ranked = [int(i) for i in np.argsort(-points, kind="stable")[: max(most, BESIDE + 1)]]
    found: list[Match] = []
    for i in ranked[:most]:
        confidence = probability(sureness_row(rows, points, i, ranked), rule)
        sure = not found and confidence >= rule.sure_from
        found.append(Match(i, subjects[i].key, float(points[i]), confidence, sure))
    return found
