"""A shelf of cards in memory, searched by meaning and by the letters of words. Pure.

Vectors are first freed of what their language and all ways of asking one card have in common (the
within-class whitening of discriminant analysis), because one model's vectors of questions differ
more by language than by matter. Figures: docs/decisions/cards.md.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayforward.core.language.skeleton import skeleton

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

_EASE = 3.0  # how much of the mean variance is added before whitening: more trusts the model more
_WARMTH = 12.0  # of the soft maximum over the ways of asking a card
_GRAMS = (2, 3, 4, 5)
_BUCKETS = 1 << 17
_LOOKED_AT = 48  # cards whose every way of asking is compared
_LEAST = 2  # cards; fewer have nothing in common to be freed of


@dataclass(frozen=True, slots=True)
class Way:
    """One way of asking a card, or (whole) its question with the beginning of its answer."""

    card: int  # place in the list of cards
    language: str  # fa-af, ps, en
    said: str
    vector: Floats  # of the embedder, shape (384,)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Grams:
    """Pieces of words of some texts, as an inverted index with weights."""

    starts: Ints  # bucket -> where its entries begin; one more at the end
    texts: Ints
    weights: Floats
    rarity: Floats  # bucket -> logarithm of how few texts have it

    def scores(self, counts: Mapping[int, float], texts: int) -> Floats:
        """Cosine of a text given as counts of buckets with each indexed text."""
        found = np.zeros(texts, dtype=np.float32)
        pieces = {bucket: _damped(n) * self.rarity[bucket] for bucket, n in counts.items()}
        length = np.sqrt(sum(weight * weight for weight in pieces.values())) or 1.0
        for bucket, weight in pieces.items():
            entries = slice(self.starts[bucket], self.starts[bucket + 1])
            found[self.texts[entries]] += self.weights[entries] * np.float32(weight / length)
        return found


@dataclass(frozen=True, slots=True)
class Shelf:
    """Cards ready to be searched."""

    cards: int
    means: Mapping[str, Floats]  # language -> mean vector; "" of all
    turn: Floats  # (384, 384)
    ways: Floats  # turned, sorted by card
    first: Ints  # card -> its first way; one more at the end
    wholes: Floats  # turned, one a card and language
    whole_of: Ints
    documents: Grams  # everything a card says in one language
    document_of: Ints
    ways_said: Grams
    way_of: Ints

    def evidence(self, vector: Floats, language: str, said: str) -> Evidence:
        """What speaks for each card; `language` is the reader's tag of the question's, or ""."""
        mean = self.means.get(language, self.means[""])
        asked = _unit(np.atleast_2d(vector - mean).astype(np.float32) @ self.turn)[0]
        whole = _best(self.wholes @ asked, self.whole_of, self.cards)
        counts = grams(said)
        document = _best(
            self.documents.scores(counts, len(self.document_of)), self.document_of, self.cards
        )
        way = _best(self.ways_said.scores(counts, len(self.way_of)), self.way_of, self.cards)
        return Evidence(self._meaning(asked, whole + document + way), whole, document, way)

    def _meaning(self, asked: Floats, hint: Floats) -> Floats:
        """Soft maximum over the ways of asking each card; of the cards that have a chance."""
        found = np.full(self.cards, -1.0, dtype=np.float32)
        for card in np.argsort(-hint)[:_LOOKED_AT]:
            near = self.ways[self.first[card] : self.first[card + 1]] @ asked
            if len(near):
                found[card] = np.log(np.exp(_WARMTH * near).mean()) / _WARMTH
        return found


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each card by itself; each of shape (cards,)."""

    meaning: Floats
    whole: Floats
    document: Floats
    way: Floats


def grams(text: str) -> Counter[int]:
    """Pieces of the consonant skeleton of a text, as counts of buckets."""
    bones = f" {skeleton(text)} "
    return Counter(
        zlib.crc32(bones[i : i + n].encode()) % _BUCKETS
        for n in _GRAMS
        for i in range(len(bones) - n + 1)
    )


