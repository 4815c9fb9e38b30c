"""From a report to the claims it may tell: candidates of the database, scored, judged, explained.

Reads only, keeps nothing of the report. `match_all` embeds many reports at once: a stream of them
costs little more than their vectors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from wayforward.core.statements import any_of, prepared, vector_literal
from wayforward.information.answers import ranking
from wayforward.information.answers.embedding import Vectors, get_embedder
from wayforward.information.answers.indexing import words_of
from wayforward.information.answers.word_frequency import telling_words
from wayforward.information.narratives.matching import scoring
from wayforward.information.narratives.matching.cleaning import Told, told
from wayforward.information.narratives.matching.deciding import (
    Found,
    decide,
    load_rule,
    probability,
    row_of,
    told_again,
)
from wayforward.information.narratives.matching.explaining import Reason, reasons
from wayforward.information.narratives.matching.meaning import WARMTH, freed
from wayforward.information.narratives.matching.scoring import Document
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.rules import Decision, State

_CANDIDATES = (Path(__file__).parent / "sql" / "candidates.sql").read_text(encoding="utf-8")
NEAR = 64  # wordings by meaning; a claim has several
SAID = 24  # texts by words
MOST = 5  # claims named
_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class ClaimMatch:
    """A claim a report may tell.

    `language` is that of `title`: the reader's where the claim has it; `score` is the probability
    that it is told; `rebuttal` the address of what answers it, "" before it is public.
    """

    claim: str
    language: str
    title: str
    score: float
    why: tuple[Reason, ...]
    verdict: str
    rebuttal: str


@dataclass(frozen=True, slots=True)
class Matched:
    """What a report was found to tell; `language` None where nobody can tell it honestly."""

    language: str | None
    decision: Decision
    matches: tuple[ClaimMatch, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    claim: int
    key: str
    verdict: str
    found: Found


@dataclass(frozen=True, slots=True)
class _Judged:
    candidate: _Candidate
    probability: float
    told_again: bool


def match(report: str, *, reader: str = "en", most: int = MOST) -> Matched:
    """The claims a report may tell, best first, and what is to be done. `reader` is fa-af, ps, en.

    Raises EmbedderUnavailableError.
    """
    return match_all([report], reader=reader, most=most)[0]


def match_all(reports: Sequence[str], *, reader: str = "en", most: int = MOST) -> list[Matched]:
    """The same for many reports at once, in their order."""
    every = [told(report) for report in reports]
    said = get_embedder().queries([one.said for one in every])
    vectors = freed(said, [one.language for one in every])
    return [_matched(one, vector, reader, most) for one, vector in zip(every, vectors, strict=True)]


def _matched(report: Told, vector: Vectors, reader: str, most: int) -> Matched:
    ranked = _ranked(report.said, _rows(report.said, vector))
    if not ranked:
        return Matched(report.language, Decision.NEW, ())
    rule, founds = load_rule(), [one.found for one in ranked]
    known = _known([one.claim for one in ranked[:most]], reader)
    judged = [
        _Judged(
            one,
            probability(row_of(place, founds), rule),
            told_again(report.said, known[one.claim].tellings, report.language),
        )
        for place, one in enumerate(ranked[:most])
    ]
    judged.sort(key=lambda one: not one.told_again)  # the order of scores stays otherwise
    matches = tuple(_match(one, report.said, known[one.candidate.claim]) for one in judged)
    first = judged[0]
    decision = decide(first.probability, told_again=first.told_again, rule=rule)
    return Matched(report.language, decision, matches)


def _rows(said: str, vector: Vectors) -> list[tuple[Any, ...]]:
    telling = telling_words(ranking.with_synonyms(words_of(said), said))
    given = {
        "vector": vector_literal(vector),
        "words": any_of(telling),
        "near": NEAR,
        "said": SAID,
        "warmth": WARMTH,
    }
    return prepared(_CANDIDATES, given, binary=True)


def _ranked(said: str, rows: Sequence[tuple[Any, ...]]) -> list[_Candidate]:
    """The candidates, best first."""
    claims = {row[0]: row for row in rows}
    place = {claim: i for i, claim in enumerate(claims)}
    meaning = np.array([row[-1] for row in claims.values()], dtype=np.float32)
    documents = [Document(words, bones) for *_, words, bones, _ in rows]
    known = scoring.evidence(said, meaning, documents, [place[row[0]] for row in rows])
    scores = known.scores()
    numbers = np.column_stack([scores, known.meaning, known.words, known.letters]).tolist()
    every = [
        _Candidate(claim, key, verdict, Found(*found))
        for (claim, key, verdict, *_), found in zip(claims.values(), numbers, strict=True)
    ]
    return [every[i] for i in np.argsort(-scores, kind="stable")]


@dataclass(frozen=True, slots=True)
class _Known:
    """A claim as the public may read it: `tellings` in every language."""

    tellings: tuple[str, ...]
    title: str
    language: str
    address: str


def _known(claims: Sequence[int], reader: str) -> dict[int, _Known]:
    """The claims in the reader's language, else in English; the address only of what is public."""
    rows = ClaimText.objects.filter(claim__in=claims).select_related("published")
    texts: defaultdict[int, dict[str, ClaimText]] = defaultdict(dict)
    for row in rows.prefetch_related("wordings"):
        texts[row.claim_id][row.language] = row
    return {claim: _shown(found, reader) for claim, found in texts.items()}


def _shown(texts: Mapping[str, ClaimText], reader: str) -> _Known:
    text = texts.get(reader) or texts.get(_FALLBACK) or next(iter(texts.values()))
    said = tuple(row.said for one in texts.values() for row in one.wordings.all())
    address = text.published.address if text.state == State.PUBLISHED else ""
    return _Known(said, text.title, text.language, address)


def _match(one: _Judged, said: str, known: _Known) -> ClaimMatch:
    candidate = one.candidate
    why = tuple(reasons(said, known.tellings, candidate.found, told_again=one.told_again))
    return ClaimMatch(
        candidate.key, known.language, known.title, one.probability, why, candidate.verdict,
        known.address,
    )  # fmt: skip
