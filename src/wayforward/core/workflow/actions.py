"""The only place that changes a state: `begin` for a new thing, `move` for one that stands."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction

from wayforward.core.access.context import Acting, acting
from wayforward.core.access.rules import ITSELF
from wayforward.core.audit.actions import record
from wayforward.core.parties.models import Party
from wayforward.core.workflow.effects import handler_of
from wayforward.core.workflow.models import Moving, WorkflowStep
from wayforward.core.workflow.queries import steps_of
from wayforward.core.workflow.rules import Situation, Taken, Why, reasons_against
from wayforward.core.workflow.table import NOWHERE, EffectKind, Transition, Workflow

M = TypeVar("M", bound=Moving)


class MovedMeanwhileError(RuntimeError):
    """Somebody took a step since the reader looked; nothing was written. Look again and decide."""


class StepClosedError(PermissionError):
    """The step cannot be taken now; `why_not` has every reason."""

    def __init__(self, step: str, why_not: tuple[Why, ...]) -> None:
        """Keeps the reasons for the screen."""
        said = ", ".join(f"{why.kind} {why.key}".strip() for why in why_not)
        super().__init__(f"The step {step} is closed: {said}.")
        self.step, self.why_not = step, why_not


@transaction.atomic
def begin(*, thing: M, step: str, facts: Any, reason: str = "") -> M:
    """Save a new thing in the state its first step leads to. Raises StepClosedError."""
    now = _situation(acting(), NOWHERE, ())
    taken = _open(thing.workflow, step, now, facts)
    thing.state = taken.target
    thing.save(force_insert=True)
    _done(thing, taken, NOWHERE, reason)
    return thing


@transaction.atomic
def move(*, thing: M, step: str, version: int, facts: Any, reason: str = "") -> M:
    """Take a step on a thing that the reader saw at `version`; the thing as it is then.

    `facts` are what the guards of its table look at. Raises MovedMeanwhileError or StepClosedError;
    then nothing was written.
    """
    held = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    if held.version != version:
        raise MovedMeanwhileError("Somebody took a step meanwhile: look again, then decide.")
    before = held.state
    taken = _open(held.workflow, step, situation(held), facts)
    held.state, held.version = taken.target, version + 1
    held.save(update_fields=["state", "version"])
    _done(held, taken, before, reason)
    return held


def situation(thing: Moving) -> Situation:
    """Where a thing stands and who looks at it now, for `rules.offers`."""
    taken = tuple(Taken(one.step, one.account_id) for one in steps_of(thing))
    return _situation(acting(), thing.state, taken)


def _situation(one: Acting, state: str, taken: tuple[Taken, ...]) -> Situation:
    party = Party.objects.filter(pk=one.party).first() if one.party else None
    return Situation(
        state=state,
        roles=one.actor.roles,
        party=party.kind if party else "",
        account=one.account,
        by_itself=one.account is None and one.actor.name == ITSELF.name,
        taken=taken,
    )


def _open(workflow: Workflow[Any], step: str, now: Situation, facts: Any) -> Transition[Any]:
    wanted = workflow.transition(step)
    if why_not := reasons_against(workflow, wanted, now, facts):
        raise StepClosedError(step, why_not)
    return wanted


def _done(thing: Moving, step: Transition[Any], before: str, reason: str) -> None:
    """Keep the step, tell the log, set its effects going."""
    one = acting()
    WorkflowStep.objects.create(
        party_id=thing.party_id,
        kept_class=kept_class(thing),
        workflow=thing.workflow.name,
        table=thing._meta.db_table,
        row=thing.pk,
        version=thing.version,
        step=step.name,
        source=before,
        target=step.target,
        account_id=one.account,
        reason=reason,
    )
    _tell(thing, f"{thing.workflow.name} {step.name}", before)
    for effect in step.effects:
        if effect.kind is EffectKind.EVENT:
            _tell(thing, effect.name, before)
        else:
            handler_of(effect)(thing)


def _tell(thing: Moving, name: str, before: str) -> None:
    """The log is read by more people than the thing: the reason stays with the step."""
    record(
        stream="workflow",
        name=name,
        subject=f"{thing._meta.db_table} {thing.pk}",
        actor=acting().actor.name,
        before=before,
        state=thing.state,
    )


def kept_class(thing: Moving) -> str:
    """The data class of one thing: its own where rows differ, else that of its table."""
    return str(getattr(thing, "kept_class", thing.data_class.value))
