"""Selects the sentences of a page that answer a question, or none: the selector others call.

Two networks stand behind one class. The quick one reads embedding vectors that exist already and
costs about a millisecond; the careful one reads the words and costs some tenths of a second. It is
averaged with a quick one of its own, which learned on whole pages as well.
Figures: docs/decisions/selection-model.md. Trained by tests/bench/train_selection.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wayforward.information.answers.selection.features import line_features
from wayforward.information.answers.selection.joint import JointEncoder
from wayforward.information.answers.selection.languages import without_language
from wayforward.information.answers.selection.network import LineHead, read_weights
from wayforward.information.answers.selection.rules import (
    NOTHING,
    Selection,
    Settings,
    decide,
    with_nearness,
)
from wayforward.information.answers.selection.situations import Situation, situation_of

__all__ = ["Selection", "Selector", "get_selector"]

Floats = NDArray[np.float32]

_DATA = Path(__file__).parent / "data"
_VECTOR_SCALE = np.float32(20.0)


class Embeds(Protocol):
    """The part of the embedder that the selector needs."""

    def queries(self, texts: Sequence[str]) -> Floats:
        """Unit vectors (n, 384) of questions."""

    def passages(self, texts: Sequence[str]) -> Floats:
        """Unit vectors (n, 384) of lines."""


class Selector(Protocol):
    """What `ask` and `evaluate selection` need of a selector."""

    def select(
        self,
        question: str,
        lines: Sequence[str],
        *,
        question_vector: Floats | None = None,
        line_vectors: Floats | None = None,
        careful: bool = False,
    ) -> Selection:
        """The lines that answer; vectors (384,) and (n, 384) are computed where not given."""

    def select_many(
        self,
        question: str,
        pages: Sequence[Sequence[str]],
        *,
        question_vector: Floats | None = None,
        line_vectors: Sequence[Floats | None] | None = None,
        careful: bool = False,
    ) -> list[Selection]:
        """One question on several pages, each as `select` would; one pass through the network."""


class TrainedSelector:
    """The shipped networks."""

    def __init__(self, embedder: Embeds, data: Path = _DATA) -> None:
        """Loads the quick network; the careful one is loaded when first asked for."""
        self._embedder = embedder
        self._data = data
        self._facts = json.loads((data / "selection.json").read_text(encoding="utf-8"))
        self._quick = self._heads("quick", "members")
        self._slow: tuple[JointEncoder, LineHead] | None = None

    @property
    def has_careful(self) -> bool:
        """Whether a careful network stands in the data folder; else the quick one does its work."""
        return "careful" in self._facts

    def select(
        self,
        question: str,
        lines: Sequence[str],
        *,
        question_vector: Floats | None = None,
        line_vectors: Floats | None = None,
        careful: bool = False,
    ) -> Selection:
        """As Selector.select. Raises ModelFileError where the embedding model's file is missing."""
        read = None if line_vectors is None else [line_vectors]
        return self.select_many(
            question, [lines], question_vector=question_vector, line_vectors=read, careful=careful
        )[0]

    def select_many(
        self,
        question: str,
        pages: Sequence[Sequence[str]],
        *,
        question_vector: Floats | None = None,
        line_vectors: Sequence[Floats | None] | None = None,
        careful: bool = False,
    ) -> list[Selection]:
        """As Selector.select_many."""
        asked = question_vector if question_vector is not None else self._query(question)
        read = self._read(pages, line_vectors or [None] * len(pages))
        full = [at for at, page in enumerate(pages) if page]
        found = self.logits(question, [pages[at] for at in full], asked, [read[at] for at in full],
                            careful)  # fmt: skip
        settings = self._settings(careful)
        selected = {
            at: decide(*one, _fitting(settings, question, pages[at]))
            for at, one in zip(full, found, strict=True)
        }
        return [selected.get(at, NOTHING) for at in range(len(pages))]

    def logits(
        self,
        question: str,
        pages: Sequence[Sequence[str]],
        asked: Floats,
        read: Sequence[Floats],
        careful: bool,
    ) -> list[tuple[float, Floats]]:
        """Page logit and line logits of each page, before calibration and thresholds."""
        if not pages:
            return []
        asked, read = without_language(asked), [without_language(lines) for lines in read]
        features = [
            line_features(question, lines, asked, vectors)
            for lines, vectors in zip(pages, read, strict=True)
        ]
        if not (careful and self.has_careful):
            return _by_vectors(self._quick, asked, read, features)
        words, vectors_beside = self._careful()
        other = [words(question, *page) for page in zip(pages, features, strict=True)]
        beside = _by_vectors(vectors_beside, asked, read, features)
        return [_mean([a, b]) for a, b in zip(beside, other, strict=True)]

    def _read(self, pages: Sequence[Sequence[str]], given: Sequence[Floats | None]) -> list[Floats]:
        """Vectors of all lines; those not given are embedded in one go."""
        missing = [page for page, vectors in zip(pages, given, strict=True) if vectors is None]
        every = self._embedder.passages([line for page in missing for line in page])
        parts = iter(np.split(every, np.cumsum([len(page) for page in missing])[:-1]))
        return [next(parts) if vectors is None else vectors for vectors in given]

    def _settings(self, careful: bool) -> dict[Situation, Settings]:
        kind = "careful" if careful and self.has_careful else "quick"
        fitted = self._facts[kind]["settings"].items()
        return {Situation(name): Settings.read(values) for name, values in fitted}

    def _query(self, question: str) -> Floats:
        return np.asarray(self._embedder.queries([question])[0])

    def _careful(self) -> tuple[JointEncoder, LineHead]:
        if self._slow is None:
            facts = self._facts["careful"]
            paths = [self._data / name for name in facts["members"]]
            joint = JointEncoder(paths, int(facts["first_trained_layer"]))
            self._slow = joint, self._heads("careful", "beside")
        return self._slow

    def _heads(self, kind: str, role: str) -> LineHead:
        names = self._facts[kind][role]
        return LineHead([read_weights(self._data / name) for name in names])


def _fitting(
    settings: Mapping[Situation, Settings], question: str, lines: Sequence[str]
) -> Settings:
    """The settings of the situation; a network with one set of them has no need to tell it."""
    own = settings[Situation.OWN_LANGUAGE]
    return own if len(settings) == 1 else settings[situation_of(question, lines)]


def _by_vectors(
    heads: LineHead, asked: Floats, read: Sequence[Floats], features: Sequence[Floats]
) -> list[tuple[float, Floats]]:
    found = heads.many(asked * _VECTOR_SCALE, [lines * _VECTOR_SCALE for lines in read], features)
    return [
        (page, with_nearness(logits, np.asarray(lines @ asked)))
        for (page, logits), lines in zip(found, read, strict=True)
    ]


def _mean(found: Sequence[tuple[float, Floats]]) -> tuple[float, Floats]:
    """Page logits and line logits of several networks on one page, averaged."""
    lines = np.mean([logits for _, logits in found], axis=0, dtype=np.float32)
    return float(np.mean([page for page, _ in found])), np.asarray(lines)


@cache
def get_selector() -> TrainedSelector:
    """The selector of this process, on the configured embedder."""
    from wayforward.information.answers.embedding import get_embedder

    return TrainedSelector(get_embedder())
