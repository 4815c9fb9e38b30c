"""Logistic regression with a penalty, by Newton's method: a few weights on a few hundred rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STEPS = 50


def fit(features: Floats, truths: Floats, *, ridge: float, counts: Floats | None = None) -> Floats:
    """Weights (1 + columns,), the intercept first and not penalised.

    `truths` (rows,) are 0 or 1, `counts` (rows,) say how much each row weighs, 1 where not given;
    `ridge` is half of what the square of a weight costs beside the summed log loss.
    """
    weigh = np.ones(len(features)) if counts is None else counts
    design = np.column_stack([np.ones(len(features)), features])
    penalty = ridge * np.diag([0.0] + [1.0] * features.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        guess = predict(weights, features)
        slope = design.T @ (weigh * (guess - truths)) + penalty @ weights
        curve = (design * (weigh * guess * (1 - guess))[:, None]).T @ design + penalty
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def predict(weights: Floats, features: Floats) -> Floats:
    """Probabilities (rows,)."""
    return np.asarray(1 / (1 + np.exp(-(weights[0] + features @ weights[1:]))))
