"""Fits thresholds and calibration to predictions for questions a network was not trained on."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from wayforward.information.answers.selection.rules import Settings, answerable, decide
from wayforward.information.answers.selection.scores import (
    calibration_error,
    no_answer_score,
    sentence_score,
)
from wayforward.information.answers.selection.training import logistic
from wayforward.information.answers.selection.training.examples import Example

Logits = Mapping[str, NDArray[np.float32]]
Pairs = Sequence[tuple[Example, NDArray[np.float32]]]

_REFUSE = np.arange(0.3, 0.92, 0.02)
_LINE = np.arange(0.14, 0.6, 0.02)
_RIDGE = 2e-3  # a row
_SHARES = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6)


def pairs_of(
    examples: Sequence[Example], logits: Logits
) -> list[tuple[Example, NDArray[np.float32]]]:
    """Each example with its logits."""
    return [(example, logits[example.id]) for example in examples]


def fit_settings(pairs: Pairs) -> Settings:
    """Logistic calibration of the page decision, then the thresholds that serve both F1 best.

    For calibrated probabilities the best threshold of an F1 is half the F1 reached (Lipton,
    Elkan, Naryanaswamy 2014); few pages have no answer, so this is steadier than the best
    threshold found by trying.
    """
    page, best, offset = _calibrate(pairs)
    loose = Settings(page, best, offset, 0.0, 0.0, 0.0)
    reached = max(_refusal_quality(pairs, loose, float(bar)) for bar in _REFUSE)
    refuse = 1 - reached / 2
    options = [
        Settings(page, best, offset, float(refuse), float(line), share)
        for line, share in itertools.product(_LINE, _SHARES)
    ]
    return max(options, key=lambda one: evaluate(pairs, one)["sentence_f1"])


def _refusal_quality(pairs: Pairs, settings: Settings, bar: float) -> float:
    """F1 of "no answer", smoothed over neighbouring thresholds so that luck counts less."""
    around = [bar - 0.04, bar - 0.02, bar, bar + 0.02, bar + 0.04]
    sure = {f"{n}": _sure(logits, settings) for n, (_, logits) in enumerate(pairs)}
    wanted = {f"{n}": example.answers for n, (example, _) in enumerate(pairs)}
    total = 0.0
    for level in around:
        chosen = {key: {0} if value >= level else set() for key, value in sure.items()}
        total += no_answer_score(wanted, chosen).f1
    return total / len(around)


def _sure(logits: NDArray[np.float32], settings: Settings) -> float:
    return answerable(float(logits[0]), float(logits[1:].max()), settings)


def _calibrate(pairs: Pairs) -> tuple[float, float, float]:
    inputs = np.array([[float(x[0]), float(x[1:].max())] for _, x in pairs])
    truths = np.array([float(bool(example.answers)) for example, _ in pairs])
    offset, page, best = logistic.fit(inputs, truths, ridge=_RIDGE * len(pairs))
    return float(page), float(best), float(offset)


def evaluate(pairs: Pairs, settings: Settings) -> dict[str, float]:
    """Figures of these settings on these predictions."""
    return figures_of(pairs, [settings] * len(pairs))


def figures_of(pairs: Pairs, settings: Sequence[Settings]) -> dict[str, float]:
    """Figures of predictions that each have settings of their own."""
    decided = zip(pairs, settings, strict=True)
    found = {f"{n}": decide(float(x[0]), x[1:], one) for n, ((_, x), one) in enumerate(decided)}
    wanted = {f"{n}": example.answers for n, (example, _) in enumerate(pairs)}
    chosen = {key: set(one.chosen) for key, one in found.items()}
    lines, refusals = sentence_score(wanted, chosen), no_answer_score(wanted, chosen)
    return {
        "sentence_precision": lines.precision,
        "sentence_recall": lines.recall,
        "sentence_f1": lines.f1,
        "no_answer_precision": refusals.precision,
        "no_answer_recall": refusals.recall,
        "no_answer_f1": refusals.f1,
        "calibration_error": calibration_error(
            [one.answerable for one in found.values()], [bool(w) for w in wanted.values()]
        ),
    }
