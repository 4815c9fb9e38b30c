"""A letter or report: written, issued by somebody else, withdrawn. Once issued, it is never edited.

What is wrong in an issued document is put right by withdrawing it and issuing another: whoever has
the paper in hand must be able to learn that it no longer holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wayforward.core.access.duties import duties
from wayforward.core.access.rules import Role
from wayforward.core.workflow.registry import declare
from wayforward.core.workflow.table import (
    NOWHERE,
    Effect,
    EffectKind,
    Guard,
    Open,
    State,
    Transition,
    Workflow,
)

WRITERS = frozenset(
    {
        Role.RETURN_CASE_OFFICER,
        Role.CONSULAR_OFFICER,
        Role.REINTEGRATION_COUNSELLOR,
        Role.SECRETARIAT,
        Role.DATA_PROTECTION_OFFICER,
    }
)
ISSUERS = WRITERS | {Role.HEAD_OF_DELEGATION}
_ACCURATE = "GDPR Art. 5(1)(d)"
_ACCOUNTABLE = "GDPR Art. 5(2)"


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What the guards look at: fields without a value, and why the step is taken."""

    missing: tuple[str, ...] = ()
    reason: str = ""


def _incomplete(facts: ReviewFacts) -> Iterator[Open]:
    if facts.missing:
        yield Open("incomplete", WRITERS, _ACCURATE, ", ".join(facts.missing))


def _unexplained(facts: ReviewFacts) -> Iterator[Open]:
    if not facts.reason.strip():
        yield Open("no_reason", ISSUERS, _ACCOUNTABLE)


COMPLETE = Guard("complete", frozenset({"incomplete"}), _incomplete)
EXPLAINED = Guard("explained", frozenset({"no_reason"}), _unexplained)

DOCUMENT_REVIEW: Workflow[ReviewFacts] = declare(
    Workflow(
        name="document_review",
        states=(State("draft"), State("issued"), State("withdrawn", final=True)),
        transitions=(
            Transition(name="write", sources=(NOWHERE,), target="draft", roles=WRITERS),
            Transition(
                name="issue",
                sources=("draft",),
                target="issued",
                roles=ISSUERS,
                guards=(COMPLETE,),
                effects=(Effect(EffectKind.ACTION, "set_in_print"),),
                undone_by="withdraw",
            ),
            Transition(
                name="withdraw",
                sources=("draft", "issued"),
                target="withdrawn",
                roles=ISSUERS,
                guards=(EXPLAINED,),
            ),
        ),
        apart=duties().by_two_people["document_review"],
    ),
    words=Path(__file__).with_suffix(".yaml"),
)
