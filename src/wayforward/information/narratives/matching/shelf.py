"""Claims in memory, searched as the database is: for measuring, and for fitting the rule.

Candidates and scores follow `matching.py` step by step; only where they are kept differs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayforward.information.answers import ranking
from wayforward.information.answers.embedding import Embedder, Vectors
from wayforward.information.answers.indexing import words_of
from wayforward.information.narratives.matching import scoring
from wayforward.information.narratives.matching.deciding import Found
from wayforward.information.narratives.matching.looking_up import NEAR, SAID
from wayforward.information.narratives.matching.meaning import freed, soft_maximum
from wayforward.information.narratives.matching.scoring import Document

Ints = NDArray[np.int_]
Say = Callable[[int, int], None]
_BLOCK = 256  # texts embedded between two signs of progress


@dataclass(frozen=True, slots=True)
class Telling:
    """A way a claim is told; `claim` is its place among claims, `language` None if unsure."""

    claim: int
    said: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Claims ready to be searched."""

    vectors: Vectors  # of the tellings
    own: Ints  # telling -> claim
    documents: tuple[Document, ...]
    document_of: Ints  # document -> claim
    places: dict[str, Ints]  # word -> claims that have it
    claims: int

    def ranked(self, report: str, vector: Vectors) -> list[tuple[int, Found]]:
        """The candidates for a report in their order; `vector` as meaning.freed makes it."""
        alike = self.vectors @ vector
        near = np.argpartition(-alike, min(NEAR, len(alike) - 1))[:NEAR]
        pool = np.union1d(self.own[near], self._said(report))
        meaning = soft_maximum(alike, self.own, self.claims)[pool]
        place = {claim: i for i, claim in enumerate(pool.tolist())}
        texts = np.flatnonzero(np.isin(self.document_of, pool)).tolist()
        owners = [place[self.document_of[i]] for i in texts]
        known = scoring.evidence(report, meaning, [self.documents[i] for i in texts], owners)
        scores = known.scores()
        return [
            (
                int(pool[i]),
                Found(*map(float, (scores[i], meaning[i], known.words[i], known.letters[i]))),
            )
            for i in np.argsort(-scores, kind="stable").tolist()
        ]

    def _said(self, report: str) -> Ints:
        """The claims with most of the report's telling words."""
        wanted = ranking.with_synonyms(words_of(report), report)
        counts = {word: float(len(self.places[word])) for word in wanted if word in self.places}
        rare = [self.places[word] for word in ranking.choose_words(counts)]
        if not rare:
            return np.zeros(0, dtype=np.int_)
        found, hits = np.unique(np.concatenate(rare), return_counts=True)
        return np.asarray(found[np.argsort(-hits, kind="stable")][:SAID])


def make_shelf(
    tellings: Sequence[Telling],
    documents: Sequence[tuple[int, Sequence[str]]],
    embedder: Embedder,
    say: Say | None = None,
) -> Shelf:
    """Embed and index claims; `documents` are (claim, all that it says in one language)."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for claim, texts in documents:
        for word in words_of(" . ".join(texts)):
            places[word].append(claim)
    vectors = embedded(embedder.queries, [one.said for one in tellings], say)
    return Shelf(
        vectors=freed(vectors, [one.language for one in tellings]),
        own=np.array([one.claim for one in tellings], dtype=np.int_),
        documents=tuple(scoring.document(texts) for _, texts in documents),
        document_of=np.array([claim for claim, _ in documents], dtype=np.int_),
        places={word: np.unique(found) for word, found in places.items()},
        claims=1 + max(claim for claim, _ in documents),
    )


def embedded(
    embed: Callable[[Sequence[str]], Vectors], texts: Sequence[str], say: Say | None = None
) -> Vectors:
    """Vectors of many texts, block by block, like lengths together."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    blocks = [order[at : at + _BLOCK] for at in range(0, len(order), _BLOCK)]
    vectors = np.zeros((len(texts), ranking.ordinary_direction().shape[0]), dtype=np.float32)
    done = 0
    for block in blocks:
        vectors[block] = embed([texts[i] for i in block])
        done += len(block)
        if say is not None:
            say(done, len(texts))
    return vectors
