"""A shelf of cards in memory, searched by meaning and by the letters of words. Pure.

Vectors are first freed of what their language and all ways of asking one card have in common (the
within-class whitening of discriminant analysis), because one model's vectors of questions differ
more by language than by matter. Figures: docs/decisions/cards.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayforward.core.language.skeleton import skeleton

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Counted = tuple[Ints, Floats]  # buckets, and how often each occurs

_EASE = 3.0  # how much of the mean variance is added before whitening: more trusts the model more
_WARMTH = 12.0  # of the soft maximum over the ways of asking a card
_GRAMS = (2, 3, 4, 5)
_BUCKETS = 1 << 17
_FACTOR = np.uint64(1_099_511_628_211)  # the prime of FNV-1a; only spread matters here
_LOOKED_AT = 40  # cards whose every way of asking is compared
_HINT = 3.0  # how much shared pieces count beside the whole for being looked at
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

    def scores(self, counted: Counted, texts: int) -> Floats:
        """Cosine of a text given as buckets and counts with each indexed text."""
        buckets, counts = counted
        weights = _damped(counts) * self.rarity[buckets]
        weights = weights / max(float(np.linalg.norm(weights)), 1e-9)
        begin = self.starts[buckets]
        many = self.starts[buckets + 1] - begin
        # Where the entries of all buckets lie, one after the other: a loop costs five times more.
        entries = np.repeat(begin - np.cumsum(many) + many, many) + np.arange(many.sum())
        said = self.weights[entries] * np.repeat(weights, many)
        found = np.bincount(self.texts[entries], weights=said, minlength=texts)
        return found.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Cards ready to be searched."""

    cards: int
    means: Mapping[str, Floats]  # language -> mean vector; "" of all
    turn: Floats  # (384, 384)
    ways: Floats  # turned, sorted by card
    first: Ints  # card -> its first way
    counts: Ints  # card -> how many ways it has
    wholes: Floats  # turned, one a card and language
    whole_of: Ints
    documents: Grams  # everything a card says in one language
    document_of: Ints

    def evidence(self, vector: Floats, language: str, said: str) -> Evidence:
        """What speaks for each card; `language` is the reader's tag of the question's, or ""."""
        mean = self.means.get(language, self.means[""])
        asked = _unit(np.atleast_2d(vector - mean).astype(np.float32) @ self.turn)[0]
        said_alike = self.documents.scores(grams(said), len(self.document_of))
        document = _best(said_alike, self.document_of, self.cards)
        whole = _best(self.wholes @ asked, self.whole_of, self.cards)
        near = np.argpartition(-(whole + _HINT * document), min(_LOOKED_AT, self.cards - 1))
        return Evidence(self._meaning(asked, near[:_LOOKED_AT]), whole, document)

    def _meaning(self, asked: Floats, cards: NDArray[np.intp]) -> Floats:
        """Soft maximum over the ways of asking each of some cards; -1 for the others."""
        found = np.full(self.cards, -1.0, dtype=np.float32)
        for card in cards.tolist():
            first, count = self.first[card], self.counts[card]
            if count:
                warm = np.exp(_WARMTH * (self.ways[first : first + count] @ asked))
                found[card] = np.log(warm.sum() / count) / _WARMTH
        return found


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each card by itself; each of shape (cards,)."""

    meaning: Floats  # of the ways of asking it
    whole: Floats  # of its question with the beginning of its answer
    document: Floats  # shared pieces of words with all it says


def grams(text: str) -> Counted:
    """Pieces of the consonant skeleton of a text, as buckets and how often each occurs."""
    bones = np.frombuffer(f" {skeleton(text)} ".encode(), dtype=np.uint8).astype(np.uint64)
    found = []
    for n in _GRAMS:
        last = len(bones) - n + 1
        if last > 0:
            hashed = np.full(last, n, dtype=np.uint64)
            for i in range(n):
                hashed = hashed * _FACTOR + bones[i : i + last]
            found.append((hashed ^ (hashed >> np.uint64(21))) % np.uint64(_BUCKETS))
    every = np.concatenate(found) if found else np.zeros(0, dtype=np.uint64)
    buckets, counts = np.unique(every, return_counts=True)
    return buckets.astype(np.int32), counts.astype(np.float32)


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
        first=np.searchsorted(way_of, np.arange(cards)).astype(np.int32),
        counts=np.bincount(way_of, minlength=cards).astype(np.int32),
        wholes=_unit(_centred(wholes, means) @ turn),
        whole_of=np.array([way.card for way in wholes], dtype=np.int32),
        documents=_index([grams(text) for _, text in documents]),
        document_of=np.array([card for card, _ in documents], dtype=np.int32),
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


def _index(texts: Sequence[Counted]) -> Grams:
    buckets = _joined([buckets for buckets, _ in texts], np.int32)
    counts = _joined([counts for _, counts in texts], np.float32)
    places = np.repeat(np.arange(len(texts), dtype=np.int32), [len(b) for b, _ in texts])
    having = np.bincount(buckets, minlength=_BUCKETS)
    rarity = np.maximum(0.0, np.log(max(len(texts), 1) / (1.0 + having))).astype(np.float32)
    rarity[having == 0] = np.log(len(texts) + 1.0)
    weights = _damped(counts) * rarity[buckets]
    lengths = np.sqrt(np.bincount(places, weights**2, minlength=len(texts)))
    weights = weights / np.maximum(lengths[places], 1e-9)
    order = np.argsort(buckets, kind="stable")
    return Grams(
        starts=np.searchsorted(buckets[order], np.arange(_BUCKETS + 1)).astype(np.int32),
        texts=places[order],
        weights=weights[order].astype(np.float32),
        rarity=rarity,
    )


def _joined(parts: Sequence[NDArray[Any]], kind: type) -> NDArray[Any]:
    return np.concatenate(parts).astype(kind) if parts else np.zeros(0, dtype=kind)


def _damped(counts: Floats) -> Floats:
    return np.asarray(1.0 + np.log(counts), dtype=np.float32)


def _best(scores: Floats, owners: Ints, cards: int) -> Floats:
    found = np.zeros(cards, dtype=np.float32)
    np.maximum.at(found, owners, scores)
    return found


def _unit(rows: Floats) -> Floats:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(length == 0.0, 1.0, length), dtype=np.float32)
