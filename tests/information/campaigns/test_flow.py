"""The way of a campaign: every state, role and step; who may is written down a second time."""

from __future__ import annotations

from importlib import import_module

from wayforward.core.access.rules import Role
from wayforward.core.workflow.rules import Situation, Taken, reasons_against
from wayforward.information.campaigns.flow import CAMPAIGN, Facts
from wayforward.information.campaigns.rules import NEED_SIGNATURES, State
from wayforward.testing.workflows import ITSELF, expect, wrong_offers, wrong_refusals

WRITERS = (Role.CAMPAIGN_OFFICER, Role.OPERATOR)
SIGNERS = (Role.CAMPAIGN_OFFICER, Role.HEAD_OF_DELEGATION)
EXPECTED = {
    "plan": expect("", "draft", *WRITERS, ITSELF),
    "hand_in": expect("draft", "handed_in", *WRITERS),
    "sign_first": expect("handed_in", "half_signed", *SIGNERS),
    "sign_second": expect("half_signed", "signed", *SIGNERS),
    "send_back": expect("handed_in half_signed signed", "draft", *WRITERS, *SIGNERS),
    "start": expect("signed", "running", *WRITERS),
    "pause": expect("running", "paused", *WRITERS, *SIGNERS),
    "resume": expect("paused", "running", *WRITERS),
    "end": expect("running paused", "ended", *WRITERS),
    "reopen": expect("paused ended", "draft", *WRITERS),
}
ALL_CLOSED = Facts(side="partner", reason="because")


def test_each_step_is_open_to_its_roles_alone_in_every_state() -> None:
    assert wrong_offers(CAMPAIGN, EXPECTED, ALL_CLOSED) == []
    assert wrong_refusals(CAMPAIGN, ALL_CLOSED) == []


def test_no_way_leads_to_running_past_a_signed_state() -> None:
    entries = {
        source for source, target, _step in CAMPAIGN.moves() if target in NEED_SIGNATURES
    } - set(NEED_SIGNATURES)
    assert entries == {State.HALF_SIGNED}


def test_each_guard_names_what_is_open() -> None:
    def keys(step: str, facts: Facts) -> list[str]:
        found = CAMPAIGN.transition(step)
        now = Situation(state=found.sources[0], roles=found.roles)
        return [why.key for why in reasons_against(CAMPAIGN, found, now, facts)]

    assert keys("hand_in", Facts(lacking=("a budget",))) == ["incomplete"]
    assert keys("sign_first", Facts()) == ["not_a_side"]
    assert keys("sign_second", Facts(side="partner", signed=frozenset({"partner"}))) == [
        "side_has_signed"
    ]
    assert keys("start", Facts(not_given_out=("leaflet",), over=True)) == [
        "texts_not_published", "over",
    ]  # fmt: skip
    assert keys("send_back", Facts()) == keys("pause", Facts(reason=" ")) == ["no_reason"]


def test_one_person_signs_once() -> None:
    found = CAMPAIGN.transition("sign_second")
    taken = (Taken("sign_first", 7),)
    now = Situation(state="half_signed", roles=found.roles, account=7, taken=taken)
    assert [why.kind.value for why in reasons_against(CAMPAIGN, found, now, ALL_CLOSED)] == [
        "apart"
    ]


def test_the_database_lets_the_moves_of_the_table_alone_through() -> None:
    frozen = import_module("wayforward.information.migrations.0017_campaigns").MOVES
    assert set(frozen) == {f"{source}>{target}" for source, target, _step in CAMPAIGN.moves()}
