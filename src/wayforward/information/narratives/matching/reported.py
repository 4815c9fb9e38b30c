"""Matching as reporting asks for it (reporting/matched.py): plain values, reasons in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wayforward.information.narratives.matching.explaining import in_words
from wayforward.information.narratives.matching.matching import ClaimMatch, match_all
from wayforward.information.narratives.rules import Decision


@dataclass(frozen=True, slots=True)
class Reported:
    """A claim a report may tell; see reporting.matched.Candidate."""

    claim: str
    language: str
    score: float
    why: str
    verdict: str
    rebuttal_url: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a report was matched with; see reporting.matched.Matched."""

    language: str
    decision: Decision
    matches: tuple[Reported, ...]


def match_report(text: str) -> Found:
    """Match one report. Raises EmbedderUnavailableError."""
    return match_reports([text])[0]


def match_reports(texts: Sequence[str]) -> list[Found]:
    """Match many at once, in their order. Raises EmbedderUnavailableError."""
    return [
        Found(one.language or "", one.decision, tuple(map(_reported, one.matches)))
        for one in match_all(texts)
    ]


def _reported(one: ClaimMatch) -> Reported:
    return Reported(
        one.claim, one.language, round(one.score, 4), in_words(one.why), one.verdict, one.rebuttal
    )
