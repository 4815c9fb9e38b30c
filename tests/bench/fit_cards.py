"""Fits how cards are found (information/cards/matching.py): the order, and when one is sure.

    .venv/bin/python -m tests.bench.fit_cards --write

Data: the starter cards alone. Each way of asking is left out in turn and asked; its card is the
right one. Once more with its whole card left out: then no card is right, and being sure is wrong.
Questions of off_topic.yaml have no card either. The evaluation set
(tests/data_small/card_questions.yaml) is never read here. Folds are by card.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click
import numpy as np
import yaml
from numpy.typing import NDArray
from rich.progress import track

from wayforward.cli.main import start_django

Floats = NDArray[np.float64]
WRONG_SURE = 0.02  # of questions whose card is missing that may get a card for sure
SHOWN = 0.10  # probability from which a card is one the reader may have meant
_ORDER = ("agreement", "words", "letters", "country", "other_country", "topic")


@dataclass(frozen=True, slots=True)
class Trial:
    """A question, the cards found for it and what speaks for each."""

    right: int | None  # card, None where none is right
    cards: tuple[int, ...]
    evidence: Floats  # (cards, 7): meaning and what _ORDER names


def _trials() -> Iterator[Trial]:
    from wayforward.core.language.detection import detect
    from wayforward.core.language.places import countries
    from wayforward.core.language.topics import topics
    from wayforward.information.answers import ranking
    from wayforward.information.answers.card_finding import Asked
    from wayforward.information.answers.embedding import indexing_embedder
    from wayforward.information.answers.indexing import text_of_words
    from wayforward.information.cards import matching
    from wayforward.information.cards.starters import read_cards

    cards = read_cards()
    rows = [
        (number, card, language, said)
        for number, card in enumerate(cards)
        for language, text in card.texts.items()
        for said in dict.fromkeys((text.question, *text.also))
    ]
    vectors = indexing_embedder().queries([said for *_, said in rows])
    words = [text_of_words(said) for *_, said in rows]
    owners = np.array([number for number, *_ in rows])

    def trial(said: str, language: str, vector: NDArray[np.float32], right: int | None,
              allowed: NDArray[np.bool_]) -> Trial:  # fmt: skip
        meaning = np.where(allowed, vectors @ ranking.towards_meaning(vector), -1.0)
        near = np.argsort(-meaning)[: matching.NEAR]
        forms = [
            matching.Form(
                rows[i][0], rows[i][1].key, rows[i][2], words[i], rows[i][1].countries,
                rows[i][1].topics, float(meaning[i]),
            )
            for i in near
        ]  # fmt: skip
        asked = Asked(said, language.split("-")[0], language, vector, countries(said), topics(said))
        found = matching.evidence_of(forms, asked)
        return Trial(
            right,
            tuple(one.card_id for one in found),
            np.array(
                [
                    [one.meaning, one.agreement, one.words, one.letters, float(one.country > 0),
                     float(one.country < 0), one.topic]
                    for one in found
                ]
            ),
        )  # fmt: skip

    for i in track(range(len(rows)), description="asking"):
        number, _, language, said = rows[i]
        others = np.arange(len(rows)) != i
        yield trial(said, language, vectors[i], number, others)
        yield trial(said, language, vectors[i], None, owners != number)
    strangers = yaml.safe_load((Path(__file__).parent / "off_topic.yaml").read_text("utf-8"))
    for language, asked_ones in strangers.items():
        for said in asked_ones:
            vector = indexing_embedder().queries([said])[0]
            code = {"fa-af": "fa"}.get(language, detect(said).language or language)
            yield trial(said, code, vector, None, np.ones(len(rows), dtype=bool))


def _scores(trial: Trial, weights: Floats) -> Floats:
    return trial.evidence @ np.concatenate([[1.0], weights])


def _first_right(trials: Sequence[Trial], weights: Floats) -> float:
    known = [t for t in trials if t.right is not None]
    return float(np.mean([t.cards[int(np.argmax(_scores(t, weights)))] == t.right for t in known]))


def _fit_order(trials: Sequence[Trial]) -> Floats:
    """Weights beside meaning: gradient ascent on the likelihood of the right card (softmax)."""
    known = [t for t in trials if t.right in t.cards]
    places = [t.cards.index(t.right) for t in known]  # type: ignore[arg-type]
    weights, warmth = np.array([0.5, 0.05, 0.05, 0.05, -0.05, 0.01]), 30.0
    step, moment, square = 0.01, np.zeros(6), np.zeros(6)
    for turn in range(1, 400):
        slope = np.zeros(6)
        for t, place in zip(known, places, strict=True):
            logits = warmth * _scores(t, weights)
            likely = np.exp(logits - logits.max())
            likely /= likely.sum()
            slope += warmth * (t.evidence[place, 1:] - likely @ t.evidence[:, 1:])
        slope = slope / len(known) - 2.0 * weights  # a mild pull to zero
        moment, square = 0.9 * moment + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = weights + step * (moment / (1 - 0.9**turn)) / (
            np.sqrt(square / (1 - 0.99**turn)) + 1e-8
        )
    return weights


def _sureness(trials: Sequence[Trial], weights: Floats) -> tuple[Floats, Floats]:
    """Standout, level and words of the first card of each trial, and whether it is right."""
    from wayforward.information.cards import matching

    rows, right = [], []
    for t in trials:
        scores = _scores(t, weights)
        order = np.argsort(-scores)
        first = int(order[0])
        beside = [scores[i] for i in order[1 : matching._BESIDE]] or [scores[first]]
        standout = 10 * (scores[first] - float(np.mean(beside)))
        rows.append([standout, scores[first], t.evidence[first, 2]])
        right.append(t.cards[first] == t.right)
    return np.array(rows), np.array(right, dtype=float)


def _logistic(rows: Floats, right: Floats) -> Floats:
    design = np.column_stack([np.ones(len(rows)), rows])
    weights = np.zeros(design.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (right - p) - 1e-2 * weights
        bend = (design * (p * (1 - p))[:, None]).T @ design + 1e-2 * np.eye(design.shape[1])
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def _threshold(p: Floats, right: Floats) -> float:
    """The lowest probability above which at most WRONG_SURE of all questions are surely wrong."""
    wrong = np.sort(p[right == 0])[::-1]
    allowed = int(WRONG_SURE * len(p))
    return float(wrong[allowed]) if allowed < len(wrong) else 0.5


@click.command()
@click.option("--write", is_flag=True, help="Write data/matching.json.")
def main(write: bool) -> None:
    """Fit, print, and write where asked."""
    start_django()
    from wayforward.information.cards import matching

    trials = list(_trials())
    order = _fit_order(trials)
    click.echo(f"right card first: {_first_right(trials, order):.3f} (meaning alone "
               f"{_first_right(trials, np.zeros(6)):.3f})")  # fmt: skip
    rows, right = _sureness(trials, order)
    sure = _logistic(rows, right)
    p = 1 / (1 + np.exp(-(np.column_stack([np.ones(len(rows)), rows]) @ sure)))
    threshold = _threshold(p, right)
    known = np.array([t.right is not None for t in trials])
    click.echo(
        f"sure from {threshold:.3f}: right {np.mean(p[known & (right == 1)] >= threshold):.3f} of "
        f"first ones, surely wrong {np.mean((p >= threshold) & (right == 0)):.3f} of all"
    )
    weights = matching.Weights(
        **dict(zip(_ORDER, map(float, order), strict=True)),
        intercept=float(sure[0]), standout=float(sure[1]), level=float(sure[2]),
        shared=float(sure[3]), sure_from=threshold, shown_from=SHOWN,
    )  # fmt: skip
    rounded = replace(weights, **{k: round(v, 4) for k, v in asdict(weights).items()})
    click.echo(json.dumps(asdict(rounded)))
    if write:
        text = json.dumps({"weights": asdict(rounded)}, indent=2) + "\n"
        matching._WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
