"""How passages are put in order for a question: meaning, words, letters, the page around them.

Pure: numbers and texts in, scores out. `retrieving.py` finds the candidates; the figures behind the
weights, and how they were chosen, are in docs/decisions/retrieval.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wayforward.core.language.normalise import WORD, tokens

Floats = NDArray[np.float32]

_ORDINARY = Path(__file__).parent / "data" / "retrieval_ordinary.npz"
_LETTERS = 4  # letters of a piece of a word
_SHORTEST_PIECED = 5  # shorter words match whole or not at all


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts, in units of cosine."""

    ordinary: float = 0.4  # how much of what all questions have in common is taken off a question
    page: float = 0.5
    crowd: float = 0.005  # a page with many passages has many chances to look near by luck
    words: float = 0.06
    letters: float = 0.05


WEIGHTS = Weights()
OWN_LANGUAGE = 0.03
ON_TOPIC = 0.005


@cache
def ordinary_direction() -> Floats:
    """The mean vector of ordinary sentences, shape (384,); made by tests/bench/fit_ordinary.py."""
    with np.load(_ORDINARY) as kept:
        return np.asarray(kept["mean"], dtype=np.float32)


def towards_meaning(vectors: Floats, weights: Weights = WEIGHTS) -> Floats:
    """Question vectors without the part that ordinary sentences share; unit length.

    Texts near that common direction (hubs) otherwise come up for every question, most of all for
    questions in languages the model knows little. Only the question is turned, so no stored vector
    and no index changes.
    """
    turned = vectors - weights.ordinary * ordinary_direction()
    return np.asarray(turned / np.linalg.norm(turned, axis=-1, keepdims=True), dtype=np.float32)


def rarity(found: NDArray[np.bool_]) -> Floats:
    """Weight of each word by how few of the candidates have it; shape (words,).

    `found` has shape (candidates, words). Measured on the candidates alone: what matters is which
    words tell these texts apart, and no statistics have to be kept.
    """
    n, having = len(found), found.sum(axis=0)
    return np.asarray(np.log1p((n - having + 0.5) / (having + 0.5)), dtype=np.float32)


def share(found: NDArray[np.bool_]) -> Floats:
    """Share of the question's words, by rarity, that each candidate has, 0..1, shape (candidates,).

    Words that no candidate has count in the whole, so that one number found in a text of another
    script is not taken for a perfect match.
    """
    weight = rarity(found)
    total = float(weight.sum())
    if total == 0.0:
        return np.zeros(len(found), dtype=np.float32)
    return np.asarray(found @ weight / total, dtype=np.float32)


def pieces(words: Sequence[str]) -> list[str]:
    """The pieces of four letters of longer words, each once.

    They find a word inside a German compound and in front of Dari and Pashto endings.
    """
    long = (word for word in words if len(word) >= _SHORTEST_PIECED)
    found = (word[i : i + _LETTERS] for word in long for i in range(len(word) - _LETTERS + 1))
    return list(dict.fromkeys(found))


def word_share(question: str, texts: Sequence[str]) -> Floats:
    """How well each text (in search form) has the question's words, 0..1."""
    words = list(dict.fromkeys(tokens(question)))
    sets = [frozenset(WORD.findall(text)) for text in texts]
    return share(np.array([[word in have for word in words] for have in sets], dtype=bool))


def letter_share(question: str, texts: Sequence[str]) -> Floats:
    """How well each text (in search form) has the pieces of the question's words, 0..1."""
    wanted = pieces(tokens(question))
    return share(np.array([[piece in text for piece in wanted] for text in texts], dtype=bool))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about the candidates for one question; each of shape (candidates,)."""

    meaning: Floats  # cosine of the turned question and the passage
    page: Floats  # the same with the page as a whole
    siblings: NDArray[np.int_]  # how many passages the page has
    words: Floats
    letters: Floats


def score(evidence: Evidence, weights: Weights = WEIGHTS) -> Floats:
    """One number a candidate, higher is better; comparable within one question only."""
    crowd = np.log(np.maximum(evidence.siblings, 1))
    return np.asarray(
        evidence.meaning
        + weights.page * evidence.page
        - weights.crowd * crowd
        + weights.words * evidence.words
        + weights.letters * evidence.letters,
        dtype=np.float32,
    )


def bonus(own_language: NDArray[np.bool_], on_topic: NDArray[np.bool_]) -> Floats:
    """What a passage gains for being in the question's language and on the question's topic.

    Questions and passages of one language are nearer to each other than they should be compared
    with translations, so only a little is added: an official text in the reader's own language goes
    before the same text in another, not before a better one.
    """
    return np.asarray(OWN_LANGUAGE * own_language + ON_TOPIC * on_topic, dtype=np.float32)
