"""Fits how cards are found (cards/finding/matching.py): their order, and when one is sure.

    .venv/bin/python -m tests.bench.fit_cards --write

Data: the starter cards' own ways of asking, five folds: a fold's ways are left out of the shelf and
asked. Once more with whole cards left out: then no card is right, and being sure is wrong. Beside
them off_topic.yaml and the part of tests/data_small/card_questions.yaml that may be fitted on (one
question in three, by a hash of its text; `wayforward evaluate cards` measures the others).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import numpy as np
import yaml
from numpy.typing import NDArray
from rich.progress import track

from wayforward.conf import REPOSITORY, start_django

start_django()

from wayforward.information.answers.embedding import Vectors, indexing_embedder  # noqa: E402
from wayforward.information.cards.finding import matching  # noqa: E402
from wayforward.information.cards.finding.forms import whole_text  # noqa: E402
from wayforward.information.cards.finding.questions import (  # noqa: E402
    as_asked,
    read_questions,
    understood,
)
from wayforward.information.cards.finding.shelf import Shelf, Way, make_shelf  # noqa: E402
from wayforward.information.cards.starters import StarterCard, read_cards  # noqa: E402

Floats = NDArray[np.float64]
FOLDS = 5
SURELY_WRONG = (
    0.015  # of people's questions that may get a wrong card for sure: half of what is asked
)
SHOWN = 0.05
QUESTIONS = REPOSITORY / "tests" / "data_small" / "card_questions.yaml"
_TAG = {"fa": "fa-af", "ps": "ps", "en": "en"}
_PEOPLE = 4.0  # how much a question written as people ask counts beside a way of asking


@dataclass(frozen=True, slots=True)
class Trial:
    """A question: what speaks for each card, which ones are right, and how much it counts."""

    rows: Floats  # (cards, 6) as matching.columns
    right: frozenset[int]
    weight: float


class Library:
    """The starter cards with their vectors."""

    def __init__(self) -> None:
        """Embeds every way of asking once."""
        self.cards: list[StarterCard] = read_cards()
        self.subjects = [matching.Subject(c.key, c.countries, c.topics) for c in self.cards]
        said = [
            (number, language, way, whole)
            for number, card in enumerate(self.cards)
            for language, text in card.texts.items()
            for way, whole in (
                *((one, False) for one in dict.fromkeys((text.question, *text.also))),
                (whole_text(text.question, text.answer[0]), True),
            )
        ]
        vectors = indexing_embedder().queries([way for _, _, way, _ in said])
        self.ways = [
            Way(number, language, way, vector, whole)
            for (number, language, way, whole), vector in zip(said, vectors, strict=True)
        ]

    def shelf(self, kept: Callable[[Way], bool]) -> Shelf:
        """A shelf of the ways that are kept; a card without any has nothing said of it."""
        ways = [way for way in self.ways if kept(way)]
        there = {(way.card, way.language) for way in ways}
        said = {(way.card, way.language, way.said) for way in ways if not way.whole}
        documents = [
            (number, " . ".join([text.question, text.question,
                                 *(one for one in text.also if (number, language, one) in said),
                                 *text.answer, *text.next]))
            for number, card in enumerate(self.cards)
            for language, text in card.texts.items()
            if (number, language) in there
        ]  # fmt: skip
        return make_shelf(len(self.cards), ways, documents)

    def trial(
        self, shelf: Shelf, text: str, language: str | None, vector: Vectors,
        right: Iterable[int], weight: float,
    ) -> Trial:  # fmt: skip
        """Ask a shelf."""
        asked = as_asked(text, language, vector)
        evidence = shelf.evidence(vector, _TAG.get(language or "", ""), text)
        rows = matching.columns(evidence, self.subjects, asked.countries, asked.topics)
        return Trial(rows.astype(np.float64), frozenset(right), weight)


def _trials(library: Library) -> list[Trial]:
    rng = np.random.default_rng(1)
    by_way = {
        id(way): int(f)
        for way, f in zip(library.ways, rng.integers(0, FOLDS, len(library.ways)), strict=True)
    }
    by_card = rng.integers(0, FOLDS, len(library.cards))
    found: list[Trial] = []
    for fold in track(range(FOLDS), description="folds"):
        without_ways = library.shelf(lambda way, f=fold: way.whole or by_way[id(way)] != f)
        without_cards = library.shelf(lambda way, f=fold: by_card[way.card] != f)
        for way in library.ways:
            code = way.language.split("-")[0]
            if not way.whole and by_way[id(way)] == fold:
                found.append(library.trial(without_ways, way.said, code, way.vector, [way.card], 1))
                if by_card[way.card] == fold:
                    found.append(library.trial(without_cards, way.said, code, way.vector, [], 1))
    return [*found, *_asked_by_people(library)]


def _asked_by_people(library: Library) -> list[Trial]:
    place = {card.key: number for number, card in enumerate(library.cards)}
    some = [one for one in read_questions(QUESTIONS) if one.for_fitting]
    strangers = yaml.safe_load((Path(__file__).parent / "off_topic.yaml").read_text("utf-8"))
    texts = [(one.text, [place[key] for key in one.cards]) for one in some]
    texts += [(text, []) for asked in strangers.values() for text in asked]
    whole = library.shelf(lambda way: True)
    said = [understood(text) for text, _ in texts]
    vectors = indexing_embedder().queries([text for text, _ in said])
    return [
        library.trial(whole, text, language, vector, right, _PEOPLE)
        for (text, language), vector, (_, right) in zip(said, vectors, texts, strict=True)
    ]


def _right_first(trials: Sequence[Trial], weights: Floats) -> float:
    known = [t for t in trials if t.right]
    return float(np.mean([int(np.argmax(t.rows @ weights)) in t.right for t in known]))


def _fit_order(trials: Sequence[Trial]) -> Floats:
    """Weights beside meaning: ascent on the likelihood of the right card (softmax), Adam."""
    known = [t for t in trials if t.right]
    weights, warmth = np.array([1.0, 0.6, 2.0, 0.1, -0.1, 0.05]), 12.0
    moment, square = np.zeros(6), np.zeros(6)
    total = sum(t.weight for t in known)
    for turn in range(1, 200):
        slope = np.zeros(6)
        for t in known:
            logits = warmth * (t.rows @ weights)
            likely = np.exp(logits - logits.max())
            likely /= likely.sum()
            mine = np.array(sorted(t.right))
            own = likely[mine] / likely[mine].sum()
            slope += t.weight * warmth * (own @ t.rows[mine] - likely @ t.rows)
        slope = slope / total
        slope[0] = 0.0
        moment, square = 0.9 * moment + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = weights + 0.02 * (moment / (1 - 0.9**turn)) / (
            np.sqrt(square / (1 - 0.99**turn)) + 1e-8
        )
    return weights


def _first_ones(trials: Sequence[Trial], order: matching.Order) -> tuple[Floats, Floats, Floats]:
    """What tells how sure the first card of each trial is, whether it is right, what it counts."""
    rows, right = [], []
    for t in trials:
        points = matching.scores(t.rows.astype(np.float32), order)
        ranked = [int(i) for i in np.argsort(-points, kind="stable")[: matching.BESIDE + 1]]
        rows.append(matching.sureness_row(t.rows.astype(np.float32), points, ranked[0], ranked))
        right.append(float(ranked[0] in t.right))
    return np.array(rows), np.array(right), np.array([t.weight for t in trials])


def _logistic(rows: Floats, right: Floats, counts: Floats) -> Floats:
    design = np.column_stack([np.ones(len(rows)), rows])
    weights = np.zeros(design.shape[1])
    for _ in range(80):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (counts * (right - p)) - 1e-2 * weights
        bend = (design * (counts * p * (1 - p))[:, None]).T @ design
        weights = weights + np.linalg.solve(bend + 1e-2 * np.eye(design.shape[1]), slope)
    return weights


def _threshold(p: Floats, right: Floats) -> float:
    """The lowest probability from which at most SURELY_WRONG of people's questions go wrong."""
    wrong = np.sort(p[right == 0])[::-1]
    allowed = int(SURELY_WRONG * len(p))
    return float(wrong[allowed] + 1e-4) if allowed < len(wrong) else 0.5


