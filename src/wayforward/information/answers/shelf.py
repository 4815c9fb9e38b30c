"""A shelf of documents in memory that is searched as the database is, for measuring.

Candidates and scores follow `retrieving.py` step by step; only where they are kept differs.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayforward.information.answers import ranking
from wayforward.information.answers.cutting import headline
from wayforward.information.answers.embedding import Embedder, Vectors
from wayforward.information.answers.indexing import (
    mean_of_lines,
    page_text,
    passage_text,
    passage_vectors,
    text_of_words,
    words_of,
)
from wayforward.information.answers.ranking import Evidence, Floats, Weights


@dataclass(frozen=True, slots=True)
class Document:
    """A page: its title and its passages as (heading path, text)."""

    title: str
    passages: tuple[tuple[tuple[str, ...], str], ...]

    @property
    def whole(self) -> str:
        """All of it as one text."""
        return "\n".join((self.title, *(text for _, text in self.passages)))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Documents ready to be searched. Passages are numbered through; `own` names their document."""

    passage_vectors: Vectors
    page_vectors: Vectors
    line_vectors: Vectors  # the mean of each passage's lines
    own: NDArray[np.int_]
    texts: tuple[str, ...]  # words of the passages, as indexing.text_of_words
    places: dict[str, NDArray[np.int_]]  # word -> passages that have it

    def scored(
        self, question: str, vector: Vectors, weights: Weights = ranking.WEIGHTS
    ) -> tuple[NDArray[np.int_], Evidence, Floats]:
        """Candidate passages for a question with their evidence and scores."""
        turned = ranking.towards_meaning(vector, weights)
        meaning = self.passage_vectors @ turned
        near = np.argpartition(-meaning, min(ranking.NEAR, len(meaning) - 1))[: ranking.NEAR]
        pool = np.union1d(near, self._said(question))
        texts = [self.texts[i] for i in pool]
        evidence = Evidence(
            meaning=meaning[pool],
            page=self.page_vectors[self.own[pool]] @ turned,
            lines=self.line_vectors[pool] @ turned,
            siblings=np.bincount(self.own)[self.own[pool]],
            words=ranking.word_share(question, texts),
            letters=ranking.letter_share(question, texts),
        )
        return pool, evidence, ranking.score(evidence, weights)

    def ranks(
        self,
        questions: Sequence[str],
        vectors: Vectors,
        right: NDArray[np.int_],
        weights: Weights = ranking.WEIGHTS,
    ) -> NDArray[np.int_]:
        """Rank, from 1, of the right document for each question; the last where it is not found."""
        return np.array(
            [self._rank(*asked, weights) for asked in zip(questions, vectors, right, strict=True)]
        )

    def _rank(self, question: str, vector: Vectors, right: int, weights: Weights) -> int:
        pool, _, scores = self.scored(question, vector, weights)
        mine = scores[self.own[pool] == right]
        if not len(mine):
            return len(self.page_vectors)
        better = self.own[pool][scores > mine.max()]
        return 1 + len(np.unique(better))

    def _said(self, question: str) -> NDArray[np.int_]:
        """The passages with most of the question's telling words."""
        counts = {
            word: float(len(self.places[word]))
            for word in ranking.with_synonyms(words_of(question), question)
            if word in self.places
        }
        rare = [self.places[word] for word in ranking.choose_words(counts)]
        if not rare:
            return np.zeros(0, dtype=np.int_)
        found, hits = np.unique(np.concatenate(rare), return_counts=True)
        return np.asarray(found[np.argsort(-hits, kind="stable")][: ranking.SAID])


def make_shelf(documents: Sequence[Document], embedder: Embedder) -> Shelf:
    """Embed and index documents; a document of one passage is embedded in both forms too."""
    passages = [
        (i, document.title, path, text)
        for i, document in enumerate(documents)
        for path, text in document.passages
    ]
    places: defaultdict[str, list[int]] = defaultdict(list)
    texts = []
    for number, (_, title, path, text) in enumerate(passages):
        said = f"{headline(title, path)}\n{text}"
        texts.append(text_of_words(said))
        for word in words_of(said):
            places[word].append(number)
    whole = [page_text(d.title, (text for _, text in d.passages)) for d in documents]
    return Shelf(
        passage_vectors=passage_vectors(
            embedder,
            [
                passage_text(title, path, text, len(documents[i].passages))
                for i, title, path, text in passages
            ],
        ),
        page_vectors=embedder.passages(whole),
        line_vectors=_line_vectors(documents, embedder),
        own=np.array([i for i, *_ in passages]),
        texts=tuple(texts),
        places={word: np.array(found) for word, found in places.items()},
    )


def _line_vectors(documents: Sequence[Document], embedder: Embedder) -> Vectors:
    """The mean of each passage's lines; zeros in short documents, where ranking asks for none."""
    rows = []
    for document in documents:
        for _, text in document.passages:
            if len(document.passages) <= ranking.WHOLE_PAGE:
                rows.append(np.zeros(embedder.dimensions, dtype=np.float32))
            else:
                rows.append(mean_of_lines(embedder.passages(text.split("\n"))))
    return np.stack(rows)
