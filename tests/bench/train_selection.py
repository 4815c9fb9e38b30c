"""Trains the selector from the shared OMoS-QA train split and packs it for shipping.

    python -m tests.bench.train_selection --work W vectors  embed texts, find language directions
    python -m tests.bench.train_selection --work W states   read pages through the lower layers
    python -m tests.bench.train_selection --work W quick    quick network, minutes
    python -m tests.bench.train_selection --work W careful  careful network, half an hour
    python -m tests.bench.train_selection --work W pack     files, then thresholds (fit_selection)

Needs torch beside the usual environment (requirements of training, not of the product).
The development split is only predicted and reported, never fitted to.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click
import numpy as np
import torch
from numpy.typing import NDArray
from tests.bench import fit_selection

from wayforward.conf import shared_data
from wayforward.information.answers.selection.training import examples as ex
from wayforward.information.answers.selection.training import fast, joint
from wayforward.information.answers.selection.training.draws import read_sets
from wayforward.information.answers.selection.training.encoder import LineHead
from wayforward.information.answers.selection.training.languages import language_directions
from wayforward.information.answers.selection.training.packing import pack
from wayforward.information.answers.selection.training.settings import (
    evaluate,
    fit_settings,
    pairs_of,
)
from wayforward.information.answers.selection.training.vectors import Vectors

QUICK_SEEDS = (1, 2)
CAREFUL = "selection-careful.npz"
BESIDE = "selection-beside.npz"  # the quick network that the careful one is averaged with
BESIDE_PASSAGES = 0.4  # share of its examples cut down to passages; it works on whole pages

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
    np.savez(
        fit_selection.DATA / "selection-languages.npz",
        directions=language_directions(shared_data(), known),
    )


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
        for example in ex.annotated(ex.corpus(), split, question, page)
    ]
    return marked + read_sets(None, 1)[1]


@main.command()
@click.pass_obj
def quick(work: Path) -> None:
    """Cross-validate, fit thresholds, then train the shipped members on the whole train split."""
    known = Vectors(work)
    found = fast.cross_validated(fast.Plan(), known)
    sets, headings, _ = read_sets(None, ex.FOLDS)
    plans = [fast.Plan(seed=seed) for seed in QUICK_SEEDS]
    heads = [fast.fit(one, fast.draws_of(one, sets, headings), known) for one in plans]
    names = [f"selection-quick-{seed}.npz" for seed in QUICK_SEEDS]
    for head, name in zip(heads, names, strict=True):
        pack(head.state_dict(), fit_selection.DATA / name, eight_bit=False)
    development = {
        page: fast.predictions(heads, ex.annotated(ex.corpus(), "dev", page, page), known)
        for page in ex.PAGE_LANGUAGES
    }
    _settle({"members": names}, found, development)


@main.command()
@click.option("--draws", default=joint.DRAWS, show_default=True)
@click.option("--minutes", default=1e6, help="End earlier, the learning rate falling in time.")
@click.pass_obj
def careful(work: Path, draws: int, minutes: float) -> None:
    """Train the careful network on all folds but one; predict that one for the thresholds."""
    plan = joint.Plan(draws=draws, fold=ex.HELD_BACK, minutes=minutes)
    joint.train(plan, work)
    joint.predict(ex.HELD_BACK, plan.folds, work)


@main.command(name="pack")
@click.pass_obj
def pack_careful(work: Path) -> None:
    """Write the careful network to the package, fit thresholds on the fold left out."""
    parts = torch.load(work / f"joint-{ex.HELD_BACK}.pt")
    state = {f"{part}.{k}": v for part, some in parts.items() for k, v in some.items()}
    pack(state, fit_selection.DATA / CAREFUL, eight_bit=True)
    pack(_beside(Vectors(work)).state_dict(), fit_selection.DATA / BESIDE, eight_bit=False)
    facts = {"members": [CAREFUL], "beside": [BESIDE], "first_trained_layer": joint.LOWER_LAYERS}
    fit_selection.settle(facts, write=True)


def _beside(known: Vectors) -> LineHead:
    """The quick network beside the careful one. It has not seen the fold held back either:
    thresholds fitted there hold for the very networks that run (one trained on all folds refused
    too often).
    """
    sets, headings, _ = read_sets(ex.HELD_BACK, ex.FOLDS)
    plan = fast.Plan(fold=ex.HELD_BACK, folds=ex.FOLDS, passages=BESIDE_PASSAGES)
    return fast.fit(plan, fast.draws_of(plan, sets, headings), known)


def _settle(
    facts: dict[str, object], found: dict[str, Logits], development: dict[str, Logits]
) -> None:
    """Fits the quick network's settings on unseen train questions, prints figures, records both."""
    pairs = [
        pair
        for page, logits in found.items()
        for pair in pairs_of(
            [e for e in ex.annotated(ex.corpus(), "train", page, page) if e.id in logits], logits
        )
    ]
    settings = fit_settings(pairs)
    click.echo(f"quick, unseen train questions: {evaluate(pairs, settings)}")
    for page, logits in development.items():
        some = pairs_of(ex.annotated(ex.corpus(), "dev", page, page), logits)
        click.echo(f"quick, development, {page}: {evaluate(some, settings)}")
    fit_selection.record("quick", facts | {"settings": {"own_language": asdict(settings)}})


if __name__ == "__main__":
    main()
