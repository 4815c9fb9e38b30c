"""A workflow as one declared table: states, transitions, who may take them, guards, effects. Pure.

A table checks itself when it is made. What it means for somebody now is `rules`, the words of its
parts are `words`, changing a state is `actions.move`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from wayforward.core.access.rules import Role
from wayforward.core.access.segregation import StepsApart

F = TypeVar("F")  # what the guards of one table look at: a dataclass of its subject

NOWHERE = ""  # where a thing stands before its first step


@dataclass(frozen=True, slots=True)
class Open:
    """What still stands in the way of a step, who can close it, and which provision asks for it.

    `key` is that of a sentence in the words of the table; `detail` is put behind it.
    """

    key: str
    closed_by: frozenset[Role]
    provision: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Guard(Generic[F]):
    """A named question before a step: what is still open? `keys` are all it may answer with."""

    name: str
    keys: frozenset[str]
    open: Callable[[F], Iterable[Open]]


class EffectKind(StrEnum):
    """What a step sets going."""

    ACTION = "action"  # done in the same transaction by a registered handler
    CLOCK = "clock"  # a deadline begins, by a registered handler
    EVENT = "event"  # one more named event in the log


@dataclass(frozen=True, slots=True)
class Effect:
    """Something a step sets going, by name."""

    kind: EffectKind
    name: str


@dataclass(frozen=True, slots=True)
class State:
    """Where a thing may stand. From a final state nothing leads away."""

    name: str
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition(Generic[F]):
    """A step: from which states to which, who may take it, what must be closed before.

    `parties` are kinds of party, any where empty. `by_itself`: the product may take it when a time
    comes. `undone_by` names the step that takes it back; empty: it stands.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    roles: frozenset[Role] = frozenset()
    parties: frozenset[str] = frozenset()
    by_itself: bool = False
    guards: tuple[Guard[F], ...] = ()
    effects: tuple[Effect, ...] = ()
    undone_by: str = ""


class FaultyTableError(ValueError):
    """A table that cannot be right: the message names everything wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow(Generic[F]):
    """The whole table. Raises FaultyTableError where it contradicts itself."""

    name: str
    states: tuple[State, ...]
    transitions: tuple[Transition[F], ...]
    apart: tuple[StepsApart, ...] = ()
    _by_name: dict[str, Transition[F]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a table with faults."""
        if found := list(faults(self)):
            raise FaultyTableError(f"{self.name}: {'; '.join(found)}.")
        object.__setattr__(self, "_by_name", {one.name: one for one in self.transitions})

    def transition(self, name: str) -> Transition[F]:
        """The step of that name. Raises KeyError."""
        return self._by_name[name]

    def leaving(self, state: str) -> tuple[Transition[F], ...]:
        """The steps that lead away from a state, in the order of the table."""
        return tuple(one for one in self.transitions if state in one.sources)

    def moves(self) -> Iterator[tuple[str, str, Transition[F]]]:
        """Every pair of states the table allows, with its step."""
        for one in self.transitions:
            for source in one.sources:
                yield source, one.target, one


def faults(workflow: Workflow[F]) -> Iterator[str]:
    """Everything that is wrong with a table, each in half a sentence."""
    yield from _repeated(workflow)
    yield from _unknown(workflow)
    yield from _ends(workflow)
    yield from _nobody(workflow)


def _repeated(workflow: Workflow[F]) -> Iterator[str]:
    for what, names in (
        ("state", [one.name for one in workflow.states]),
        ("step", [one.name for one in workflow.transitions]),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                yield f"the {what} {name} is declared {times} times"
    pairs = Counter((source, target) for source, target, _step in _pairs(workflow))
    for (source, target), times in pairs.items():
        if times > 1:
            yield f"{times} steps lead from {source or 'nowhere'} to {target}"


def _unknown(workflow: Workflow[F]) -> Iterator[str]:
    states = {one.name for one in workflow.states}
    steps = {one.name: one for one in workflow.transitions}
    for source, target, step in _pairs(workflow):
        for state in {source, target} - states - {NOWHERE}:
            yield f"{step.name} names the state {state}, which there is not"
    for step in workflow.transitions:
        yield from (
            f"{step.name} names the role {role}, which there is not"
            for role in step.roles
            if not isinstance(role, Role)
        )
        if step.undone_by and not _leads_back(step, steps.get(step.undone_by)):
            yield f"{step.name} cannot be undone by {step.undone_by}"
    for one in workflow.apart:
        yield from (f"{name} is to be kept apart but is no step" for name in one.steps - set(steps))
        if len(one.steps) < 2:
            yield "one step alone cannot be kept apart"


def _leads_back(step: Transition[F], undoing: Transition[F] | None) -> bool:
    return undoing is not None and step.target in undoing.sources


def _ends(workflow: Workflow[F]) -> Iterator[str]:
    reached = _reached(workflow)
    for state in workflow.states:
        leaves = any(state.name in step.sources for step in workflow.transitions)
        if state.name not in reached:
            yield f"the state {state.name} is never reached"
        if state.final and leaves:
            yield f"the state {state.name} is final but steps lead away"
        if not state.final and not leaves:
            yield f"the state {state.name} is a dead end and not declared final"


def _reached(workflow: Workflow[F]) -> set[str]:
    reached, before = {NOWHERE}, set[str]()
    while reached != before:
        before = set(reached)
        reached |= {target for source, target, _step in _pairs(workflow) if source in before}
    return reached


def _nobody(workflow: Workflow[F]) -> Iterator[str]:
    for step in workflow.transitions:
        if not step.roles and not step.by_itself:
            yield f"nobody may take the step {step.name}"


def _pairs(workflow: Workflow[F]) -> Iterator[tuple[str, str, Transition[F]]]:
    for step in workflow.transitions:
        for source in step.sources:
            yield source, step.target, step