@click.command()
@click.option("--write", is_flag=True, help="Write data/matching.json.")
def main(write: bool) -> None:
    """Fit, print, and write where asked."""
    library = Library()
    trials = _trials(library)
    people = [t for t in trials if t.weight == _PEOPLE]
    weights = _fit_order(trials)
    order = matching.Order(*(round(float(w), 4) for w in weights[1:]))
    ways = [t for t in trials if t.weight == 1]
    alone = _right_first(people, np.eye(6)[0])
    click.echo(
        f"right card first: ways left out {_right_first(ways, weights):.3f}, people's questions"
        f" {_right_first(people, weights):.3f} (by meaning alone {alone:.3f})"
    )
    # How sure one may be is learned from people's questions and from cards that are not there: a
    # way of asking that was left out is easier to find than what people say.
    trials = [t for t in trials if t.weight == _PEOPLE or not t.right]
    rows, right, counts = _first_ones(trials, order)
    sure = _logistic(rows, right, counts)
    p = 1 / (1 + np.exp(-(np.column_stack([np.ones(len(rows)), rows]) @ sure)))
    asked = counts == _PEOPLE
    threshold = _threshold(p[asked], right[asked])
    known = np.array([bool(t.right) for t in trials])
    sure_right = np.mean(p[asked & known] >= threshold)
    sure_wrong = np.mean((p >= threshold)[asked] & (right[asked] == 0))
    click.echo(
        f"sure from {threshold:.3f}: {sure_right:.3f} of people's questions with a card are sure,"
        f" {sure_wrong:.3f} of all surely wrong"
    )
    rule = matching.Sureness(*(round(float(w), 4) for w in sure), round(threshold, 4), SHOWN)
    content = {"order": asdict(order), "sureness": asdict(rule)}
    click.echo(json.dumps(content))
    if write:
        matching.WEIGHTS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
