"""Draws changed copies of training examples, and the loss and folds both selectors share.

A run begins with headings asking and ends with people's questions only.
"""

from __future__ import annotations

import math
import random

import torch
from torch import Tensor
from torch.nn import functional

from wayforward.conf import shared_data
from wayforward.information.answers.selection.features import line_features
from wayforward.information.answers.selection.training import examples as ex
from wayforward.information.answers.selection.training import pretext
from wayforward.information.answers.selection.training.vectors import Vectors

_SAME_LANGUAGE = 0.5

Sets = dict[tuple[str, str], list[ex.Example]]


def read_sets(
    fold: int | None, folds: int
) -> tuple[Sets, list[ex.Example], dict[str, list[ex.Example]]]:
    """Training sets by (question, page) language, headings as questions, and the fold held back.

    Headings come from no page of the fold held back and of the development split.
    """
    every = {
        (q, p): ex.annotated(ex.corpus(), "train", q, p)
        for q in ex.QUESTION_LANGUAGES
        for p in ex.PAGE_LANGUAGES
    }
    held = {
        p: [e for e in every[p, p] if ex.fold_of(e.page, folds) == fold] for p in ex.PAGE_LANGUAGES
    }
    sets = {
        key: [e for e in some if ex.fold_of(e.page, folds) != fold] for key, some in every.items()
    }
    kept_back = [ex.annotated(ex.corpus(), "dev", "de", "de"), held["de"]]
    without = {e.page for some in kept_back for e in some}
    return sets, pretext.municipal(ex.corpus(), without) + pretext.legal(shared_data()), held


class Draws:
    """Draws training examples: languages mixed, pages changed, headings as questions at first."""

    def __init__(
        self,
        sets: Sets,
        headings: list[ex.Example],
        chance: random.Random,
        *,
        pseudo: float,
        passages: float,
    ) -> None:
        """`pseudo` is the share of headings at the beginning; it falls evenly to none. `passages`
        is the share of examples cut down to the size of a passage.
        """
        self._sets, self._headings, self._chance = sets, headings, chance
        self._pseudo, self._passages = pseudo, passages
        self._order: list[int] = []

    def next(self, progress: float) -> ex.Example:
        """An example for this point of the run (0 to 1)."""
        example = self._whole(progress)
        short = self._chance.random() < self._passages
        return ex.as_passage(example, self._chance) if short else example

    def _whole(self, progress: float) -> ex.Example:
        if self._headings and self._chance.random() < self._pseudo * (1 - progress):
            return pretext.varied(self._chance.choice(self._headings), self._chance)
        if not self._order:
            self._order = list(range(len(self._sets["de", "de"])))
            self._chance.shuffle(self._order)
        return self._changed(self._sets[self._languages()][self._order.pop()])

    def _languages(self) -> tuple[str, str]:
        page = self._chance.choice(ex.PAGE_LANGUAGES)
        if self._chance.random() < _SAME_LANGUAGE:
            return page, page
        return self._chance.choice([q for q in ex.QUESTION_LANGUAGES if q != page]), page

    def _changed(self, example: ex.Example) -> ex.Example:
        draw = self._chance.random()
        rest = len(example.lines) - len(example.answers)
        if draw < 0.12 and example.answers and rest >= 4:
            return ex.without_answer(example)
        if draw < 0.18:
            pages = self._sets[example.question_language, example.page_language]
            other = self._chance.choice(pages)
            if other.city == example.city and other.page != example.page:
                return ex.on_other_page(example, other)
        if draw < 0.45 and len(example.lines) > 8:
            return ex.with_gap(example, self._chance)
        return example


def features_of(example: ex.Example, vectors: Vectors) -> Tensor:
    """The hand-made features of an example's lines."""
    question = vectors.query(example.question)
    found = line_features(
        example.question, example.lines, question, vectors.passages(example.lines)
    )
    return torch.tensor(found)


def loss_of(logits: Tensor, whole: Tensor, example: ex.Example) -> Tensor:
    """Line loss (weighted by the annotators' agreement) plus the loss of answering at all."""
    target = torch.zeros_like(logits)
    target[list(example.answers)] = 1
    lines = functional.binary_cross_entropy_with_logits(logits, target)
    answers = torch.full_like(whole, float(bool(example.answers)))
    page = functional.binary_cross_entropy_with_logits(whole, answers)
    return example.weight * (math.sqrt(len(logits) / 20) * lines + 0.3 * page)
