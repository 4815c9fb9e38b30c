"""The words of workflows in three languages: states, steps, and why a step is closed.

Each table has a file of words beside it, reviewed YAML; `common.yaml` has the sentences that all
share. Names of roles and kinds of party are the caller's: every room has its own words for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from wayforward.core.workflow.rules import Kind, Why
from wayforward.core.workflow.table import F, Workflow
from wayforward.core.yaml_files import read_yaml

LANGUAGES = ("en", "fa-af", "ps")
COMMON = Path(__file__).resolve().parent / "common.yaml"
_PARTS = ("name", "states", "steps", "reasons")

Said = Mapping[str, str]  # language -> words


class WordsMissingError(ValueError):
    """A table has a part without words in one of the three languages."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one table."""

    name: Said
    states: Mapping[str, Said]
    steps: Mapping[str, Said]
    reasons: Mapping[str, Said]


@cache
def read_words(path: Path) -> Words:
    """The words in a file. Raises WordsMissingError where one lacks a language."""
    held: dict[str, Any] = read_yaml(path)
    words = Words(held["name"], held["states"], held["steps"], held.get("reasons") or {})
    for part in _PARTS:
        said = getattr(words, part)
        for key, one in {part: said}.items() if part == "name" else said.items():
            _whole(f"{path.name}: {part} {key}", one)
    return words


def check_words(workflow: Workflow[F], words: Words) -> None:
    """Raise WordsMissingError unless every state, step and reason of the table has its words."""
    needed = {
        "state": ({one.name for one in workflow.states}, words.states),
        "step": ({one.name for one in workflow.transitions}, words.steps),
        "reason": (
            {key for one in workflow.transitions for guard in one.guards for key in guard.keys},
            words.reasons,
        ),
    }
    for what, (keys, said) in needed.items():
        if missing := sorted(keys - set(said)):
            raise WordsMissingError(f"{workflow.name}: no words for {what} {', '.join(missing)}.")
        if idle := sorted(set(said) - keys):
            raise WordsMissingError(f"{workflow.name}: words for no {what}: {', '.join(idle)}.")


def sentence(
    why: Why,
    words: Words,
    language: str,
    *,
    role_name: Callable[[str], str],
    party_name: Callable[[str], str] = str,
) -> str:
    """Why a step is closed, what would open it and who can, for a reader."""
    common = _common()
    comma = common["comma"][language]
    listed = comma.join(sorted(role_name(role) for role in why.who))
    parts = [
        common[why.kind.value][language].format(
            state=_of(words.states, why.key, language),
            step=_of(words.steps, why.key, language),
            what=_of(words.reasons, why.key, language),
            roles=listed,
            parties=comma.join(sorted(party_name(one) for one in why.parties)),
            detail=f" {why.detail}." if why.detail else "",
            reason=why.reason.get(language, ""),
        )
    ]
    if why.kind is Kind.OPEN and listed:
        parts.append(common["closed_by"][language].format(roles=listed))
    if why.provision:
        parts.append(
            common["provision"][language].format(provision=_as_one(why.provision, language))
        )
    return " ".join(parts)


def _as_one(latin: str, language: str) -> str:
    """A name in Latin letters as one run, its brackets with it, whichever way the page runs."""
    return latin if language == "en" else f"\u2066{latin}\u2069"


def _of(said: Mapping[str, Said], key: str, language: str) -> str:
    return said[key][language] if key in said else key


@cache
def _common() -> dict[str, Said]:
    held: dict[str, Said] = read_yaml(COMMON)["sentences"]
    for key, one in held.items():
        _whole(f"{COMMON.name}: {key}", one)
    return held


def _whole(where: str, said: Said) -> None:
    if missing := [one for one in LANGUAGES if not str(said.get(one) or "").strip()]:
        raise WordsMissingError(f"{where} lacks {', '.join(missing)}.")
