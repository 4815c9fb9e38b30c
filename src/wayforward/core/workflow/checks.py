"""Checks at start: what a table names exists outside of it too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error

from wayforward.core.parties.models import PartyKind
from wayforward.core.workflow.effects import without_handler
from wayforward.core.workflow.registry import declared


def check_workflows(app_configs: object, **kwargs: Any) -> Iterable[CheckMessage]:
    """Every effect has something that carries it out, every kind of party is one."""
    return [*_effects(), *_parties()]


def _effects() -> Iterator[CheckMessage]:
    for workflow, step, effect in without_handler():
        yield Error(
            f"{workflow}: nothing carries out the {effect.kind} {effect.name} of the step {step}.",
            hint="Register a function with core.workflow.effects.handles.",
            id="workflow.E001",
        )


def _parties() -> Iterator[CheckMessage]:
    for name, one in declared().items():
        for step in one.workflow.transitions:
            for kind in sorted(step.parties - set(PartyKind.values)):
                yield Error(
                    f"{name}: {step.name} names the kind of party {kind}, which there is not.",
                    id="workflow.E002",
                )
