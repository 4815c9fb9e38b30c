"""What somebody may do with a thing now, and for each step they may not take, every reason. Pure.

Screens draw their buttons from `offers`; `actions.move` asks `reasons_against` before it writes:
what a screen says and what is done cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from wayforward.core.access.rules import Role
from wayforward.core.workflow.table import Guard, Open, Transition, Workflow

F = TypeVar("F")


class Kind(StrEnum):
    """What kind of reason closes a step."""

    STATE = "state"  # it does not lead away from here
    ROLE = "role"
    PARTY = "party"
    APART = "apart"  # the same person took a step that this one must be kept apart from
    OPEN = "open"  # a guard found something open


@dataclass(frozen=True, slots=True)
class Why:
    """One reason why a step is closed.

    `key` names what it is about: the state, the step taken, the sentence of a guard. `who` are the
    roles that could go on; `parties` the kinds of party. `reason`: why steps are kept apart, in
    each language.
    """

    kind: Kind
    key: str = ""
    who: frozenset[Role] = frozenset()
    parties: frozenset[str] = frozenset()
    provision: str = ""
    detail: str = ""
    reason: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken on the thing, by which account; None: by the product itself."""

    step: str
    account: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Where a thing stands and who looks at it."""

    state: str
    roles: frozenset[Role] = frozenset()
    party: str = ""  # the kind of party looked at it for
    account: int | None = None
    by_itself: bool = False  # the product, when a time has come
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer(Generic[F]):
    """A step that leads away from here; open where no reason stands against it."""

    step: Transition[F]
    why_not: tuple[Why, ...]

    @property
    def open(self) -> bool:
        """Whether it can be taken now."""
        return not self.why_not


def offers(workflow: Workflow[F], now: Situation, facts: F) -> tuple[Offer[F], ...]:
    """Every step that leads away from here, in the order of the table, open or with reasons."""
    return tuple(
        Offer(step, reasons_against(workflow, step, now, facts))
        for step in workflow.leaving(now.state)
    )


def reasons_against(
    workflow: Workflow[F], step: Transition[F], now: Situation, facts: F
) -> tuple[Why, ...]:
    """Every reason at once why this step cannot be taken by this actor now; none: it can.

    Guards are asked only where the step leads away from here: elsewhere their answer means nothing.
    """
    if now.state not in step.sources:
        return (Why(Kind.STATE, key=now.state),)
    return (
        *_of_rights(step, now),
        *_of_separation(workflow, step, now),
        *(_of_guard(one) for one in _still_open(step.guards, facts)),
    )


def _of_rights(step: Transition[F], now: Situation) -> Iterator[Why]:
    if now.by_itself:
        if not step.by_itself:
            yield Why(Kind.ROLE, who=step.roles)
        return
    if not now.roles & step.roles:
        yield Why(Kind.ROLE, who=step.roles)
    if step.parties and now.party not in step.parties:
        yield Why(Kind.PARTY, parties=step.parties)


def _of_separation(workflow: Workflow[F], step: Transition[F], now: Situation) -> Iterator[Why]:
    """Whoever took one step may not take the other, however long ago and in whichever role."""
    if now.account is None:
        return
    mine = {one.step for one in now.taken if one.account == now.account}
    for apart in workflow.apart:
        if step.name not in apart.steps:
            continue
        for other in sorted((apart.steps - {step.name}) & mine):
            yield Why(
                Kind.APART,
                key=other,
                who=step.roles,
                provision=apart.citation,
                reason=apart.reason,
            )


def _still_open(guards: Iterable[Guard[F]], facts: F) -> Iterator[Open]:
    for guard in guards:
        yield from guard.open(facts)


def _of_guard(found: Open) -> Why:
    return Why(Kind.OPEN, found.key, found.closed_by, frozenset(), found.provision, found.detail)
