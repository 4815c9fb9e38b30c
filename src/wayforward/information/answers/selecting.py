"""Selects the sentences of a page that answer a question, or none: the selector others call.

Two networks stand behind one class. The quick one reads embedding vectors that exist already and
costs about a millisecond; the careful one reads the words and costs some tenths of a second.
Figures: docs/decisions/selection-model.md. Trained by tests/bench/train_selection.py.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
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


class TrainedSelector:
    """The shipped networks."""

    def __init__(self, embedder: Embeds, data: Path = _DATA) -> None:
        """Loads the quick network; the careful one is loaded when first asked for."""
        self._embedder = embedder
        self._data = data
        self._facts = json.loads((data / "selection.json").read_text(encoding="utf-8"))
        self._quick = [
            LineHead(read_weights(data / name)) for name in self._facts["quick"]["members"]
        ]
        self._joint: JointEncoder | None = None

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
        if not lines:
            return NOTHING
        asked = question_vector if question_vector is not None else self._query(question)
        read = line_vectors if line_vectors is not None else self._embedder.passages(lines)
        page, logits = self.logits(question, lines, asked, read, careful)
        kind = "careful" if careful and self.has_careful else "quick"
        return decide(page, logits, Settings.read(self._facts[kind]["settings"]))

    def select_many(
        self, question: str, pages: Sequence[Sequence[str]], *, careful: bool = False
    ) -> list[Selection]:
        """One question on several pages; the question and all lines are embedded in one go."""
        asked = self._query(question)
        every = self._embedder.passages([line for page in pages for line in page])
        cuts = np.cumsum([len(page) for page in pages])[:-1]
        parts = np.split(every, cuts) if len(pages) else []
        return [
            self.select(question, page, question_vector=asked, line_vectors=part, careful=careful)
            for page, part in zip(pages, parts, strict=True)
        ]

    def logits(
        self, question: str, lines: Sequence[str], asked: Floats, read: Floats, careful: bool
    ) -> tuple[float, Floats]:
        """The page logit and one logit a line, before calibration and thresholds."""
        asked, read = without_language(asked), without_language(read)
        features = line_features(question, lines, asked, read)
        page, logits = self._by_vectors(asked, read, features)
        if careful and self.has_careful:
            other_page, other = self._careful()(question, lines, features)
            return (page + other_page) / 2, np.asarray((logits + other) / 2, dtype=np.float32)
        return page, logits

    def _by_vectors(self, asked: Floats, read: Floats, features: Floats) -> tuple[float, Floats]:
        scaled = asked * _VECTOR_SCALE, read * _VECTOR_SCALE
        found = [head(*scaled, features) for head in self._quick]
        mean = np.asarray(np.mean([logits for _, logits in found], axis=0, dtype=np.float32))
        nearer = with_nearness(mean, np.asarray(read @ asked))
        return float(np.mean([page for page, _ in found])), nearer

    def _query(self, question: str) -> Floats:
        return np.asarray(self._embedder.queries([question])[0])

    def _careful(self) -> JointEncoder:
        if self._joint is None:
            facts = self._facts["careful"]
            paths = [self._data / name for name in facts["members"]]
            self._joint = JointEncoder(paths, int(facts["first_trained_layer"]))
        return self._joint


@cache
def get_selector() -> TrainedSelector:
    """The selector of this process, on the configured embedder."""
    from wayforward.information.answers.embedding import get_embedder

    return TrainedSelector(get_embedder())
