"""Every declared workflow with its words: declared once at import, by core and by the strands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wayforward.core.workflow.table import F, FaultyTableError, Workflow
from wayforward.core.workflow.words import Words, check_words, read_words


@dataclass(frozen=True, slots=True)
class Declared:
    """A workflow and its words."""

    workflow: Workflow[Any]
    words: Words


_declared: dict[str, Declared] = {}


def declare(workflow: Workflow[F], *, words: Path) -> Workflow[F]:
    """Register a workflow with its file of words, and hand it back.

    Raises FaultyTableError for a second one of the name, WordsMissingError where words are missing.
    """
    before = _declared.get(workflow.name)
    if before is not None and before.workflow != workflow:
        raise FaultyTableError(f"There is another workflow named {workflow.name}.")
    said = read_words(words)
    check_words(workflow, said)
    _declared[workflow.name] = Declared(workflow, said)
    return workflow


def declared() -> dict[str, Declared]:
    """All of them by name, in alphabetical order."""
    import wayforward.core.workflow.tables  # noqa: F401  # those of core itself

    return dict(sorted(_declared.items()))


def words_of(workflow: Workflow[F]) -> Words:
    """The words of a declared workflow. Raises KeyError."""
    return _declared[workflow.name].words
