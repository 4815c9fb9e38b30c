"""Trains the quick selector: the line head over bare embedding vectors of the question and lines.

Takes a minute a fold, so every question of the train split gets a prediction from a network that
has not seen its page; thresholds and calibration come from those.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from wayforward.information.answers.selection.features import FEATURES
from wayforward.information.answers.selection.rules import with_nearness
from wayforward.information.answers.selection.training import examples as ex
from wayforward.information.answers.selection.training.draws import (
    Draws,
    Sets,
    features_of,
    loss_of,
    read_sets,
)
from wayforward.information.answers.selection.training.encoder import LineHead
from wayforward.information.answers.selection.training.vectors import Vectors

WIDTH = 384
INNER = 96
VECTOR_SCALE = 20.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What one run does; `fold` None trains on everything."""

    draws: int = 7000
    fold: int | None = None
    folds: int = 5
    batch: int = 16
    rate: float = 1e-3
    decay: float = 0.05
    dropout: float = 0.25
    seed: int = 1
    inner: int = INNER
    layers: int = 2
    pseudo: float = 0.1
    passages: float = 0.8


def draws_of(plan: Plan, sets: Sets, headings: list[ex.Example]) -> Draws:
    """The draws of a plan."""
    chance = random.Random(plan.seed)  # noqa: S311 - draws, no secret
    return Draws(sets, headings, chance, pseudo=plan.pseudo, passages=plan.passages)


def inputs_of(example: ex.Example, vectors: Vectors) -> tuple[Tensor, Tensor, Tensor]:
    """Question vector (1, d), line vectors (n, d), features (n, f)."""
    question = torch.tensor(vectors.query(example.question))[None] * VECTOR_SCALE
    lines = torch.tensor(vectors.passages(example.lines)) * VECTOR_SCALE
    return question, lines, features_of(example, vectors)


def fit(plan: Plan, draws: Draws, vectors: Vectors) -> LineHead:
    """One head trained by one plan."""
    torch.manual_seed(plan.seed)
    head = LineHead(WIDTH, FEATURES, plan.inner, plan.layers, plan.dropout)
    slow = LineHead(WIDTH, FEATURES, plan.inner, plan.layers, plan.dropout).eval()
    slow.load_state_dict(head.state_dict())
    optimiser = torch.optim.AdamW(head.parameters(), lr=plan.rate, weight_decay=plan.decay)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: _rate(step * plan.batch / plan.draws)
    )
    head.train()
    for draw in range(plan.draws):
        example = draws.next(draw / plan.draws)
        loss = loss_of(*head(*inputs_of(example, vectors)), example)
        (loss / plan.batch).backward()
        if (draw + 1) % plan.batch == 0:
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            _follow(slow, head, min(0.99, draw / (draw + 400)))
    return slow


def _rate(progress: float) -> float:
    return min(1.0, progress / 0.05) * (0.5 + 0.5 * math.cos(math.pi * progress))


@torch.no_grad()
def _follow(slow: LineHead, fast: LineHead, share: float) -> None:
    for mine, theirs in zip(slow.parameters(), fast.parameters(), strict=True):
        mine.lerp_(theirs, 1 - share)


@torch.no_grad()
def predictions(
    heads: Sequence[LineHead], examples: Sequence[ex.Example], vectors: Vectors
) -> dict[str, NDArray[np.float32]]:
    """By example id: the page logit followed by the line logits, averaged over the heads."""
    found = {}
    for example in examples:
        inputs = inputs_of(example, vectors)
        both = [head(*inputs) for head in heads]
        lines = torch.stack([n for n, _ in both]).mean(0).numpy()
        page = torch.stack([w for _, w in both]).mean(0).numpy()
        near = vectors.passages(example.lines) @ vectors.query(example.question)
        found[example.id] = np.concatenate([page, with_nearness(lines, near)])
    return found


def cross_validated(plan: Plan, vectors: Vectors) -> dict[str, dict[str, NDArray[np.float32]]]:
    """By page language: predictions for every train question from the fold that left it out."""
    found: dict[str, dict[str, NDArray[np.float32]]] = {p: {} for p in ex.PAGE_LANGUAGES}
    for fold in range(plan.folds):
        sets, headings, held = read_sets(fold, plan.folds)
        draws = draws_of(plan, sets, headings)
        head = fit(plan, draws, vectors)
        for language in ex.PAGE_LANGUAGES:
            found[language].update(predictions([head], held[language], vectors))
    return found
