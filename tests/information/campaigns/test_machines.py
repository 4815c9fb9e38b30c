"""Campaigns by command line and by program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from tests.information.campaigns.making import KEY, OFFICER, Made, whole
from tests.information.cards.making import SAID, import_page

from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.campaigns import withdrawing_actions
from wayforward.information.campaigns.cli import campaigns
from wayforward.information.campaigns.rules import State
from wayforward.testing.staff import PASSWORD, add_app, code_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(tmp_path: Path) -> Made:
    load_rule_sets()
    return whole(import_page(tmp_path, "01", *SAID))


def _run(*args: str) -> str:
    done = CliRunner().invoke(campaigns, args)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output


def test_command_line_lists_shows_and_names_what_is_missing(made: Made) -> None:
    assert f"{KEY}: What an appeal is (draft" in _run("list")
    assert json.loads(_run("list", "--state", "running", "--json")) == []
    shown = json.loads(_run("show", KEY, "--json"))
    assert (shown["budget"]["left"], shown["lacks"]) == ("1550.00", [])
    assert "against appeals-are-never-read" in _run("show", KEY)
    assert "There is no campaign 'x'" in _run("show", "x")
    [leaflet] = json.loads(_run("materials", KEY, "--json"))
    assert (leaflet["standing"], leaflet["placements"][0]["cost"]) == ("good", "450.00")
    assert "1 materials." in _run("materials", KEY)


def test_at_the_terminal_each_side_signs_with_its_own_proof(made: Made) -> None:
    made.step("hand_in")
    keys = {one: add_app(one.user) for one in (made.here, made.there)}
    wrong = ["sign", KEY, "--account", "officer-here", "--password", PASSWORD, "--code", "000000"]
    assert "do not belong together" in _run(*wrong)
    assert "both sides" not in _run("start", KEY)
    for one in (made.here, made.there):
        args = ["--account", str(one), "--password", PASSWORD, "--code", code_of(keys[one])]
        assert KEY in _run("sign", KEY, *args)
    assert made.now().state == State.SIGNED
    assert json.loads(_run("start", KEY, "--json"))["state"] == "running"
    assert "(ended" in _run("end", KEY)
    assert "not possible while it stands at" in _run("end", KEY)


def test_by_program_a_campaign_is_there_once_it_runs_without_money_or_names(
    client: Client, made: Made
) -> None:
    assert client.get("/api/v1/campaigns").json() == []
    assert client.get(f"/api/v1/campaigns/{KEY}").status_code == 404
    made.running()

    [line] = client.get("/api/v1/campaigns").json()
    assert line["state"] == "running"
    answer = client.get(f"/api/v1/campaigns/{KEY}")
    [leaflet] = answer.json()["materials"]
    assert (leaflet["in_doubt"], leaflet["words"][0]) == (False, "You may appeal.")
    assert leaflet["sources"] == ["https://asylum.example.org/appeal"]
    text = answer.content.decode()
    assert not [word for word in ("450", "1200", "officer-here", "head-there") if word in text]


def test_by_program_doubt_and_withdrawal_are_told(
    client: Client, made: Made, tmp_path: Path
) -> None:
    made.running()
    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])
    [leaflet] = client.get(f"/api/v1/campaigns/{KEY}").json()["materials"]
    assert leaflet["in_doubt"]
    assert leaflet["doubted_since"]
    withdrawing_actions.withdraw(part=made.leaflet, why="a misprint", who=OFFICER)
    [leaflet] = client.get(f"/api/v1/campaigns/{KEY}").json()["materials"]
    assert (leaflet["withdrawn"], leaflet["words"]) == (True, [])
