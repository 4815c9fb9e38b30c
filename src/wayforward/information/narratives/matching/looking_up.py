"""What the database knows of the claims near a report: candidates, their titles, their wordings.

Two statements, each read once a connection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from wayforward.core.statements import any_of, prepared, vector_literal
from wayforward.information.answers import ranking
from wayforward.information.answers.embedding import Vectors
from wayforward.information.answers.indexing import words_of
from wayforward.information.answers.word_frequency import telling_words
from wayforward.information.narratives.matching.meaning import WARMTH, softly
from wayforward.information.narratives.matching.scoring import Document
from wayforward.information.narratives.rules import State

NEAR = 64  # wordings by meaning; a claim has several
SAID = 24  # texts by words
_FALLBACK = "en"
_TEXTS = "information_claimtext"
_SQL = Path(__file__).parent / "sql"
_CANDIDATES = (_SQL / "candidates.sql").read_text(encoding="utf-8")
_SHOWN = (_SQL / "shown.sql").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Nearby:
    """An active claim that a report may tell; `meaning` as meaning.softly makes it."""

    claim: int
    key: str
    verdict: str
    meaning: float
    documents: tuple[Document, ...]  # one a language


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim as a reader sees it; `address` of what answers it, "" before that is public.

    `language` is that of the title; what answers it may be public in another alone. `tellings`:
    how it is told in all languages, where that was asked for.
    """

    language: str
    title: str
    address: str
    tellings: tuple[str, ...]


def candidates(said: str, vector: Vectors) -> list[Nearby]:
    """The claims near a report by meaning or by words, in no order; `vector` as meaning.freed."""
    telling = telling_words(ranking.with_synonyms(words_of(said), said), _TEXTS)
    given = {
        "vector": vector_literal(vector),
        "words": any_of(telling),
        "near": NEAR,
        "said": SAID,
        "warmth": WARMTH,
    }
    rows = prepared(_CANDIDATES, given, binary=True)
    return [_nearby(list(texts)) for _, texts in groupby(rows, key=itemgetter(0))]


def _nearby(texts: Sequence[tuple[Any, ...]]) -> Nearby:
    claim, key, verdict, *_ = texts[0]
    meaning = softly(sum(row[3] for row in texts), sum(row[4] for row in texts))
    documents = tuple(Document(words, bones) for *_, words, bones in texts)
    return Nearby(claim, key, verdict, meaning, documents)


def shown(claims: Sequence[int], reader: str, telling: Sequence[int] = ()) -> dict[int, Shown]:
    """The claims in the reader's language, else in English, else in the first there is.

    The claims of `telling` with all ways in which they are told.
    """
    given = {"claims": list(claims), "telling": list(telling), "public": State.PUBLISHED.value}
    rows = prepared(_SHOWN, given)
    return {claim: _for(reader, list(texts)) for claim, texts in groupby(rows, key=itemgetter(0))}


def _for(reader: str, texts: Sequence[tuple[Any, ...]]) -> Shown:
    """Title and address each in the best language there is: the page leads readers on as well."""
    titles = {language: title for _, language, title, _, _ in texts}
    pages = {language: page for _, language, _, page, _ in texts if page}
    language = _best(reader, titles)
    return Shown(
        language,
        titles[language],
        pages[_best(reader, pages)] if pages else "",
        tuple(said for *_, tellings in texts for said in tellings),
    )


def _best(reader: str, known: Mapping[str, str]) -> str:
    return next(one for one in (reader, _FALLBACK, *known) if one in known)
