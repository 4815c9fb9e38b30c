"""Who may take which step: exhaustively, and every closed step says why in three languages."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.workflow.expected import ISSUERS, JUDGE, JUDGEMENT, REVIEW

from wayforward.core.access.rules import Role
from wayforward.core.workflow.registry import declared, words_of
from wayforward.core.workflow.rules import (
    Kind,
    Situation,
    Taken,
    Why,
    offers,
    reasons_against,
)
from wayforward.core.workflow.table import NOWHERE
from wayforward.core.workflow.tables.document_review import DOCUMENT_REVIEW, ReviewFacts
from wayforward.core.workflow.tables.identity_judgement import (
    IDENTITY_JUDGEMENT,
    JudgementFacts,
)
from wayforward.core.workflow.words import LANGUAGES, sentence
from wayforward.testing.workflows import expect, wrong_offers, wrong_refusals

GROUNDS = JudgementFacts(reason="both tazkiras seen")


def test_review_every_state_role_and_step_is_as_written_down_here() -> None:
    facts = ReviewFacts(reason="sent twice")

    assert wrong_offers(DOCUMENT_REVIEW, REVIEW, facts) == []
    assert wrong_refusals(DOCUMENT_REVIEW, facts) == []


def test_judgement_every_state_role_and_step_is_as_written_down_here() -> None:
    assert wrong_offers(IDENTITY_JUDGEMENT, JUDGEMENT, GROUNDS) == []
    assert wrong_refusals(IDENTITY_JUDGEMENT, GROUNDS) == []


def test_the_exhaustive_test_sees_a_difference() -> None:
    wider = {**REVIEW, "issue": expect("draft", "issued", *ISSUERS, Role.AUDITOR)}

    [wrong] = wrong_offers(DOCUMENT_REVIEW, wider, ReviewFacts(reason="x"))

    assert wrong.startswith("draft, auditor:")


def test_whoever_judged_does_not_confirm_nor_the_other_way_round() -> None:
    judge, confirm = (IDENTITY_JUDGEMENT.transition(name) for name in ("judge", "confirm"))

    def against(state: str, step: object, *taken: Taken) -> list[str]:
        now = Situation(state=state, roles=frozenset({JUDGE}), account=7, taken=taken)
        found = judge if step == "judge" else confirm
        return [why.kind.value for why in reasons_against(IDENTITY_JUDGEMENT, found, now, GROUNDS)]

    assert against("judged", "confirm", Taken("judge", 7)) == ["apart"]
    assert against("judged", "confirm", Taken("judge", 8)) == []
    assert against("judged", "confirm", Taken("suggest", 7), Taken("judge", 8)) == []
    # Judged once, sent back, judged by another: the first judge still has a part in it.
    assert against("judged", "confirm", Taken("judge", 7), Taken("judge", 8)) == ["apart"]


ANY_FACTS = {"document_review": ReviewFacts(reason="x"), "identity_judgement": GROUNDS}
KEPT_APART = [
    (one.workflow, step, other)
    for one in declared().values()
    for apart in one.workflow.apart
    for step, other in permutations(sorted(apart.steps), 2)
]


@pytest.mark.parametrize(
    ("workflow", "step", "other"), KEPT_APART, ids=lambda one: getattr(one, "name", one)
)
def test_no_path_by_one_person_through_two_steps_kept_apart(workflow, step, other) -> None:
    found = workflow.transition(step)

    def against(by: int) -> set[Kind]:
        now = Situation(
            state=found.sources[0], roles=found.roles, account=7, taken=(Taken(other, by),)
        )
        reasons = reasons_against(workflow, found, now, ANY_FACTS[workflow.name])
        return {why.kind for why in reasons}

    assert Kind.APART in against(7)
    assert Kind.APART not in against(8)


def test_every_reason_is_given_at_once() -> None:
    now = Situation(state="judged", roles=frozenset({Role.AUDITOR}), account=7,
                    taken=(Taken("judge", 7),))  # fmt: skip
    facts = JudgementFacts(unexplained=("birth year", "father's name"))

    found = reasons_against(
        IDENTITY_JUDGEMENT, IDENTITY_JUDGEMENT.transition("confirm"), now, facts
    )

    assert [(why.kind, why.key) for why in found] == [
        (Kind.ROLE, ""),
        (Kind.APART, "judge"),
        (Kind.OPEN, "no_grounds"),
        (Kind.OPEN, "unexplained"),
    ]
    assert all(why.provision for why in found[1:])


def test_a_step_from_elsewhere_is_closed_by_the_state_alone() -> None:
    step = IDENTITY_JUDGEMENT.transition("confirm")

    found = reasons_against(IDENTITY_JUDGEMENT, step, Situation(state="reversed"), JudgementFacts())

    assert found == (Why(Kind.STATE, key="reversed"),)


ROLES = st.frozensets(st.sampled_from(list(Role)), max_size=4)
STATES = st.sampled_from([NOWHERE, *(one.name for one in IDENTITY_JUDGEMENT.states)])
TAKEN = st.lists(
    st.builds(
        Taken,
        st.sampled_from([one.name for one in IDENTITY_JUDGEMENT.transitions]),
        st.sampled_from([None, 1, 2]),
    ),
    max_size=4,
).map(tuple)
FACTS = st.builds(
    JudgementFacts, reason=st.sampled_from(["", "seen"]), unexplained=st.sampled_from([(), ("x",)])
)


@given(STATES, ROLES, ROLES, TAKEN, FACTS)
def test_one_role_more_never_closes_a_step(
    state: str, roles: frozenset[Role], more: frozenset[Role], taken: tuple[Taken, ...],
    facts: JudgementFacts,
) -> None:  # fmt: skip
    def opened(held: frozenset[Role]) -> set[str]:
        now = Situation(state=state, roles=held, account=1, taken=taken)
        return {one.step.name for one in offers(IDENTITY_JUDGEMENT, now, facts) if one.open}

    assert opened(roles) <= opened(roles | more)


@given(STATES, ROLES, TAKEN, FACTS)
def test_no_history_lets_one_person_judge_and_confirm(
    state: str, roles: frozenset[Role], taken: tuple[Taken, ...], facts: JudgementFacts
) -> None:
    now = Situation(state=state, roles=roles, account=1, taken=taken)
    mine = {one.step for one in taken if one.account == 1}

    opened = {one.step.name for one in offers(IDENTITY_JUDGEMENT, now, facts) if one.open}

    assert not ("judge" in mine and "confirm" in opened)
    assert not ("confirm" in mine and "judge" in opened)


@given(STATES, ROLES, TAKEN, FACTS, st.sampled_from(LANGUAGES))
def test_every_closed_step_says_why_in_words(
    state: str, roles: frozenset[Role], taken: tuple[Taken, ...], facts: JudgementFacts,
    language: str,
) -> None:  # fmt: skip
    now = Situation(state=state, roles=roles, account=1, taken=taken)
    words = words_of(IDENTITY_JUDGEMENT)

    for offer in offers(IDENTITY_JUDGEMENT, now, facts):
        for why in offer.why_not:
            said = sentence(why, words, language, role_name=str)
            assert said
            assert "{" not in said


def test_every_table_has_its_words_and_every_word_its_table() -> None:
    assert {"document_review", "identity_judgement"} <= set(declared())
