"""Who may take which step: exhaustively, and every closed step says why in three languages."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.workflow.expected import ISSUERS, REVIEW

from wayforward.core.access.duties import duties
from wayforward.core.access.rules import Role
from wayforward.core.parties.models import PartyKind
from wayforward.core.workflow.registry import declared, words_of
from wayforward.core.workflow.rules import (
    Kind,
    Situation,
    Taken,
    Why,
    offers,
    reasons_against,
)
from wayforward.core.workflow.table import NOWHERE, State, Transition, Workflow
from wayforward.core.workflow.tables.document_review import DOCUMENT_REVIEW, ReviewFacts
from wayforward.core.workflow.words import LANGUAGES, sentence
from wayforward.information.campaigns.flow import Facts as CampaignFacts
from wayforward.testing.workflows import ITSELF, expect, wrong_offers, wrong_refusals

ISSUE = DOCUMENT_REVIEW.transition("issue")
WHY = ReviewFacts(reason="sent twice")
OFFICER = frozenset({Role.RETURN_CASE_OFFICER})
EXPIRY: Workflow[None] = Workflow(
    name="expiry",
    states=(State("open"), State("over", final=True)),
    transitions=(
        Transition(
            name="begin",
            sources=(NOWHERE,),
            target="open",
            roles=frozenset({Role.SECRETARIAT}),
            parties=frozenset({PartyKind.EU_INSTITUTION.value}),
        ),
        Transition(name="expire", sources=("open",), target="over", by_itself=True),
    ),
)


def test_review_every_state_role_and_step_is_as_written_down_here() -> None:
    assert wrong_offers(DOCUMENT_REVIEW, REVIEW, WHY) == []
    assert wrong_refusals(DOCUMENT_REVIEW, WHY) == []


def test_what_comes_with_time_is_taken_by_the_product_and_by_nobody_else() -> None:
    expected = {"begin": expect("", "open"), "expire": expect("open", "over", ITSELF)}

    assert wrong_offers(EXPIRY, expected, None) == []


def test_a_step_of_one_kind_of_party_is_closed_to_others_and_says_so() -> None:
    def against(party: str) -> list[Why]:
        now = Situation(state=NOWHERE, roles=frozenset({Role.SECRETARIAT}), party=party)
        return list(reasons_against(EXPIRY, EXPIRY.transition("begin"), now, None))

    assert against("eu_institution") == []
    assert against("oversight_body") == [Why(Kind.PARTY, parties=frozenset({"eu_institution"}))]


def test_the_exhaustive_test_sees_a_difference() -> None:
    wider = {**REVIEW, "issue": expect("draft", "issued", *ISSUERS, Role.AUDITOR)}

    [wrong] = wrong_offers(DOCUMENT_REVIEW, wider, ReviewFacts(reason="x"))

    assert wrong.startswith("draft, auditor:")


def test_whoever_wrote_does_not_issue_however_long_ago() -> None:
    def against(*taken: Taken) -> list[str]:
        now = Situation(state="draft", roles=OFFICER, account=7, taken=taken)
        return [why.kind.value for why in reasons_against(DOCUMENT_REVIEW, ISSUE, now, WHY)]

    assert against(Taken("write", 7)) == ["apart"]
    assert against(Taken("write", 8)) == []
    assert against(Taken("withdraw", 7), Taken("write", 8)) == []
    # Taken twice, the last time by another: the first one still has a part in it.
    assert against(Taken("write", 7), Taken("write", 8)) == ["apart"]


ANY_FACTS = {"document_review": ReviewFacts(reason="x"), "campaign": CampaignFacts(reason="x")}
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
    now = Situation(state="draft", roles=frozenset({Role.AUDITOR}), account=7,
                    taken=(Taken("write", 7),))  # fmt: skip
    facts = ReviewFacts(missing=("birth year", "father's name"))

    found = reasons_against(DOCUMENT_REVIEW, ISSUE, now, facts)

    assert [(why.kind, why.key) for why in found] == [
        (Kind.ROLE, ""),
        (Kind.APART, "write"),
        (Kind.OPEN, "incomplete"),
    ]
    assert all(why.provision for why in found[1:])


def test_a_step_from_elsewhere_is_closed_by_the_state_alone() -> None:
    found = reasons_against(DOCUMENT_REVIEW, ISSUE, Situation(state="withdrawn"), ReviewFacts())

    assert found == (Why(Kind.STATE, key="withdrawn"),)


ROLES = st.frozensets(st.sampled_from(list(Role)), max_size=4)
STATES = st.sampled_from([NOWHERE, *(one.name for one in DOCUMENT_REVIEW.states)])
TAKEN = st.lists(
    st.builds(
        Taken,
        st.sampled_from([one.name for one in DOCUMENT_REVIEW.transitions]),
        st.sampled_from([None, 1, 2]),
    ),
    max_size=4,
).map(tuple)
FACTS = st.builds(
    ReviewFacts, reason=st.sampled_from(["", "seen"]), missing=st.sampled_from([(), ("x",)])
)


@given(STATES, ROLES, ROLES, TAKEN, FACTS)
def test_one_role_more_never_closes_a_step(
    state: str, roles: frozenset[Role], more: frozenset[Role], taken: tuple[Taken, ...],
    facts: ReviewFacts,
) -> None:  # fmt: skip
    def opened(held: frozenset[Role]) -> set[str]:
        now = Situation(state=state, roles=held, account=1, taken=taken)
        return {one.step.name for one in offers(DOCUMENT_REVIEW, now, facts) if one.open}

    assert opened(roles) <= opened(roles | more)


@given(STATES, ROLES, TAKEN, FACTS)
def test_no_history_lets_one_person_take_two_steps_kept_apart(
    state: str, roles: frozenset[Role], taken: tuple[Taken, ...], facts: ReviewFacts
) -> None:
    now = Situation(state=state, roles=roles, account=1, taken=taken)
    mine = {one.step for one in taken if one.account == 1}

    opened = {one.step.name for one in offers(DOCUMENT_REVIEW, now, facts) if one.open}

    for apart in DOCUMENT_REVIEW.apart:
        assert all(not (apart.steps - {step}) & mine for step in opened & apart.steps)


@given(STATES, ROLES, TAKEN, FACTS, st.sampled_from(LANGUAGES))
def test_every_closed_step_says_why_in_words(
    state: str, roles: frozenset[Role], taken: tuple[Taken, ...], facts: ReviewFacts,
    language: str,
) -> None:  # fmt: skip
    now = Situation(state=state, roles=roles, account=1, taken=taken)
    words = words_of(DOCUMENT_REVIEW)

    for offer in offers(DOCUMENT_REVIEW, now, facts):
        for why in offer.why_not:
            said = sentence(why, words, language, role_name=str)
            assert said
            assert "{" not in said
            assert why.reason.get(language, "") in said


def test_duties_name_only_steps_that_a_table_has_and_the_table_keeps_them() -> None:
    pairs = duties().by_two_people

    for workflow, apart in pairs.items():
        # A table that keeps apart what is no step of it is refused when it is made.
        assert declared()[workflow].workflow.apart == apart
        assert all(set(one.reason) == set(LANGUAGES) and one.citation for one in apart)
    assert {name for name, one in declared().items() if one.workflow.apart} == set(pairs)
