"""How near a claim is to a report, and what follows from that. Pure: numbers and texts in.

How the weights were chosen and what else was tried: docs/decisions/narratives.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wayforward.core.language.skeleton import skeleton
from wayforward.information.answers import ranking
from wayforward.information.answers.indexing import text_of_words
from wayforward.information.answers.ranking import Floats

_PIECE = 4  # signs of a piece of the consonant skeleton
_MOST_PIECES = 48  # of one report; more cost time and tell no more


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts, in units of cosine."""

    words: float = 0.06
    letters: float = 0.12


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Document:
    """All that a claim says in one language, ready to be compared."""

    words: str  # as indexing.text_of_words
    bones: str  # its consonant skeleton, a blank around each word


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each candidate; each of shape (candidates,)."""

    meaning: Floats  # soft maximum of the cosines with the ways it is told
    words: Floats  # share of the report's words, by rarity, synonyms counted
    letters: Floats  # share of the pieces of its skeleton: other spellings, endings, Latin letters

    def scores(self, weights: Weights = WEIGHTS) -> Floats:
        """One number a candidate, comparable within one report only."""
        found = self.meaning + weights.words * self.words + weights.letters * self.letters
        return np.asarray(found, dtype=np.float32)


def document(texts: Sequence[str]) -> Document:
    """What is kept of a claim's words in one language."""
    said = " . ".join(texts)
    return Document(text_of_words(said), f" {skeleton(said)} ")


def evidence(
    report: str, meaning: Floats, documents: Sequence[Document], owners: Sequence[int]
) -> Evidence:
    """What speaks for each candidate.

    `meaning` has shape (candidates,); `documents` are their texts in all languages, `owners` name
    the candidate of each: the text that fits best speaks for it.
    """
    return Evidence(
        meaning=meaning,
        words=_best(ranking.word_share(report, [one.words for one in documents]), owners, meaning),
        letters=_best(_letter_share(report, documents), owners, meaning),
    )


def _best(shares: Floats, owners: Sequence[int], candidates: Floats) -> Floats:
    best = np.zeros(len(candidates), dtype=np.float32)
    np.maximum.at(best, np.asarray(owners, dtype=np.int_), shares)
    return best


def _letter_share(report: str, documents: Sequence[Document]) -> Floats:
    bones = f" {skeleton(report)} "
    starts = range(len(bones) - _PIECE + 1)
    pieces = list(dict.fromkeys(bones[at : at + _PIECE] for at in starts))[:_MOST_PIECES]
    cells = [piece in one.bones for one in documents for piece in pieces]
    return ranking.share(np.array(cells, dtype=bool).reshape(len(documents), len(pieces)))
