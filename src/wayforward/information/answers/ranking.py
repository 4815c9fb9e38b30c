"""How passages are put in order for a question: meaning, words, letters, the page around them.

Pure: numbers and texts in, scores out. `retrieving.py` finds the candidates; the figures behind the
weights, and how they were chosen, are in docs/decisions/retrieval.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wayforward.core.language.normalise import tokens

Floats = NDArray[np.float32]

_ORDINARY = Path(__file__).parent / "data" / "retrieval_ordinary.npz"
_LETTERS = 4  # letters of a piece of a word
_SHORTEST_PIECED = 5  # shorter words match whole or not at all
MOST_MATCHES = 400  # passages that the words looked up for one question may match together
_MOST_WORDS = 8
_MOST_PIECES = 32  # of a question; more cost time and tell no more


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


def choose_words(counts: Mapping[str, float], most: float = MOST_MATCHES) -> list[str]:
    """The rarest words, as many as together match at most `most` passages, 8 at most.

    Common words would bring passages that have nothing to do with the question.
    """
    chosen: list[str] = []
    matched = 0.0
    for word in sorted(counts, key=lambda word: counts[word])[:_MOST_WORDS]:
        matched += counts[word]
        if matched > most:
            break
        chosen.append(word)
    return chosen


def pieces(words: Sequence[str]) -> list[str]:
    """Pieces of four letters of the longer words, each once, those of the longest words first.

    They find a word inside a German compound and in front of Dari and Pashto endings.
    """
    long = sorted((word for word in words if len(word) >= _SHORTEST_PIECED), key=len, reverse=True)
    found = (word[i : i + _LETTERS] for word in long for i in range(len(word) - _LETTERS + 1))
    return list(dict.fromkeys(found))[:_MOST_PIECES]


def word_share(question: str, texts: Sequence[str]) -> Floats:
    """How well each text has the question's words, 0..1; texts as `indexing.text_of_words`."""
    words = [f" {word} " for word in dict.fromkeys(tokens(question))]
    return share(_found(words, texts))


def letter_share(question: str, texts: Sequence[str]) -> Floats:
    """How well each text has the pieces of the question's words, 0..1; texts as in `word_share`."""
    return share(_found(pieces(tokens(question)), texts))


def _found(wanted: Sequence[str], texts: Sequence[str]) -> NDArray[np.bool_]:
    """Which text holds which string, shape (texts, wanted)."""
    cells = (part in text for text in texts for part in wanted)
    flat = np.fromiter(cells, dtype=bool, count=len(texts) * len(wanted))
    return flat.reshape(len(texts), len(wanted))


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
