"""Finding passages in the database: by meaning, by words, in the question's own language first.

One round trip finds the candidates with what ranking needs, a second fetches the few to be shown.
Filters are applied where candidates are found, scores come from `ranking.py`. Reads only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from django.db.backends.base.base import BaseDatabaseWrapper

from wayforward.core.language.tags import readable
from wayforward.core.statements import any_of, prepared, vector_literal
from wayforward.information.answers import ranking
from wayforward.information.answers.embedding import DIMENSIONS, Vectors
from wayforward.information.answers.indexing import unpack, words_of
from wayforward.information.answers.ranking import Evidence, Weights
from wayforward.information.answers.word_frequency import telling_words

_SQL = Path(__file__).parent / "sql"
_FIND = (_SQL / "find.sql").read_text(encoding="utf-8")
_OF_PAGES = (_SQL / "of_pages.sql").read_text(encoding="utf-8")
_SHOW = (_SQL / "show.sql").read_text(encoding="utf-8")

_SEARCHED = 100  # passages the index looks at closely before it is content (hnsw.ef_search)

# Said when a connection is opened: with each question it would cost a round trip, and said within a
# transaction that is taken back it would be forgotten.
_SEARCH_HARD = f"""
    SET hnsw.ef_search = {_SEARCHED};
    SET hnsw.iterative_scan = relaxed_order;
    SET hnsw.max_scan_tuples = 800
"""


def search_hard(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Have a new connection look closely; for Django's signal `connection_created`."""
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH_HARD)


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage found for a question, with all that showing it needs. Times are UTC."""

    id: int
    source_id: int
    capture_id: int
    text: str
    lines: tuple[str, ...]
    line_vectors: Vectors | None  # shape (lines, 384); None before the page is embedded
    language: str
    title: str
    heading_path: tuple[str, ...]
    page: int | None
    live_url: str
    publisher: str
    publisher_names: dict[str, str]
    publisher_key: str
    tier: str
    captured_at: datetime
    checked_at: datetime | None
    changed_at: datetime | None
    check_interval_days: int
    similarity: float  # cosine of question and passage
    words: float  # how well the question's words stand in it, 0..1
    score: float  # what it was ranked by
    standout: float  # how far that stands out from all that were found, in units of 0.1


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its place in the order."""

    id: int
    source_id: int
    document: UUID  # shared by the language twins of one document
    own_language: bool
    similarity: float
    words: float
    score: float


def find_passages(
    question: str,
    vector: Vectors,
    *,
    language: str,
    countries: Sequence[str] = (),
    topics: Sequence[str] = (),
    limit: int = 8,
) -> list[FoundPassage]:
    """The passages nearest to a question, best first; at most `limit`.

    `vector` is the embedder's for the question, `language` that of the question (fa, ps, en...).
    With `countries` only passages on one of them or on none in particular are found. Passages in
    the question's language go before others of like score, and before their own translations.
    """
    ranked = rank_passages(question, vector, language=language, countries=countries, topics=topics)
    return _shown(_without_twins(ranked), limit, language)


def passages_of(
    source_ids: Sequence[int], vector: Vectors, *, language: str, limit: int
) -> list[FoundPassage]:
    """The passages of some pages nearest to a question, one a page first; scores are cosines."""
    if not source_ids:
        return []
    given = {"sources": [*source_ids], "vector": vector_literal(ranking.towards_meaning(vector)),
             "limit": limit}  # fmt: skip
    rows = prepared(_OF_PAGES, given, binary=True)
    ranked = [
        Ranked(id_, source, document, False, meaning, 0.0, meaning)
        for id_, source, document, meaning in rows
    ]
    return _shown(ranked, limit, language)


def _without_twins(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Of a document in several languages one: the question's own, else the one that came first.

    Twins say the same twice, and whoever has the text in their own language needs no other.
    """
    chosen: dict[UUID, int] = {}
    for found in sorted(ranked, key=lambda found: not found.own_language):
        chosen.setdefault(found.document, found.source_id)
    return [found for found in ranked if chosen[found.document] == found.source_id]


def rank_passages(
    question: str,
    vector: Vectors,
    *,
    language: str,
    countries: Sequence[str] = (),
    topics: Sequence[str] = (),
) -> list[Ranked]:
    """All candidates for a question in their order, without their texts."""
    turned = ranking.towards_meaning(vector)
    own = list(readable(language))
    telling = telling_words(ranking.with_synonyms(words_of(question), question))
    given: dict[str, Any] = {
        "vector": vector_literal(turned),
        "languages": own,
        "words": any_of(telling),
        "countries": [*countries],
        "near": ranking.NEAR,
        "own": ranking.OWN,
        "said": ranking.SAID,
    }
    rows = prepared(_FIND, given, binary=True, by_value=True)  # the language decides the index
    weights = ranking.weights_for(language)
    return _ranked(question, rows, own, topics, weights) if rows else []


def _ranked(
    question: str,
    rows: list[tuple[Any, ...]],
    own: list[str],
    topics: Sequence[str],
    weights: Weights,
) -> list[Ranked]:
    ids, sources, languages, about, texts, meaning, page, lines, siblings, documents, places = zip(
        *rows, strict=True
    )
    is_own = np.array([language in own for language in languages])
    on_topic = np.array([not set(topics).isdisjoint(told) for told in about])
    evidence = Evidence(
        meaning=np.array(meaning, dtype=np.float32),
        page=np.array(page, dtype=np.float32),
        lines=np.array(lines, dtype=np.float32),
        siblings=np.array(siblings),
        words=ranking.word_share(question, texts),
        letters=ranking.letter_share(question, texts),
    )
    scores = ranking.score(evidence, weights) + ranking.bonus(is_own, on_topic)
    from_end = [number - place for number, place in zip(siblings, places, strict=True)]
    scores = ranking.with_twins(scores, documents, from_end, is_own)
    return [
        Ranked(
            ids[i],
            sources[i],
            documents[i],
            bool(is_own[i]),
            float(evidence.meaning[i]),
            float(evidence.words[i]),
            float(scores[i]),
        )
        for i in np.argsort(-scores, kind="stable")
    ]


def _shown(ranked: Sequence[Ranked], limit: int, language: str) -> list[FoundPassage]:
    standouts = ranking.standouts([found.score for found in ranked])
    first = list(zip(ranked, standouts, strict=True))[:limit]
    wanted = {"ids": [found.id for found, _ in first]}
    rows = {row[0]: row for row in prepared(_SHOW, wanted, binary=True)}
    return [
        _found(rows[one.id], one, standout, language) for one, standout in first if one.id in rows
    ]


def _found(row: tuple[Any, ...], ranked: Ranked, standout: float, language: str) -> FoundPassage:
    (id_, source_id, capture_id, text, lines, line_vectors, tongue, title, path, page, url, anchor,
     names, key, tier, captured_at, checked_at, changed_at, interval) = row  # fmt: skip
    return FoundPassage(
        id=id_,
        source_id=source_id,
        capture_id=capture_id,
        text=text,
        lines=tuple(lines),
        line_vectors=unpack(line_vectors, DIMENSIONS),
        language=tongue,
        title=title,
        heading_path=tuple(path),
        page=page,
        live_url=f"{url}#{anchor}" if anchor else url,
        publisher=names.get(language) or names.get("en") or key,
        publisher_names=names,
        publisher_key=key,
        tier=tier,
        captured_at=captured_at,
        checked_at=checked_at,
        changed_at=changed_at,
        check_interval_days=interval,
        similarity=ranked.similarity,
        words=ranked.words,
        score=ranked.score,
        standout=standout,
    )
