"""What can be read off a line and its question without a trained model: the selector's features.

Similarities come from the embedding vectors handed in; the rest is the text's own form. Pure numpy.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

FEATURES = 24
_STEM = 5
_HEADING_LONGEST = 70
_LINES_REMEMBERED = 20_000  # lines of official pages only; a question is never kept
_WORD = re.compile(r"\w+")
_LINK = re.compile(r"https?:|www\.|@|\.(?:de|com|org|eu)\b")
_PHONE = re.compile(r"(?:\d[\s/()\-–]*){6,}")
_CLOSING = tuple(".!?:;,؟۔")


def line_features(
    question: str, lines: Sequence[str], question_vector: Floats, line_vectors: Floats
) -> Floats:
    """One row of FEATURES numbers a line, all roughly within -3..3.

    `question_vector` (d,) and `line_vectors` (lines, d) are unit length.
    """
    if not lines:
        return np.zeros((0, FEATURES), dtype=np.float32)
    heads = _headings_above(lines)
    meaning = _meaning(question_vector, line_vectors, heads)
    words = _words(question, lines, heads)
    form = np.array([_form(line) for line in lines], dtype=np.float32)
    place = _place(lines)
    return np.concatenate([meaning, words, form, place], axis=1).astype(np.float32)


def _meaning(question: Floats, lines: Floats, heads: Sequence[int]) -> Floats:
    near = lines @ question
    around = _neighbourhood(lines) @ question
    order = near.argsort().argsort() / max(1, len(near) - 1)
    spread = float(near.std()) + 0.01
    scaled = (near - 0.85) * 15
    columns = [
        scaled,
        (near - near.mean()) / spread,
        order * 2 - 1,
        _before(scaled),
        _after(scaled),
        scaled[list(heads)],
        (around - 0.85) * 15,
        np.full(len(near), scaled.max()),
        np.tanh((np.arange(len(near)) - int(near.argmax())) / 4),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _before(column: Floats) -> Floats:
    """What the line above has; nothing for the first."""
    return np.concatenate([[0.0], column[:-1]])


def _after(column: Floats) -> Floats:
    return np.concatenate([column[1:], [0.0]])


def _neighbourhood(lines: Floats) -> Floats:
    padded = np.concatenate([lines[:1], lines, lines[-1:]])
    mean = padded[:-2] + padded[1:-1] + padded[2:]
    length: Floats = np.linalg.norm(mean, axis=1, keepdims=True) + 1e-6
    return np.asarray(mean / length, dtype=np.float32)


def _words(question: str, lines: Sequence[str], heads: Sequence[int]) -> Floats:
    asked = _stems(question)
    stems = [_stems_of_line(line) for line in lines]
    seen = Counter(stem for line in stems for stem in line)
    rarity = {stem: math.log((len(lines) + 1) / (seen[stem] + 0.5)) + 0.1 for stem in asked}
    total = sum(rarity.values()) or 1.0
    shared = np.array([sum(rarity[s] for s in asked & line) / total for line in stems])
    column = [shared * 3, _before(shared) * 3, _after(shared) * 3, shared[list(heads)] * 3]
    return np.stack(column, axis=1).astype(np.float32)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if len(word) > 2}


@lru_cache(maxsize=_LINES_REMEMBERED)
def _stems_of_line(line: str) -> frozenset[str]:
    return frozenset(_stems(line))


def looks_like_heading(line: str) -> bool:
    """Whether a line is short and closes without a full stop, as headings do."""
    return len(line) <= _HEADING_LONGEST and (
        not line.endswith(_CLOSING) or line.endswith(("?", "؟"))
    )


def _headings_above(lines: Sequence[str]) -> list[int]:
    last, above = 0, []
    for at, line in enumerate(lines):
        above.append(last)
        if looks_like_heading(line):
            last = at
    return above


@lru_cache(maxsize=_LINES_REMEMBERED)
def _form(line: str) -> tuple[float, ...]:
    return (
        math.log1p(len(line)) - 4,
        float(looks_like_heading(line)),
        float(line.endswith(":")),
        float(line.endswith(("?", "؟"))),
        float(bool(_LINK.search(line))),
        float(bool(_PHONE.search(line))),
        float(any(c.isdigit() for c in line)),
    )


def _place(lines: Sequence[str]) -> Floats:
    count = len(lines)
    repeated = Counter(lines)
    rows = [
        (
            2 * at / max(1, count - 1) - 1,
            math.log1p(at) / 2,
            float(repeated[line] > 1),
            float(at > 0 and lines[at - 1].endswith(":")),
        )
        for at, line in enumerate(lines)
    ]
    return np.array(rows, dtype=np.float32)
