"""Fits calibration and thresholds of the careful selector, one set for each situation.

    .venv/bin/python -m tests.bench.fit_selection [--write]

Data: the fold of OMoS-QA's train split that the shipped networks have not seen, its questions in
five languages, each on the German and on the English page, read by the packed networks as `select`
runs them (eight bits move the page logit by a third: thresholds of unpacked ones do not hold).
The development split is left alone; tests.bench.cross_language_selection reports it.
Prints what the settings give on the fold itself, five-fold by page, and as fitted before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from wayforward.information.answers import selecting
from wayforward.information.answers.embedding import indexing_embedder
from wayforward.information.answers.selection.rules import Settings
from wayforward.information.answers.selection.situations import Situation, situation_of
from wayforward.information.answers.selection.training import examples as ex
from wayforward.information.answers.selection.training.settings import (
    evaluate,
    figures_of,
    fit_settings,
)

DATA = Path(selecting.__file__).parent / "data"
FOLDS = 5

Pair = tuple[ex.Example, NDArray[np.float32]]
BySituation = dict[Situation, list[Pair]]


def _unseen() -> Iterator[ex.Example]:
    for page in ex.PAGE_LANGUAGES:
        for question in ex.QUESTION_LANGUAGES:
            for example in ex.annotated(ex.corpus(), "train", question, page):
                if ex.fold_of(example.page, ex.FOLDS) == ex.HELD_BACK:
                    yield example


def read_pages() -> BySituation:
    """Every question on its page, with the page logit and the line logits behind it."""
    embedder = indexing_embedder()
    selector = selecting.TrainedSelector(embedder, DATA)
    found: BySituation = {situation: [] for situation in Situation}
    for example in track(sorted(_unseen(), key=lambda e: e.whole), description="pages read"):
        asked = embedder.queries([example.question])[0]
        read = embedder.passages(example.lines)
        [(page, lines)] = selector.logits(example.question, [example.lines], asked, [read], True)
        logits = np.concatenate([[np.float32(page)], lines])
        found[situation_of(example.question, example.lines)].append((example, logits))
    return found


def fit(found: BySituation) -> dict[Situation, Settings]:
    """The settings of each situation."""
    return {situation: fit_settings(pairs) for situation, pairs in found.items()}


def _crossed(pairs: list[Pair]) -> dict[str, float]:
    """Figures where each question is decided by settings fitted without its page."""
    fold_of = [example.page % FOLDS for example, _ in pairs]
    fits = [
        fit_settings([pair for pair, own in zip(pairs, fold_of, strict=True) if own != fold])
        for fold in range(FOLDS)
    ]
    return figures_of(pairs, [fits[fold] for fold in fold_of])


def report(found: BySituation, settings: Mapping[Situation, Settings], before: Settings) -> None:
    """Prints, for each situation, sentence F1 and F1 of "no answer"."""
    for situation, pairs in found.items():
        ways = {
            "fitted for the own language": evaluate(pairs, before),
            "fitted for it": evaluate(pairs, settings[situation]),
            "fitted for it, five-fold": _crossed(pairs),
        }
        for way, figures in ways.items():
            click.echo(
                f"{situation:15} {len(pairs):4} {way:28} sentence F1 {figures['sentence_f1']:.3f}"
                f"  no answer {figures['no_answer_f1']:.3f}"
                f"  calibration error {figures['calibration_error']:.3f}"
            )


def settle(facts: Mapping[str, object], *, write: bool) -> None:
    """Fits on the fold that was held back, prints figures, keeps the networks' facts with them."""
    found = read_pages()
    settings = fit(found)
    report(found, settings, settings[Situation.OWN_LANGUAGE])
    if write:
        kept = {"settings": {situation: asdict(one) for situation, one in settings.items()}}
        record("careful", {**facts, **kept})


def record(kind: str, facts: dict[str, object]) -> None:
    """Writes the facts of one kind of network beside the other's."""
    path = DATA / "selection.json"
    everything = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps(everything | {kind: facts}, indent=2) + "\n", encoding="utf-8")


@click.command()
@click.option("--write", is_flag=True, help="Keep the settings.")
def main(write: bool) -> None:
    """Fit and print."""
    facts = json.loads((DATA / "selection.json").read_text(encoding="utf-8"))["careful"]
    settle(facts, write=write)


if __name__ == "__main__":
    main()
