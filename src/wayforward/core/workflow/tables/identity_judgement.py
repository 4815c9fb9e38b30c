"""Whether two records are one person: suggested, judged by one, confirmed by a second, reversible.

A machine may suggest; only people judge, and never one alone. A judgement that two records are
different persons takes the same way: it is remembered, so that nobody is suggested again and again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wayforward.core.access.rules import Role
from wayforward.core.workflow.registry import declare
from wayforward.core.workflow.table import (
    NOWHERE,
    Apart,
    Effect,
    EffectKind,
    Guard,
    Open,
    State,
    Transition,
    Workflow,
)

JUDGES = frozenset({Role.IDENTITY_ADJUDICATOR})
REVERSERS = JUDGES | {Role.DATA_PROTECTION_OFFICER}
_ACCURATE = "GDPR Art. 5(1)(d)"
_PEOPLE_DECIDE = "GDPR Art. 22"
_PUT_RIGHT = "GDPR Art. 16"


@dataclass(frozen=True, slots=True)
class JudgementFacts:
    """What the guards look at.

    `unexplained` names what speaks against the verdict and has no explanation yet; `reason` is why
    the step is taken.
    """

    reason: str = ""
    unexplained: tuple[str, ...] = ()


def _no_grounds(facts: JudgementFacts) -> Iterator[Open]:
    if not facts.reason.strip():
        yield Open("no_grounds", REVERSERS, _PEOPLE_DECIDE)


def _against(facts: JudgementFacts) -> Iterator[Open]:
    if facts.unexplained:
        yield Open("unexplained", JUDGES, _ACCURATE, ", ".join(facts.unexplained))


GROUNDS = Guard("grounds given", frozenset({"no_grounds"}), _no_grounds)
EXPLAINED = Guard("contradictions explained", frozenset({"unexplained"}), _against)

IDENTITY_JUDGEMENT: Workflow[JudgementFacts] = declare(
    Workflow(
        name="identity_judgement",
        states=(
            State("suggested"),
            State("judged"),
            State("confirmed"),
            State("reversed", final=True),
        ),
        transitions=(
            Transition(
                name="suggest",
                sources=(NOWHERE,),
                target="suggested",
                roles=JUDGES,
                by_itself=True,
            ),
            Transition(
                name="judge",
                sources=("suggested",),
                target="judged",
                roles=JUDGES,
                guards=(GROUNDS, EXPLAINED),
                undone_by="send_back",
            ),
            Transition(
                name="send_back",
                sources=("judged",),
                target="suggested",
                roles=JUDGES,
                guards=(GROUNDS,),
            ),
            Transition(
                name="confirm",
                sources=("judged",),
                target="confirmed",
                roles=JUDGES,
                guards=(GROUNDS, EXPLAINED),
                undone_by="reverse",
            ),
            Transition(
                name="reverse",
                sources=("confirmed",),
                target="reversed",
                roles=REVERSERS,
                guards=(GROUNDS,),
                effects=(Effect(EffectKind.EVENT, "identity judgement reversed"),),
            ),
        ),
        apart=(Apart(frozenset({"judge", "confirm"}), f"{_PEOPLE_DECIDE}, {_PUT_RIGHT}"),),
    ),
    words=Path(__file__).with_suffix(".yaml"),
)
