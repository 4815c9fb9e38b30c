"""The selector's networks at run time, in numpy: encoder layers and the head that reads the lines.

The arithmetic mirrors training/encoder.py, which the tests of the shipped files hold it to.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]

HEAD_HEADS = 4
_HEAD_EPSILON = 1e-6
_NORM_EPSILON = 1e-5
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
    centred = x - x.mean(-1, keepdims=True)
    spread = np.sqrt(np.square(centred).mean(-1, keepdims=True) + epsilon)
    return np.asarray(centred / spread * weight + bias, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Layer:
    """One transformer layer; weights named q, k, v, ao, fi, fo, aln, oln with .weight and .bias."""

    weights: Weights
    prefix: str
    heads: int
    epsilon: float

    def __call__(self, x: Floats, mask: Floats | None) -> Floats:
        """`x` (batch, tokens, width), additive `mask` (batch, 1, 1, tokens) or none."""
        x = self._norm(x + self._linear(self._attend(x, mask), "ao"), "aln")
        return self._norm(x + self._linear(gelu(self._linear(x, "fi")), "fo"), "oln")

    def _linear(self, x: Floats, name: str) -> Floats:
        weight = self.weights[f"{self.prefix}{name}.weight"]
        return np.asarray(x @ weight.T + self.weights[f"{self.prefix}{name}.bias"])

    def _norm(self, x: Floats, name: str) -> Floats:
        at = f"{self.prefix}{name}"
        return layer_norm(x, self.weights[f"{at}.weight"], self.weights[f"{at}.bias"], self.epsilon)

    def _attend(self, x: Floats, mask: Floats | None) -> Floats:
        batch, length, width = x.shape
        shape = (batch, length, self.heads, width // self.heads)
        q, k, v = (self._linear(x, n).reshape(shape).transpose(0, 2, 1, 3) for n in "qkv")
        scores = q @ k.transpose(0, 1, 3, 2)
        scores *= np.float32(1 / math.sqrt(width // self.heads))
        if mask is not None:
            scores += mask
        scores -= scores.max(-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(-1, keepdims=True)
        return np.asarray((scores @ v).transpose(0, 2, 1, 3).reshape(batch, length, width))


class LineHead:
    """Reads a page's lines in order: one logit a line and one for the whole page."""

    def __init__(self, weights: Weights, layers: int = 2) -> None:
        self._weights = weights
        self._layers = [
            Layer(weights, f"layers.{i}.", HEAD_HEADS, _HEAD_EPSILON) for i in range(layers)
        ]

    def __call__(self, question: Floats, lines: Floats, features: Floats) -> tuple[float, Floats]:
        """Question (width,), lines (n, width), features (n, f): page logit and n line logits."""
        w = self._weights
        x = self._linear(lines, "line") + self._linear(lines * question, "match")
        x = layer_norm(
            x + self._linear(features, "feature"), w["norm.weight"], w["norm.bias"], _NORM_EPSILON
        )
        x = x + gelu(self._mixed(x))
        x = np.concatenate([self._linear(question[None], "question"), x])[None]
        for layer in self._layers:
            x = layer(x, None)
        return self._read_out(x[0], lines)

    def _linear(self, x: Floats, name: str) -> Floats:
        return np.asarray(x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"])

    def _mixed(self, x: Floats) -> Floats:
        """Convolution over five neighbouring lines."""
        kernel = self._weights["mix.weight"]
        reach = kernel.shape[2] // 2
        padded = np.pad(x, ((reach, reach), (0, 0)))
        total = sum(
            padded[step : step + len(x)] @ kernel[:, :, step].T for step in range(kernel.shape[2])
        )
        return np.asarray(total + self._weights["mix.bias"], dtype=np.float32)

    def _read_out(self, x: Floats, lines: Floats) -> tuple[float, Floats]:
        logits = (self._linear(x[1:], "out") + self._linear(lines, "direct"))[:, 0]
        best = np.sort(np.concatenate([logits, [-9.0, -9.0]]))[:-3:-1]
        whole = gelu(self._linear(np.concatenate([x[0], x[1:].mean(0)]), "page"))
        page = self._linear(np.concatenate([whole, best]).astype(np.float32), "page_out")
        return float(page[0]), np.asarray(logits, dtype=np.float32)
