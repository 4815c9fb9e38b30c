"""Finds the card that answers a question: by meaning and by words of every way of asking it.

Pure but for one query. The numbers stand in data/matching.json and are fitted by
tests/bench/fit_cards.py on the ways of asking themselves, each left out in turn.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import connection

from wayforward.core.language.tags import readable
from wayforward.information.answers import ranking
from wayforward.information.answers.card_finding import Asked

_SQL = (Path(__file__).parent / "sql" / "find.sql").read_text(encoding="utf-8")
_WEIGHTS = Path(__file__).parent / "data" / "matching.json"
NEAR = 60  # ways of asking looked at
_BESIDE = 5  # cards among which the first must stand out


@dataclass(frozen=True, slots=True)
class Form:
    """A way of asking near to the question."""

    card_id: int
    key: str
    language: str
    words: str
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    meaning: float  # cosine with the turned question


@dataclass(frozen=True, slots=True)
class Weights:
    """What the order of cards weighs, in units of cosine, and the rule by which one is sure."""

    agreement: float  # mean of the best form of each language
    words: float
    letters: float
    country: float
    other_country: float
    topic: float
    intercept: float
    standout: float
    level: float
    shared: float
    sure_from: float  # probability
    shown_from: float


@dataclass(frozen=True, slots=True)
class Match:
    """A card found for a question."""

    card_id: int
    key: str
    score: float
    words: float  # share of the question's words in its best form, 0..1
    confidence: float  # calibrated probability that it answers
    sure: bool


@cache
def load_weights() -> Weights:
    """The shipped weights."""
    return Weights(**json.loads(_WEIGHTS.read_text(encoding="utf-8"))["weights"])


def find(asked: Asked, weights: Weights | None = None) -> list[Match]:
    """The cards nearest to a question, best first; only those worth showing."""
    rule = weights or load_weights()
    found = match(near_forms(asked), asked, rule)
    return [one for one in found if one.sure or one.confidence >= rule.shown_from]


def near_forms(asked: Asked) -> list[Form]:
    """The ways of asking nearest in meaning, in any language."""
    turned = ranking.towards_meaning(asked.vector)
    vector = "[" + ",".join(f"{number:.5f}" for number in turned) + "]"
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"vector": vector, "near": NEAR})
        return [
            Form(card, key, language, words, tuple(countries), tuple(topics), meaning)
            for card, key, language, words, countries, topics, meaning in cursor.fetchall()
        ]


def match(forms: Sequence[Form], asked: Asked, rule: Weights) -> list[Match]:
    """The cards of some forms, best first, with how sure each is."""
    evidence = evidence_of(forms, asked)
    scored = sorted(((score(one, rule), one) for one in evidence), key=lambda pair: -pair[0])
    best = [points for points, _ in scored[:_BESIDE]]
    found = []
    for points, one in scored:
        others = [p for p in best if p != points] or [points]
        standout = 10 * (points - sum(others) / len(others))
        sureness = probability(standout, points, one.words, rule)
        found.append(Match(one.card_id, one.key, points, one.words, sureness, False))
    return _with_sure(found, rule)


def _with_sure(found: list[Match], rule: Weights) -> list[Match]:
    if found and found[0].confidence >= rule.sure_from:
        first = found[0]
        found[0] = Match(first.card_id, first.key, first.score, first.words, first.confidence, True)
    return found


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a card."""

    card_id: int
    key: str
    meaning: float  # the nearest form
    agreement: float  # mean over languages of the nearest form in each
    words: float
    letters: float
    country: float  # 1 the question's own, -1 another's, 0 neither
    topic: float  # 1 where a topic is shared


def evidence_of(forms: Sequence[Form], asked: Asked) -> list[Evidence]:
    """What speaks for each card that has one of the forms."""
    if not forms:
        return []
    own = readable(asked.language or "")
    words = ranking.word_share(asked.question, [form.words for form in forms])
    letters = ranking.letter_share(asked.question, [form.words for form in forms])
    by_card: dict[int, list[int]] = {}
    for place, form in enumerate(forms):
        by_card.setdefault(form.card_id, []).append(place)
    found = []
    for card_id, places in by_card.items():
        mine = [place for place in places if forms[place].language in own] or places
        first = forms[places[0]]
        found.append(
            Evidence(
                card_id,
                first.key,
                max(forms[place].meaning for place in places),
                _agreement([forms[place] for place in places]),
                max(float(words[place]) for place in mine),
                max(float(letters[place]) for place in mine),
                _country(first.countries, asked.countries),
                float(not set(first.topics).isdisjoint(asked.topics)),
            )
        )
    return found


def _agreement(forms: Sequence[Form]) -> float:
    best: dict[str, float] = {}
    for form in forms:
        best[form.language] = max(form.meaning, best.get(form.language, 0.0))
    return sum(best.values()) / len(best)


def _country(of_card: Sequence[str], asked: Sequence[str]) -> float:
    if not of_card:
        return 0.0
    return 1.0 if set(of_card) & set(asked) else -1.0


def score(one: Evidence, rule: Weights) -> float:
    """One number a card, comparable within one question only."""
    country = rule.country if one.country > 0 else rule.other_country * -one.country
    return (
        one.meaning
        + rule.agreement * one.agreement
        + rule.words * one.words
        + rule.letters * one.letters
        + country * (one.country != 0)
        + rule.topic * one.topic
    )


def probability(standout: float, points: float, words: float, rule: Weights) -> float:
    """Calibrated probability that a card answers the question."""
    total = rule.intercept + rule.standout * standout + rule.level * points + rule.shared * words
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
