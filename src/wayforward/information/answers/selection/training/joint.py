"""Trains the careful selector: the embedding model's upper layers over question and page together.

One run trains on all folds but one of the train split and writes the weights and the predictions
for the fold left out (for thresholds and calibration) and for the development split (for report).
"""

from __future__ import annotations

import copy
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from wayforward.information.answers.selection import windows
from wayforward.information.answers.selection.features import FEATURES
from wayforward.information.answers.selection.tokens import Tokens
from wayforward.information.answers.selection.training import examples as ex
from wayforward.information.answers.selection.training.draws import (
    Draws,
    features_of,
    loss_of,
    read_sets,
)
from wayforward.information.answers.selection.training.encoder import LineHead, Lower, Upper
from wayforward.information.answers.selection.training.vectors import Vectors
from wayforward.information.answers.selection.weights import ModelFile

LOWER_LAYERS = 6
HEAD_WIDTH = 192
DRAWS = 6000
_PAGES = "pages.pt"


@dataclass(frozen=True, slots=True)
class Plan:
    """What one training run does; `draws` counts examples seen, `minutes` may end it earlier.

    The learning rate falls with whichever of the two is further on.
    """

    draws: int
    fold: int
    folds: int = ex.FOLDS
    batch: int = 8
    encoder_rate: float = 1e-4
    head_rate: float = 6e-4
    decay: float = 0.01
    seed: int = 4
    pseudo: float = 0.9
    passages: float = 0.2
    minutes: float = 1e6


Page = tuple[NDArray[np.float16], windows.Numbers]


class Joint(nn.Module):
    """The whole network over one example; hidden states of intact pages are kept for reuse."""

    def __init__(self, model: ModelFile, tokens: Tokens) -> None:
        super().__init__()
        self.lower = Lower(model, LOWER_LAYERS).eval()
        self.upper = Upper(model, LOWER_LAYERS, 0.1)
        self.head = LineHead(model.shape.hidden, FEATURES, HEAD_WIDTH, 2, 0.1)
        self._model, self._tokens = model, tokens
        self._prefix = tokens.ids([windows.PAGE_PREFIX])[0]
        self._asked: dict[str, Tensor] = {}
        self.pages: dict[tuple[str, ...], Page] = {}

    def forward(
        self, examples: Sequence[ex.Example], features: Sequence[Tensor]
    ) -> list[tuple[Tensor, Tensor]]:
        """For each example its line logits (n,) and the logit that the page answers (1,)."""
        parts = [self._joined(example) for example in examples]
        lengths = [len(states) for states, _, _ in parts]
        flags = [torch.arange(len(states)) >= length for states, length, _ in parts]
        x = self.upper(torch.cat([part[0] for part in parts]), torch.cat(flags).float(), lengths)
        found = []
        for own, (_, _, pool), known in zip(x.split(lengths), parts, features, strict=True):
            pooled = pool @ own
            found.append(self.head(pooled[:1], pooled[1:], known))
        return found

    def _joined(self, example: ex.Example) -> tuple[Tensor, int, Tensor]:
        """Question and page states in one row, the question's length, the pooling rows."""
        asked = self._question(example.question)
        pieces, owners = self._page(example.whole)
        kept = np.isin(owners, example.kept)
        states = torch.cat([asked, torch.tensor(pieces[kept]).float()])
        pool = windows.pooling(len(asked), owners[kept], example.kept)
        return states, len(asked), torch.tensor(pool)

    @torch.no_grad()
    def _question(self, text: str) -> Tensor:
        if text not in self._asked:
            ids = self._tokens.ids([windows.QUESTION_PREFIX + text])[0]
            row = windows.question_ids(ids, self._tokens.start, self._tokens.end)
            self._asked[text] = self._encode(row, np.ones(row.shape, dtype=np.bool_))[0]
        return self._asked[text]

    @torch.no_grad()
    def _page(self, lines: tuple[str, ...]) -> Page:
        if lines not in self.pages:
            t = self._tokens
            page = windows.page_windows(self._prefix, t.ids(list(lines)), t.start, t.end, t.padding)
            states = self._encode(page.ids, page.owners > -2)
            pieces, owners = windows.condense(states.numpy(), page)
            self.pages[lines] = pieces.astype(np.float16), owners
        return self.pages[lines]

    def load(self, path: Path) -> None:
        """Takes up the trained weights of a file."""
        parts = torch.load(path)
        self.upper.load_state_dict(parts["upper"])
        self.head.load_state_dict(parts["head"])

    def keep_pages(self, examples: Sequence[ex.Example], work: Path) -> None:
        """Encodes the pages of examples and stores them, so that several runs can share them."""
        for example in examples:
            self._page(example.whole)
        torch.save(self.pages, work / _PAGES)

    def read_pages(self, work: Path) -> None:
        """Takes up what keep_pages stored in the working folder, if anything."""
        if (work / _PAGES).exists():
            self.pages.update(torch.load(work / _PAGES, weights_only=False))

    def _encode(self, ids: windows.Numbers, visible: np.ndarray) -> Tensor:
        mask = torch.tensor(windows.additive_mask(visible))
        states: Tensor = self.lower(torch.tensor(self._model.embeddings(ids)), mask)
        return states


