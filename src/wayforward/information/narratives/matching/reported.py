"""Matching as reporting asks for it (reporting/matched.py): plain values, reasons in words."""

from __future__ import annotations

from dataclasses import dataclass

from wayforward.information.narratives.matching.explaining import in_words
from wayforward.information.narratives.matching.matching import ClaimMatch, match
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
    found = match(text)
    return Found(found.language or "", found.decision, tuple(map(_reported, found.matches)))


def _reported(one: ClaimMatch) -> Reported:
    return Reported(
        one.claim, one.language, round(one.score, 4), in_words(one.why), one.verdict, one.rebuttal
    )
