"""The selector's networks at run time, in numpy: encoder layers and the head that reads the lines.

The arithmetic mirrors training/encoder.py, which the tests of the shipped files hold it to.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]

HEAD_HEADS = 4
_HEAD_EPSILON = 1e-6
_NORM_EPSILON = 1e-5
_HIDDEN = -1e9
_ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


def read_weights(path: Path) -> dict[str, Floats]:
    """Weights of a shipped file: rows kept as 8-bit numbers with a scale are expanded."""
    with np.load(path) as stored:
        names = [name for name in stored.files if not name.endswith("@scale")]
        return {name: _expanded(stored, name) for name in names}


def _expanded(stored: Mapping[str, NDArray[np.generic]], name: str) -> Floats:
    value = stored[name].astype(np.float32)
    scale = f"{name}@scale"
    if scale not in stored:
        return value
    return np.ascontiguousarray(value * stored[scale].astype(np.float32)[:, None])


def gelu(x: Floats) -> Floats:
    """Gaussian error linear unit; error function after Abramowitz and Stegun 7.1.26 (1.5e-7)."""
    z = np.abs(x) * np.float32(1 / math.sqrt(2))
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = np.full_like(t, _ERF[4])
    for factor in _ERF[3::-1]:
        series *= t
        series += np.float32(factor)
    erf = 1 - series * t * np.exp(-z * z)
    return np.asarray(0.5 * x * (1 + np.copysign(erf, x)), dtype=np.float32)


def layer_norm(x: Floats, weight: Floats, bias: Floats, epsilon: float) -> Floats:
    """Normalised over the last axis."""
    share = np.float32(1 / x.shape[-1])
    centred = x - np.add.reduce(x, axis=-1, keepdims=True) * share
    spread = np.add.reduce(np.square(centred), axis=-1, keepdims=True) * share
    centred /= np.sqrt(spread + np.float32(epsilon))
    centred *= weight
    centred += bias
    return np.asarray(centred, dtype=np.float32)


def side_by_side(members: Sequence[Weights]) -> Weights:
    """Weights of several networks of one shape with a first axis for the network.

    One pass then serves them all: for few and short pages the calls cost more than the arithmetic.
    """
    return {name: np.stack([weights[name] for weights in members]) for name in members[0]}


def _turned(weight: Floats) -> Floats:
    return weight.swapaxes(-1, -2)


def _spread(weight: Floats) -> Floats:
    """The weights of a normalisation laid beside (pages, lines, width)."""
    return weight if weight.ndim == 1 else weight[:, None, None, :]


@dataclass(frozen=True, slots=True)
class Linear:
    """x @ weight + bias; weight (inputs, outputs), or (networks, inputs, outputs)."""

    weight: Floats
    bias: Floats

    @classmethod
    def of(cls, weights: Weights, *names: str) -> Linear:
        """Layers of one input side by side, so that one multiplication serves them all."""
        rows = np.concatenate([weights[f"{name}.weight"] for name in names], axis=-2)
        return cls.made(_turned(rows), np.concatenate([weights[f"{n}.bias"] for n in names], -1))

    @classmethod
    def made(cls, weight: Floats, bias: Floats) -> Linear:
        """With the bias laid beside the rows that it is added to."""
        return cls(weight, bias if bias.ndim == 1 else bias[:, None, :])

    def __call__(self, x: Floats) -> Floats:
        """`x` (..., inputs) to (..., outputs); the first axis is that of several networks."""
        own = x.shape[: self.weight.ndim - 2]
        result = x.reshape(*own, -1, x.shape[-1]) @ self.weight  # one product, not one a page
        result += self.bias
        return np.asarray(result.reshape(*x.shape[:-1], -1))

    def shared(self, x: Floats) -> Floats:
        """One `x` (..., inputs) for all networks: (networks, ..., outputs)."""
        result = x.reshape(-1, x.shape[-1]) @ self.weight
        result += self.bias
        return np.asarray(result.reshape(*result.shape[:-2], *x.shape[:-1], -1))


class Layer:
    """One transformer layer; weights named q, k, v, ao, fi, fo, aln, oln with .weight and .bias."""

    def __init__(self, weights: Weights, prefix: str, heads: int, epsilon: float) -> None:
        self._heads, self._epsilon = heads, epsilon
        self._qkv = Linear.of(weights, *(prefix + name for name in "qkv"))
        self._ao, self._fi, self._fo = (Linear.of(weights, prefix + n) for n in ("ao", "fi", "fo"))
        self._aln, self._oln = (
            (_spread(weights[f"{prefix}{name}.weight"]), _spread(weights[f"{prefix}{name}.bias"]))
            for name in ("aln", "oln")
        )

    def __call__(self, x: Floats, mask: Floats | None) -> Floats:
        """`x` (..., tokens, width), additive `mask` that reaches (..., heads, tokens, tokens)."""
        x = layer_norm(x + self._ao(self._attend(x, mask)), *self._aln, self._epsilon)
        return layer_norm(x + self._fo(gelu(self._fi(x))), *self._oln, self._epsilon)

    def _attend(self, x: Floats, mask: Floats | None) -> Floats:
        each = x.shape[-1] // self._heads
        parts = self._qkv(x).reshape(*x.shape[:-1], 3, self._heads, each)
        q, k, v = (parts[..., one, :, :].swapaxes(-3, -2) for one in range(3))
        scores = (q * np.float32(1 / math.sqrt(each))) @ k.swapaxes(-1, -2)
        if mask is not None:
            scores += mask
        scores -= np.maximum.reduce(scores, axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= np.add.reduce(scores, axis=-1, keepdims=True)
        return np.asarray((scores @ v).swapaxes(-3, -2).reshape(x.shape))


class LineHead:
    """Networks that read a page's lines in order: one logit a line and one for the whole page.

    What several networks of one shape say is averaged.
    """

    def __init__(self, members: Sequence[Weights], layers: int = 2) -> None:
        weights = side_by_side(members)
        self._norm = _spread(weights["norm.weight"]), _spread(weights["norm.bias"])
        names = ("line", "match", "feature")
        self._enter = Linear.made(
            np.concatenate([_turned(weights[f"{name}.weight"]) for name in names], axis=-2),
            np.add.reduce([weights[f"{name}.bias"] for name in names]),
        )
        kernel = weights["mix.weight"]
        steps = range(kernel.shape[-1])
        self._reach = len(steps) // 2
        self._mix = Linear.made(
            np.concatenate([_turned(kernel[..., step]) for step in steps], axis=-2),
            weights["mix.bias"],
        )
        self._question, self._out, self._direct, self._page, self._page_out = (
            Linear.of(weights, name) for name in ("question", "out", "direct", "page", "page_out")
        )
        self._layers = [
            Layer(weights, f"layers.{i}.", HEAD_HEADS, _HEAD_EPSILON) for i in range(layers)
        ]

    def __call__(self, question: Floats, lines: Floats, features: Floats) -> tuple[float, Floats]:
        """Question (width,), lines (n, width), features (n, f): page logit and n line logits."""
        return self.many(question, [lines], [features])[0]

    def many(
        self, question: Floats, pages: Sequence[Floats], features: Sequence[Floats]
    ) -> list[tuple[float, Floats]]:
        """Several pages in one pass, each as if it were alone; each of one line or more."""
        sizes = np.array([len(page) for page in pages])
        real = np.arange(sizes.max()) < sizes[:, None]
        lines = _side_by_side(pages, real)
        told = [lines, lines * question, _side_by_side(features, real)]
        x = self._enter.shared(np.concatenate(told, axis=2))
        x = layer_norm(x, *self._norm, _NORM_EPSILON) * real[:, :, None]
        x += gelu(self._mix(self._around(x)))
        asked = self._question.shared(question)[:, None, None, :]
        asked = np.broadcast_to(asked, (*x.shape[:2], 1, x.shape[3]))
        x = np.concatenate([asked, x], axis=2)
        mask = None if real.all() else _hiding(real)
        for layer in self._layers:
            x = layer(x, mask)
        direct = self._direct.shared(lines)
        return [
            self._read_out(x[:, at, : size + 1], direct[:, at, :size])
            for at, size in enumerate(sizes.tolist())
        ]

    def _around(self, x: Floats) -> Floats:
        """Each line beside its neighbours, before the convolution over them."""
        padded = np.pad(x, ((0, 0), (0, 0), (self._reach, self._reach), (0, 0)))
        steps = range(2 * self._reach + 1)
        return np.concatenate([padded[:, :, step : step + x.shape[2]] for step in steps], axis=3)

    def _read_out(self, x: Floats, direct: Floats) -> tuple[float, Floats]:
        """States (networks, 1 + lines, width) and what speaks from each line itself."""
        logits = (self._out(x[:, 1:]) + direct)[:, :, 0]
        low = np.full((len(x), 2), -9.0, dtype=np.float32)
        best = np.sort(np.concatenate([logits, low], axis=1))[:, :-3:-1]
        whole = gelu(self._page(np.concatenate([x[:, :1], x[:, 1:].mean(1, keepdims=True)], 2)))
        page = self._page_out(np.concatenate([whole, best[:, None]], axis=2, dtype=np.float32))
        return float(page.mean()), np.asarray(logits.mean(axis=0, dtype=np.float32))


def _side_by_side(rows: Sequence[Floats], real: NDArray[np.bool_]) -> Floats:
    """Pages of unequal length as one table (pages, longest, width), zeros where `real` is not."""
    table = np.zeros((*real.shape, rows[0].shape[1]), dtype=np.float32)
    table[real] = np.concatenate(rows)
    return table


def _hiding(real: NDArray[np.bool_]) -> Floats:
    """Additive mask (pages, 1, 1, 1 + longest): the question and real lines can be seen."""
    seen = np.concatenate([np.ones((len(real), 1), dtype=np.bool_), real], axis=1)
    return np.where(seen, 0.0, _HIDDEN).astype(np.float32)[:, None, None, :]