def make_shelf(cards: int, ways: Sequence[Way], documents: Sequence[tuple[int, str]]) -> Shelf:
    """Build a shelf. `documents` are (card, all that it says in one language)."""
    ordered = sorted(ways, key=lambda way: way.card)
    asked = [way for way in ordered if not way.whole]
    wholes = [way for way in ordered if way.whole]
    means = _means(ordered)
    centred = _centred(ordered, means)
    turn = _turn(centred, np.array([way.card for way in ordered], dtype=np.int32), cards)
    way_of = np.array([way.card for way in asked], dtype=np.int32)
    return Shelf(
        cards=cards,
        means=means,
        turn=turn,
        ways=_unit(_centred(asked, means) @ turn),
        first=np.searchsorted(way_of, np.arange(cards + 1)).astype(np.int32),
        wholes=_unit(_centred(wholes, means) @ turn),
        whole_of=np.array([way.card for way in wholes], dtype=np.int32),
        documents=_index([grams(text) for _, text in documents]),
        document_of=np.array([card for card, _ in documents], dtype=np.int32),
        ways_said=_index([grams(way.said) for way in asked]),
        way_of=way_of,
    )


def _means(ways: Sequence[Way]) -> dict[str, Floats]:
    every = np.stack([way.vector for way in ways])
    found = {"": every.mean(axis=0)}
    for language in {way.language for way in ways}:
        found[language] = every[[way.language == language for way in ways]].mean(axis=0)
    return found


def _centred(ways: Sequence[Way], means: Mapping[str, Floats]) -> Floats:
    if not ways:
        return np.zeros((0, len(means[""])), dtype=np.float32)
    return _unit(np.stack([way.vector - means[way.language] for way in ways]))


def _turn(vectors: Floats, cards: Ints, n: int) -> Floats:
    """The matrix that whitens what differs within cards."""
    if n < _LEAST:
        return np.eye(vectors.shape[1], dtype=np.float32)
    sums = np.zeros((n, vectors.shape[1]), dtype=np.float64)
    np.add.at(sums, cards, vectors)
    counts = np.maximum(np.bincount(cards, minlength=n), 1)[:, None]
    within = vectors - (sums / counts)[cards]
    spread, axes = np.linalg.eigh(within.T @ within / len(vectors))
    scale = 1.0 / np.sqrt(np.maximum(spread, 0) + _EASE * spread.mean() + 1e-9)
    return np.asarray((axes * scale) @ axes.T, dtype=np.float32)


def _index(texts: Sequence[Counter[int]]) -> Grams:
    having = Counter(bucket for text in texts for bucket in text)
    rarity = np.full(_BUCKETS, np.log(max(len(texts), 1) + 1.0), dtype=np.float32)
    for bucket, n in having.items():
        rarity[bucket] = max(0.0, np.log(len(texts) / (1 + n)))
    entries = [
        (bucket, place, weight / length)
        for place, text in enumerate(texts)
        for weights in ({b: _damped(n) * float(rarity[b]) for b, n in text.items()},)
        for length in (float(np.sqrt(sum(w * w for w in weights.values()))) or 1.0,)
        for bucket, weight in weights.items()
        if weight
    ]
    entries.sort()
    buckets = np.array([bucket for bucket, _, _ in entries], dtype=np.int32)
    return Grams(
        starts=np.searchsorted(buckets, np.arange(_BUCKETS + 1)).astype(np.int32),
        texts=np.array([place for _, place, _ in entries], dtype=np.int32),
        weights=np.array([weight for _, _, weight in entries], dtype=np.float32),
        rarity=rarity,
    )


def _damped(count: float) -> float:
    return 1.0 + float(np.log(count))


def _best(scores: Floats, owners: Ints, cards: int) -> Floats:
    found = np.zeros(cards, dtype=np.float32)
    np.maximum.at(found, owners, scores)
    return found


def _unit(rows: Floats) -> Floats:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(length == 0.0, 1.0, length), dtype=np.float32)
