"""What is done with a report: answered at once, suggested to a person, or new. Pure.

The numbers stand in data/deciding.json and are fitted by tests/bench/fit_matching.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wayforward.core.language.normalise import tokens
from wayforward.information.narratives.rules import Decision
from wayforward.information.sources.changes.telling import touches

WEIGHTS = Path(__file__).parent / "data" / "deciding.json"
_COMPARED = 8  # claims among which one must stand out
_SAME_WORDS = 0.8  # of two texts, each in the other, from which one is the other told again
_TURNS = frozenset({"amount", "date", "deadline", "phone", "number", "negation"})


@dataclass(frozen=True, slots=True)
class Rule:
    """The probability that a claim is the one a report tells, and from when it is suggested."""

    intercept: float
    standout: float  # above the next claims, in units of 0.1
    meaning: float
    words: float
    letters: float
    suggested_from: float


@dataclass(frozen=True, slots=True)
class Found:
    """A claim with what speaks for it; each number as in scoring.Evidence."""

    score: float
    meaning: float
    words: float
    letters: float


@cache
def load_rule() -> Rule:
    """The shipped rule."""
    return Rule(**json.loads(WEIGHTS.read_text(encoding="utf-8")))


def row_of(place: int, ranked: Sequence[Found]) -> tuple[float, float, float, float]:
    """What is weighed for one of the ranked claims, in the order of the fields of Rule."""
    others = [one.score for i, one in enumerate(ranked[: _COMPARED + 1]) if i != place]
    mine = ranked[place]
    beside = sum(others) / len(others) if others else mine.score
    return 10 * (mine.score - beside), mine.meaning, mine.words, mine.letters


def probability(row: Sequence[float], rule: Rule) -> float:
    """Calibrated probability that the claim is the one told."""
    weights = (rule.standout, rule.meaning, rule.words, rule.letters)
    total = rule.intercept + sum(w * x for w, x in zip(weights, row, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def decide(probability_: float, *, told_again: bool, rule: Rule) -> Decision:
    """What is done with a report whose first claim is so probable."""
    if told_again:
        return Decision.NEAR_EXACT
    return Decision.SUGGESTED if probability_ >= rule.suggested_from else Decision.NEW


def may_be_told_again(report: str, texts: Sequence[str]) -> bool:
    """Whether `told_again` can hold for a claim with these texts (as scoring.Document.words): no
    telling has more of the report's words than all of a claim's texts together.
    """
    said = set(tokens(report))
    there = set(" ".join(texts).split())
    return bool(said) and len(said & there) >= _SAME_WORDS * len(said)


def told_again(report: str, tellings: Sequence[str], language: str | None) -> bool:
    """Whether a report tells a claim in words it is known in, with the same numbers and the same
    yes or no: "50 euros" is not "500 euros".
    """
    return any(
        same_words(report, one) >= _SAME_WORDS
        and not {touch.kind for touch in touches(one, report, language)} & _TURNS
        for one in tellings
    )


def same_words(report: str, telling: str) -> float:
    """How far two texts have the same words, 0 to 1: shared words of the longer one's.

    Order, variants of letters and digits make no difference (core.language).
    """
    one, other = set(tokens(report)), set(tokens(telling))
    return len(one & other) / max(len(one), len(other)) if one and other else 0.0
