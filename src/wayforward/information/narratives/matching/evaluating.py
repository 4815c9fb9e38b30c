"""`wayforward evaluate matching`: does a report find its claim? In any language, beside peers.

Ours ranks by the very functions that `match` uses, on a shelf in memory instead of the database.
Peers: BM25, the model as it comes, and both fused by their ranks. Formats: docs/benchmarks.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayforward.core.language.detection import detect
from wayforward.information.answers.embedding import Embedder, indexing_embedder
from wayforward.information.answers.retrieval_peers import BestWords
from wayforward.information.narratives.matching.cleaning import told
from wayforward.information.narratives.matching.meaning import freed
from wayforward.information.narratives.matching.shelf import Say, Telling, embedded, make_shelf

Ranks = NDArray[np.int_]
_FUSED = 60  # the constant of reciprocal rank fusion (Cormack and others 2009)
_DEPTHS = (1, 3, 5)
_NOWHERE = 1_000_000  # rank of a claim that is not among the candidates


class MatchingFileError(ValueError):
    """A file holds no reports or no claims; the message says which line and why."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report with the places of the claims it tells."""

    text: str
    claims: frozenset[int]


@dataclass(frozen=True, slots=True)
class Known:
    """A claim as the file has it."""

    id: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        """Title and text as one."""
        return f"{self.title} {self.text}".strip()


def evaluate_matching(
    reports: Path, claims: Path, *, embedder: Embedder | None = None, say: Say | None = None
) -> tuple[list[str], dict[str, Any]]:
    """Lines to print and a summary for machines. Raises MatchingFileError."""
    known = _read_claims(claims)
    asked = _read_reports(reports, {one.id: place for place, one in enumerate(known)})
    embedder = embedder or indexing_embedder()
    ranks = {**_peers(asked, known, embedder, say), "ours": _ours(asked, known, embedder, say)}
    summary: dict[str, Any] = {
        "reports": len(asked),
        "claims": len(known),
        **{name: figures(found) for name, found in ranks.items()},
    }
    return _table(summary, list(ranks)), summary


def figures(ranks: Ranks) -> dict[str, float]:
    """Mean average precision, precision at 1 and recall at 5 of ranks counted from 1."""
    maps = {f"MAP@{k}": float(np.where(ranks <= k, 1 / ranks, 0).mean()) for k in _DEPTHS}
    more = {"P@1": float((ranks <= 1).mean()), "recall@5": float((ranks <= 5).mean())}
    return {name: round(value, 4) for name, value in {**maps, **more}.items()}


def _ours(
    asked: Sequence[Report], known: Sequence[Known], embedder: Embedder, say: Say | None
) -> Ranks:
    tellings = [
        Telling(place, said, language)
        for place, one in enumerate(known)
        for language in (detect(one.whole).language,)
        for said in dict.fromkeys((one.title, one.whole))
        if said
    ]
    documents = [(place, (one.title, one.text)) for place, one in enumerate(known)]
    shelf = make_shelf(tellings, documents, embedder, say)
    reports = [told(one.text) for one in asked]
    vectors = embedded(embedder.queries, [one.said for one in reports])
    freed_ = freed(vectors, [one.language for one in reports])
    return np.array(
        [
            _rank([place for place, _ in shelf.ranked(report.said, vector)], one.claims)
            for one, report, vector in zip(asked, reports, freed_, strict=True)
        ]
    )


def _rank(order: Sequence[int], right: frozenset[int]) -> int:
    return next((i for i, place in enumerate(order, start=1) if place in right), _NOWHERE)


def _peers(
    asked: Sequence[Report], known: Sequence[Known], embedder: Embedder, say: Say | None
) -> dict[str, Ranks]:
    texts = [one.whole for one in known]
    words = BestWords(texts)
    vectors = embedded(embedder.passages, texts, say)
    reports = embedded(embedder.queries, [one.text for one in asked])
    found: dict[str, list[int]] = {"BM25": [], "model alone": [], "both by rank": []}
    for one, vector in zip(asked, reports, strict=True):
        by_words, by_meaning = words.scores(one.text), vectors @ vector
        fused = 1 / (_FUSED + _places(by_words)) + 1 / (_FUSED + _places(by_meaning))
        for name, scores in zip(found, (by_words, by_meaning, fused), strict=True):
            found[name].append(_tied_rank(scores, one.claims))
    return {name: np.array(ranks) for name, ranks in found.items()}


def _places(scores: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    """The rank of each score from 1; equal scores share the mean of their ranks."""
    _, place, counts = np.unique(-scores, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[place], dtype=np.float64)


def _tied_rank(scores: NDArray[np.floating[Any]], right: frozenset[int]) -> int:
    """The rank of the best right claim; others of equal score go before it."""
    mine = max(scores[place] for place in right)
    others = np.ones(len(scores), dtype=bool)
    others[list(right)] = False
    return 1 + int((others & (scores >= mine)).sum())


def _read_claims(path: Path) -> list[Known]:
    known = [
        Known(str(row["id"]), str(row["title"] or ""), str(row.get("text") or ""))
        for row in _rows(path, ("id", "title"))
    ]
    if len({one.id for one in known}) < len(known):
        raise MatchingFileError(f"{path.name}: two claims have the same id.")
    return known


def _read_reports(path: Path, places: Mapping[str, int]) -> list[Report]:
    """Reports that tell a claim of the file; `claim` may be one id or a list."""
    found = []
    for number, row in enumerate(_rows(path, ("text", "claim")), start=1):
        named = row["claim"] if isinstance(row["claim"], list) else [row["claim"]]
        right = frozenset(places[str(one)] for one in named if str(one) in places)
        if not right:
            raise MatchingFileError(
                f"{path.name}: report {number} tells {named}, which no claim of the file is called."
            )
        found.append(Report(str(row["text"]), right))
    return found


def _rows(path: Path, fields: Sequence[str]) -> list[dict[str, Any]]:
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            raise MatchingFileError(f"{path.name}: line {number} is no JSON.") from None
        if not isinstance(row, dict) or any(field not in row for field in fields):
            lacking = ", ".join(fields)
            raise MatchingFileError(f"{path.name}: line {number} needs the fields {lacking}.")
        rows.append(row)
    if not rows:
        raise MatchingFileError(f"{path.name} is empty.")
    return rows


def _table(summary: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    heads = list(summary[names[0]])
    lines = [f"{summary['reports']} reports, {summary['claims']} claims"]
    lines.append(f"{'':14}" + "".join(f"{head:>10}" for head in heads))
    for name in names:
        lines.append(f"{name:14}" + "".join(f"{summary[name][head]:>10.3f}" for head in heads))
    return lines
