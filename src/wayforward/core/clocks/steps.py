"""What can be done with a clock as it stands, and why not. Pure.

Actions refuse with what stands here, and the desk closes its buttons with the same: they agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wayforward.core.clocks.reasons import Reason
from wayforward.core.clocks.refusals import (
    ClockRefusedError,
    ClockSettledError,
    NotSettledError,
    NotSuspendableError,
    NotSuspendedError,
)
from wayforward.core.clocks.rules import OPEN, UNSETTLED, State


class Step(StrEnum):
    """What people do with a clock that was started, in the order in which the desk offers it."""

    MEET = "meet"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    SHORTEN = "shorten"
    CANCEL = "cancel"
    RECOMPUTE = "recompute"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Standing:
    """A clock as far as it decides what can be done; `held`: reasons for which it stands still."""

    state: State
    kind: str
    suspendable: bool
    held: frozenset[Reason] = frozenset()


def why_not(step: Step, one: Standing) -> ClockRefusedError | None:
    """The refusal that closes a step; None where it is open."""
    if step is Step.REOPEN:
        return NotSettledError() if one.state in UNSETTLED else None
    states = UNSETTLED if step in (Step.MEET, Step.CANCEL, Step.RECOMPUTE) else OPEN
    if one.state not in states:
        return ClockSettledError(one.state)
    if step is Step.SUSPEND and not one.suspendable:
        return NotSuspendableError(one.kind)
    if step is Step.RESUME and not one.held:
        return NotSuspendedError()
    return None
