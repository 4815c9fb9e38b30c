"""Trains the selector from the shared OMoS-QA train split and packs it for shipping.

    python -m tests.bench.train_selection --work W vectors  embed texts, find language directions
    python -m tests.bench.train_selection --work W states   read pages through the lower layers
    python -m tests.bench.train_selection --work W quick    quick network, minutes
    python -m tests.bench.train_selection --work W careful --fold 3   one member; then 4
    python -m tests.bench.train_selection --work W pack     thresholds, calibration, files

Needs torch beside the usual environment (requirements of training, not of the product).
The development split is only predicted and reported, never fitted to.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict, replace
from pathlib import Path

import click
import numpy as np
import torch
from numpy.typing import NDArray

from wayforward.conf import shared_data
from wayforward.information.answers import selecting
from wayforward.information.answers.selection.training import examples as ex
from wayforward.information.answers.selection.training import fast, joint
from wayforward.information.answers.selection.training.draws import Draws, corpus, read_sets
from wayforward.information.answers.selection.training.languages import language_directions
from wayforward.information.answers.selection.training.packing import pack
from wayforward.information.answers.selection.training.settings import (
    evaluate,
    fit_settings,
    pairs_of,
)
from wayforward.information.answers.selection.training.vectors import Vectors

DATA = Path(selecting.__file__).parent / "data"
QUICK_SEEDS = (1, 2)

Logits = dict[str, NDArray[np.float32]]


@click.group()
@click.option("--work", type=click.Path(path_type=Path), required=True, help="Working folder.")
@click.option("--threads", default=1, show_default=True)
@click.pass_context
def main(context: click.Context, work: Path, threads: int) -> None:
    """Train, step by step."""
    torch.set_num_threads(threads)
    work.mkdir(parents=True, exist_ok=True)
    context.obj = work


@main.command()
@click.pass_obj
def vectors(work: Path) -> None:
    """Embed every question and line once."""
    some = _every_example()
    known = Vectors(work, raw=True)
    known.prepare({e.question for e in some}, {t for e in some for t in e.whole})
    np.savez(DATA / "selection-languages.npz", directions=language_directions(shared_data(), known))


@main.command()
@click.pass_obj
def states(work: Path) -> None:
    """Read every page once through the lower layers; the careful runs share what comes out."""
    joint.states(_every_example(), work)


def _every_example() -> list[ex.Example]:
    marked = [
        example
        for split in ("train", "dev")
        for question in ex.QUESTION_LANGUAGES
        for page in ex.PAGE_LANGUAGES
        for example in ex.annotated(corpus(), split, question, page)
    ]
    return marked + read_sets(None, 1)[1]


@main.command()
@click.pass_obj
def quick(work: Path) -> None:
    """Cross-validate, fit thresholds, then train the shipped members on the whole train split."""
    known = Vectors(work)
    plan = fast.Plan()
    found = fast.cross_validated(plan, known)
    sets, headings, _ = read_sets(None, plan.folds)
    heads = [
        fast.fit(
            replace(plan, seed=seed),
            Draws(sets, headings, random.Random(seed), plan.pseudo),  # noqa: S311 - no secret
            known,
        )
        for seed in QUICK_SEEDS
    ]
    names = [f"selection-quick-{seed}.npz" for seed in QUICK_SEEDS]
    for head, name in zip(heads, names, strict=True):
        pack(head.state_dict(), DATA / name, eight_bit=False)
    development = {
        page: fast.predictions(heads, ex.annotated(corpus(), "dev", page, page), known)
        for page in ex.PAGE_LANGUAGES
    }
    _settle("quick", {"members": names}, found, development)


@main.command()
@click.option("--fold", type=int, required=True)
@click.option("--draws", default=joint.DRAWS, show_default=True)
@click.option("--minutes", default=1e6, help="End earlier, the learning rate falling in time.")
@click.pass_obj
def careful(work: Path, fold: int, draws: int, minutes: float) -> None:
    """Train the member that leaves out one fold."""
    plan = joint.Plan(draws=draws, fold=fold, seed=fold + 1, minutes=minutes)
    joint.train(plan, work)
    joint.predict(fold, plan.folds, work)


@main.command(name="pack")
@click.option("--fold", "folds", type=int, multiple=True, default=(3, 4))
@click.pass_obj
def pack_careful(work: Path, folds: tuple[int, ...]) -> None:
    """Fit thresholds on the folds left out and write the careful members to the package."""
    names = [f"selection-careful-{fold}.npz" for fold in folds]
    for fold, name in zip(folds, names, strict=True):
        parts = torch.load(work / f"joint-{fold}.pt")
        state = {f"{part}.{k}": v for part, some in parts.items() for k, v in some.items()}
        pack(state, DATA / name, eight_bit=True)
    held: dict[str, Logits] = {page: {} for page in ex.PAGE_LANGUAGES}
    for fold in folds:
        for page in ex.PAGE_LANGUAGES:
            held[page].update(np.load(work / f"held-{fold}.{page}.npz"))
    development = {page: _mean_of(work, folds, page) for page in ex.PAGE_LANGUAGES}
    facts = {"members": names, "first_trained_layer": joint.LOWER_LAYERS}
    _settle("careful", facts, held, development)


def _mean_of(work: Path, folds: tuple[int, ...], page: str) -> Logits:
    some = [np.load(work / f"dev-{fold}.{page}.npz") for fold in folds]
    return {key: np.mean([one[key] for one in some], axis=0) for key in some[0].files}


def _settle(
    kind: str, facts: dict[str, object], found: dict[str, Logits], development: dict[str, Logits]
) -> None:
    """Fits the settings on unseen train questions, prints figures, records both."""
    pairs = [
        pair
        for page, logits in found.items()
        for pair in pairs_of(
            [e for e in ex.annotated(corpus(), "train", page, page) if e.id in logits], logits
        )
    ]
    settings = fit_settings(pairs)
    click.echo(f"{kind}, unseen train questions: {evaluate(pairs, settings)}")
    for page, logits in development.items():
        some = pairs_of(ex.annotated(corpus(), "dev", page, page), logits)
        click.echo(f"{kind}, development, {page}: {evaluate(some, settings)}")
    path = DATA / "selection.json"
    everything = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    everything[kind] = facts | {"settings": asdict(settings)}
    path.write_text(json.dumps(everything, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