def train(plan: Plan, work: Path) -> Path:
    """Runs a plan; returns the file with the weights."""
    torch.manual_seed(plan.seed)
    vectors = Vectors(work)
    sets, headings, _ = read_sets(plan.fold, plan.folds)
    chance = random.Random(plan.seed)  # noqa: S311 - draws, no secret
    draws = Draws(sets, headings, chance, pseudo=plan.pseudo, passages=plan.passages)
    model_file = ModelFile()
    model = Joint(model_file, Tokens(model_file.vocabulary()))
    out = work / f"joint-{plan.fold}.pt"

    def save(some: Joint) -> None:
        torch.save({"upper": some.upper.state_dict(), "head": some.head.state_dict()}, out)

    model.read_pages(work)
    average = _fit(model, draws, vectors, plan, save)
    save(average)
    return out


def _optimiser(model: Joint, plan: Plan) -> torch.optim.Optimizer:
    first = len(model.upper.layers)
    groups = [
        {"params": list(layer.parameters()), "lr": plan.encoder_rate * 0.85 ** (first - 1 - i)}
        for i, layer in enumerate(model.upper.layers)
    ]
    groups.append({"params": [model.upper.segments], "lr": plan.encoder_rate * 10})
    groups.append({"params": list(model.head.parameters()), "lr": plan.head_rate})
    return torch.optim.AdamW(groups, weight_decay=plan.decay)


def _rate(progress: float) -> float:
    return min(1.0, progress / 0.06) * (0.5 + 0.5 * math.cos(math.pi * progress))


def _fit(
    model: Joint, draws: Draws, vectors: Vectors, plan: Plan, save: Callable[[Joint], None]
) -> Joint:
    optimiser = _optimiser(model, plan)
    rates = [group["lr"] for group in optimiser.param_groups]
    average, began, recent = _copy(model), time.time(), [0.0]
    model.upper.train(), model.head.train()
    for step in range(plan.draws // plan.batch):
        progress = max(step * plan.batch / plan.draws, (time.time() - began) / 60 / plan.minutes)
        if progress >= 1:
            break
        some = [draws.next(progress) for _ in range(plan.batch)]
        found = model(some, [features_of(one, vectors) for one in some])
        losses = [loss_of(*logits, one) for logits, one in zip(found, some, strict=True)]
        (sum(losses) / plan.batch).backward()
        recent += [loss.item() for loss in losses]
        _step(model, optimiser, [rate * _rate(progress) for rate in rates])
        _follow(average, model, min(0.98, step / (step + 30)))
        if step % 25 == 24:
            _report((step + 1) * plan.batch, recent, time.time() - began)
            save(average)
    return average


def _step(model: Joint, optimiser: torch.optim.Optimizer, rates: Sequence[float]) -> None:
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    for group, rate in zip(optimiser.param_groups, rates, strict=True):
        group["lr"] = rate
    optimiser.step()
    optimiser.zero_grad()


def _report(draws: int, losses: Sequence[float], seconds: float) -> None:
    print(f"{draws} draws, loss {np.mean(losses[-192:]):.4f}, {seconds:.0f} s", flush=True)


def _copy(model: Joint) -> Joint:
    """A copy of the trained parts; the frozen part and the kept states are shared."""
    double = copy.copy(model)
    double._modules = dict(model._modules)
    double.upper, double.head = copy.deepcopy(model.upper), copy.deepcopy(model.head)
    return double


@torch.no_grad()
def _follow(average: Joint, model: Joint, share: float) -> None:
    for part in ("upper", "head"):
        pairs = zip(
            getattr(average, part).parameters(), getattr(model, part).parameters(), strict=True
        )
        for slow, fast in pairs:
            slow.lerp_(fast, 1 - share)


@torch.no_grad()
def predictions(
    model: Joint, examples: Sequence[ex.Example], vectors: Vectors
) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    """By example id: the page logit followed by the line logits."""
    model.eval()
    found = {}
    for example in examples:
        ((logits, whole),) = model([example], [features_of(example, vectors)])
        found[example.id] = torch.cat([whole, logits]).numpy()
    return found


def states(examples: Sequence[ex.Example], work: Path) -> None:
    """Reads every page once through the layers that are not trained."""
    model_file = ModelFile()
    Joint(model_file, Tokens(model_file.vocabulary())).keep_pages(examples, work)


def predict(fold: int, folds: int, work: Path) -> None:
    """Writes what the member predicts for the fold it left out and for the development split."""
    vectors = Vectors(work)
    model_file = ModelFile()
    model = Joint(model_file, Tokens(model_file.vocabulary()))
    model.read_pages(work)
    model.load(work / f"joint-{fold}.pt")
    held = read_sets(fold, folds)[2]
    for page in ex.PAGE_LANGUAGES:
        development = ex.annotated(ex.corpus(), "dev", page, page)
        for name, some in (("held", held[page]), ("dev", development)):
            found = predictions(model, some, vectors)
            np.savez(work / f"{name}-{fold}.{page}.npz", **found)
