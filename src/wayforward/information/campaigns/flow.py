"""The way of a campaign: written, handed in, signed by both sides, run, ended. Pure table.

An edit of what was handed in takes it back to a draft, and with it every signature.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wayforward.core.access.duties import duties
from wayforward.core.access.rules import Role
from wayforward.core.workflow.registry import declare
from wayforward.core.workflow.table import NOWHERE, Guard, Open, State, Transition, Workflow
from wayforward.information.campaigns.rules import State as At

WRITERS = frozenset({Role.CAMPAIGN_OFFICER, Role.OPERATOR})
SIGNERS = frozenset({Role.CAMPAIGN_OFFICER, Role.HEAD_OF_DELEGATION})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards look at."""

    lacking: tuple[str, ...] = ()  # parts of the chain, as words for a reader
    not_given_out: tuple[str, ...] = ()  # materials whose texts are not published
    side: str = ""  # of the reader's party
    signed: frozenset[str] = frozenset()  # sides that stand for this revision
    over: bool = False  # its last day is past
    reason: str = ""


def _incomplete(facts: Facts) -> Iterator[Open]:
    if facts.lacking:
        yield Open("incomplete", WRITERS, "", "; ".join(facts.lacking))


def _untrue(facts: Facts) -> Iterator[Open]:
    if facts.not_given_out:
        held = frozenset({Role.EDITOR, Role.TRANSLATOR, Role.NATIVE_READER})
        yield Open("texts_not_published", held, "", "; ".join(facts.not_given_out))


def _no_side(facts: Facts) -> Iterator[Open]:
    if not facts.side:
        yield Open("not_a_side", SIGNERS, "")
    elif facts.side in facts.signed:
        yield Open("side_has_signed", SIGNERS, "")


def _over(facts: Facts) -> Iterator[Open]:
    if facts.over:
        yield Open("over", WRITERS, "")


def _unexplained(facts: Facts) -> Iterator[Open]:
    if not facts.reason.strip():
        yield Open("no_reason", WRITERS | SIGNERS, "")


WHOLE = Guard("whole", frozenset({"incomplete"}), _incomplete)
TRUE = Guard("true", frozenset({"texts_not_published"}), _untrue)
OWN_SIDE = Guard("own_side", frozenset({"not_a_side", "side_has_signed"}), _no_side)
IN_TIME = Guard("in_time", frozenset({"over"}), _over)
EXPLAINED = Guard("explained", frozenset({"no_reason"}), _unexplained)

CAMPAIGN: Workflow[Facts] = declare(
    Workflow(
        name="campaign",
        states=tuple(State(one.value) for one in At),
        transitions=(
            Transition(
                name="plan", sources=(NOWHERE,), target=At.DRAFT, roles=WRITERS, by_itself=True
            ),
            Transition(
                name="hand_in",
                sources=(At.DRAFT,),
                target=At.HANDED_IN,
                roles=WRITERS,
                guards=(WHOLE,),
                undone_by="send_back",
            ),
            Transition(
                name="sign_first",
                sources=(At.HANDED_IN,),
                target=At.HALF_SIGNED,
                roles=SIGNERS,
                guards=(OWN_SIDE,),
                undone_by="send_back",
            ),
            Transition(
                name="sign_second",
                sources=(At.HALF_SIGNED,),
                target=At.SIGNED,
                roles=SIGNERS,
                guards=(OWN_SIDE,),
                undone_by="send_back",
            ),
            Transition(
                name="send_back",
                sources=(At.HANDED_IN, At.HALF_SIGNED, At.SIGNED),
                target=At.DRAFT,
                roles=WRITERS | SIGNERS,
                guards=(EXPLAINED,),
            ),
            Transition(
                name="start",
                sources=(At.SIGNED,),
                target=At.RUNNING,
                roles=WRITERS,
                guards=(TRUE, IN_TIME),
                undone_by="pause",
            ),
            Transition(
                name="pause",
                sources=(At.RUNNING,),
                target=At.PAUSED,
                roles=WRITERS | SIGNERS,
                guards=(EXPLAINED,),
                undone_by="resume",
            ),
            Transition(
                name="resume",
                sources=(At.PAUSED,),
                target=At.RUNNING,
                roles=WRITERS,
                guards=(TRUE, IN_TIME),
                undone_by="pause",
            ),
            Transition(
                name="end",
                sources=(At.RUNNING, At.PAUSED),
                target=At.ENDED,
                roles=WRITERS,
                undone_by="reopen",
            ),
            Transition(
                name="reopen",
                sources=(At.PAUSED, At.ENDED),
                target=At.DRAFT,
                roles=WRITERS,
                guards=(EXPLAINED,),
            ),
        ),
        apart=duties().by_two_people["campaign"],
    ),
    words=Path(__file__).with_suffix(".yaml"),
)
