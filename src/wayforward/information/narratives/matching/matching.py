"""From a report to the claims it may tell: candidates of the database, scored, judged, explained.

Reads only, keeps nothing of the report. `match_all` embeds many reports at once: a stream of them
costs little more than their vectors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from wayforward.information.answers.embedding import Vectors, get_embedder
from wayforward.information.narratives.matching import scoring
from wayforward.information.narratives.matching.cleaning import Told, told
from wayforward.information.narratives.matching.deciding import (
    Found,
    decide,
    load_rule,
    may_be_told_again,
    probability,
    row_of,
    told_again,
)
from wayforward.information.narratives.matching.explaining import Reason, reasons
from wayforward.information.narratives.matching.looking_up import (
    Nearby,
    Shown,
    candidates,
    shown,
)
from wayforward.information.narratives.matching.meaning import freed
from wayforward.information.narratives.rules import Decision

MOST = 5  # claims named
_BLOCK = 32  # reports embedded at once


@dataclass(frozen=True, slots=True)
class ClaimMatch:
    """A claim a report may tell.

    `language` is that of `title`: the reader's where the claim has it; `score` is the probability
    that it is told; `rebuttal` the address of what answers it, in the reader's language where it is
    public in that, else in English, else in another; "" before it is public.
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
    nearby: Nearby
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
    return [_matched(one, vector, reader, most) for one, vector in _with_vectors(every)]


def _with_vectors(every: Sequence[Told]) -> Iterator[tuple[Told, Vectors]]:
    """The reports with their vectors; while one block is looked up, the next is embedded."""
    blocks = [every[at : at + _BLOCK] for at in range(0, len(every), _BLOCK)]
    if len(blocks) < 2:  # a thread would only wait
        for block in blocks:
            yield from zip(block, _vectors(block), strict=True)
        return
    with ThreadPoolExecutor(1) as ahead:
        for block, vectors in zip(blocks, ahead.map(_vectors, blocks), strict=True):
            yield from zip(block, vectors, strict=True)


def _vectors(block: Sequence[Told]) -> Vectors:
    said = get_embedder().queries([one.said for one in block])
    return freed(said, [one.language for one in block])


def _matched(report: Told, vector: Vectors, reader: str, most: int) -> Matched:
    ranked = _ranked(report.said, candidates(report.said, vector))
    public = _shown(report, ranked[:most], reader) if ranked else {}
    judged = _judged(report, ranked, public)
    if not judged:
        return Matched(report.language, Decision.NEW, ())
    matches = tuple(_match(one, report.said, public[one.candidate.nearby.claim]) for one in judged)
    first = judged[0]
    decision = decide(first.probability, told_again=first.told_again, rule=load_rule())
    return Matched(report.language, decision, matches)


def _shown(report: Told, first: Sequence[_Candidate], reader: str) -> dict[int, Shown]:
    """The first claims as a reader sees them; how they are told only where that can matter."""
    near = [
        one.nearby.claim
        for one in first
        if may_be_told_again(report.said, [document.words for document in one.nearby.documents])
    ]
    return shown([one.nearby.claim for one in first], reader, near)


def _judged(
    report: Told, ranked: Sequence[_Candidate], public: Mapping[int, Shown]
) -> list[_Judged]:
    """The first claims, those told again before the others, which stay in their order."""
    rule, founds = load_rule(), [one.found for one in ranked]
    judged = [
        _Judged(
            one,
            probability(row_of(place, founds), rule),
            told_again(report.said, public[one.nearby.claim].tellings, report.language),
        )
        for place, one in enumerate(ranked)
        if one.nearby.claim in public
    ]
    return sorted(judged, key=lambda one: not one.told_again)


def _ranked(said: str, nearby: Sequence[Nearby]) -> list[_Candidate]:
    """The candidates, best first."""
    known = scoring.evidence(
        said,
        np.array([one.meaning for one in nearby], dtype=np.float32),
        [document for one in nearby for document in one.documents],
        [place for place, one in enumerate(nearby) for _ in one.documents],
    )
    scores = known.scores()
    numbers = np.column_stack([scores, known.meaning, known.words, known.letters]).tolist()
    every = [_Candidate(one, Found(*found)) for one, found in zip(nearby, numbers, strict=True)]
    return [every[i] for i in np.argsort(-scores, kind="stable")]


def _match(one: _Judged, said: str, public: Shown) -> ClaimMatch:
    nearby, found = one.candidate.nearby, one.candidate.found
    why = tuple(reasons(said, nearby.documents, found, told_again=one.told_again))
    return ClaimMatch(
        nearby.key, public.language, public.title, one.probability, why, nearby.verdict,
        public.address,
    )  # fmt: skip
