"""`wayforward evaluate changes`: the dated states of pages, compared one after another.

Needs no database: it reads each state as an import would and prints what changed between them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wayforward.information.sources.changes.comparing import (
    Comparison,
    Stood,
    changed_sections,
    compare,
    standing,
)
from wayforward.information.sources.importing import open_mirror, open_page
from wayforward.information.sources.manifest import Entry, Problem
from wayforward.information.sources.rules import place_sentences
from wayforward.information.sources.watching import look_at

KEY = "key.json"  # beside the manifest, where known: {"steps": [...]} as this command prints
_NAMED = ("amount", "deadline", "date")
_SHOWN = 3

Progress = Callable[[int, int], None]
State = tuple[str, list[Stood]]  # the date of a saved state, and what it says


class NothingToCompareError(ValueError):
    """The folder holds no page in two states; the message says so."""


@dataclass(frozen=True, slots=True)
class Step:
    """What changed on one page from one state to the next."""

    url: str
    since: str  # dates, ISO 8601
    until: str
    sentences: int
    sections: list[str]
    found: Comparison

    def to_dict(self) -> dict[str, Any]:
        """As the last line of the command has it."""
        return {"from": self.since, "to": self.until, "changed": self.sections}


def evaluate_changes(
    folder: Path, progress: Progress | None = None
) -> tuple[list[str], dict[str, Any]]:
    """A table to print and the summary of its last line. Raises NothingToCompareError or
    NoMirrorError; a state that cannot be read is named and the rest goes on.
    """
    problems: list[str] = []
    steps = list(_steps(folder, progress, problems))
    if not steps:
        raise NothingToCompareError(
            f"{folder} holds no page in two states: its manifest needs lines with one url and"
            " different fetched_at."
        )
    summary: dict[str, Any] = {"steps": [step.to_dict() for step in steps]}
    return [*problems, *_table(steps), *_against_key(folder, summary)], summary


def _steps(folder: Path, progress: Progress | None, problems: list[str]) -> Iterator[Step]:
    """Every step of every page. A state that cannot be read is told to `problems` and left out."""
    mirror = open_mirror(folder, datetime.now(UTC))
    problems.extend(str(problem) for problem in mirror.problems)
    before: dict[str, State] = {}
    for done, entry in enumerate(mirror.entries, start=1):
        now = _state(mirror.folder, entry)
        if progress is not None:
            progress(done, len(mirror.entries))
        if isinstance(now, str):
            problems.append(f"{entry.file}: {now}")
            continue
        if entry.url in before:
            yield _step(entry.url, before[entry.url], now, entry.language)
        before[entry.url] = now


def _state(folder: Path, entry: Entry) -> State | str:
    """The date of a saved state and what it says, or why it cannot be read."""
    page = open_page(folder, entry, datetime.now(UTC))
    if isinstance(page, Problem):
        return page.message
    finding = look_at(page.body, page.media_type, name=entry.file)
    if finding.text is None:
        return finding.detail
    placed = place_sentences(finding.text.blocks, entry.language or finding.text.language)
    stood = standing(placed, entry.language or finding.text.language)
    return page.as_of.date().isoformat(), stood


def _step(url: str, before: State, now: State, language: str | None) -> Step:
    return Step(
        url=url,
        since=before[0],
        until=now[0],
        sentences=len(now[1]),
        sections=changed_sections(before[1], now[1]),
        found=compare(before[1], now[1], language),
    )


def _table(steps: Sequence[Step]) -> list[str]:
    lines = [f"{'from':12}{'to':12}{'sentences':>10}{'sections':>10}{'high':>7}{'others':>8}"]
    for step in steps:
        high = sum(change.priority == "high" for change in step.found.changes)
        others = len(step.found.changes) - high
        mark = "  most of the page was replaced" if step.found.replaced else ""
        lines.append(
            f"{step.since:12}{step.until:12}{step.sentences:>10}{len(step.sections):>10}"
            f"{high:>7}{others:>8}{mark}"
        )
        lines += [f"      {named}" for named in _named(step.found)]
    kinds = Counter(kind for step in steps for c in step.found.changes for kind in c.kinds)
    return [*lines, "kinds: " + ", ".join(f"{kind} {n}" for kind, n in kinds.most_common())]


def _named(found: Comparison) -> list[str]:
    """A few amounts, deadlines and dates that changed, in words."""
    said = [
        f"{change.place.section}: {touch.kind} {touch.old} -> {touch.new}"
        for change in found.changes
        if change.how == "reworded" and not found.replaced
        for touch in change.touches
        if touch.kind in _NAMED and touch.old and touch.new
    ]
    return said[:_SHOWN]


def _against_key(folder: Path, summary: dict[str, Any]) -> list[str]:
    """Precision and recall by section where the folder has the right answers."""
    path = (folder if folder.is_dir() else folder.parent) / KEY
    if not path.exists():
        return []
    wanted = _pairs(json.loads(path.read_text(encoding="utf-8")))
    found = _pairs(summary)
    right = len(wanted & found)
    precision, recall = right / max(1, len(found)), right / max(1, len(wanted))
    summary |= {"precision": round(precision, 4), "recall": round(recall, 4)}
    return [f"by section: precision {precision:.4f}, recall {recall:.4f} ({len(wanted)} changed)"]


def _pairs(summary: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {
        (step["from"], step["to"], anchor)
        for step in summary["steps"]
        for anchor in step["changed"]
    }
