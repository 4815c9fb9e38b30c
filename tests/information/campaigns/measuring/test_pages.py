"""The public pages of measuring and what programs read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.http import HttpResponse
from django.test import Client
from tests.information.campaigns.making import Made
from tests.information.campaigns.measuring.making import (
    OFFICER,
    OURS,
    PERSON,
    linked,
    question,
    running,
    told_effect,
    two_areas,
)
from tests.information.cards.making import EDITOR, SAID, import_page

from wayforward.core.rulesets.models import Parameter
from wayforward.information.campaigns.measuring.asking_actions import close_asking, open_asking
from wayforward.information.campaigns.measuring.cli import COMMANDS
from wayforward.information.campaigns.measuring.models import AnswerCount, AskingCode
from wayforward.information.campaigns.measuring.rules import Wave
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.publishing import actions as publishing

pytestmark = pytest.mark.django_db
KEY = "what-an-appeal-is"
_BY_NAME = {one.name: one for one in COMMANDS}


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return running(tmp_path)


@pytest.fixture
def code(made: Made) -> AskingCode:
    area = two_areas(made.campaign)[OURS]
    return open_asking(question=question(made.campaign), area=area, wave=Wave.BEFORE, actor=OFFICER)


def _answer(code: AskingCode, answer: str, language: str = "ps") -> HttpResponse:
    client = Client(enforce_csrf_checks=True)
    return client.post(f"/{language}/question/{code.code}", {"answer": answer})


def test_code_of_a_question_leads_to_its_form(code: AskingCode) -> None:
    page = Client().get(f"/go/{code.code}", headers={"user-agent": PERSON})

    assert page["Location"].endswith(f"/question/{code.code}")


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_one_answer_is_one_more_in_a_count(code: AskingCode, language: str) -> None:
    form = Client().get(f"/{language}/question/{code.code}")
    assert form.content.decode().count('type="radio"') == 3
    assert not form.cookies

    page = _answer(code, "0", language)

    assert page.status_code == 200
    assert not page.cookies
    assert page["Cache-Control"] == "no-store"
    [row] = AnswerCount.objects.all()
    assert (row.question_id, row.area_id, row.wave, row.language, row.answer, row.count) == (
        code.question_id, code.area_id, "before", language, 0, 1,
    )  # fmt: skip


@pytest.mark.parametrize("answer", ["", "2", "-2", "x", "0" * 60, "۰"])
def test_what_is_no_answer_is_not_counted(code: AskingCode, answer: str) -> None:
    assert _answer(code, answer).status_code == 422
    assert not AnswerCount.objects.exists()


def test_thanks_tell_what_is_right_and_who_says_so(code: AskingCode) -> None:
    text = _answer(code, "1", "en").content.decode()

    assert "What is right:" in text
    assert "/en/rumours/appeals-are-never-read" in text


def test_thanks_say_nothing_is_right_that_is_under_review(code: AskingCode, tmp_path: Path) -> None:
    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])
    text = _answer(code, "1", "en").content.decode()

    assert "What is right:" not in text
    assert "Under review" in text
    assert "/en/rumours/appeals-are-never-read" in text


def test_thanks_say_nothing_is_right_that_nobody_publishes(code: AskingCode) -> None:
    said = ClaimText.objects.get(claim__key="appeals-are-never-read", language="en")
    publishing.withdraw(text_id=said.pk, actor=EDITOR, why="looked again")
    text = _answer(code, "1", "en").content.decode()

    assert "Thank you" in text
    assert "What is right:" not in text


def test_closed_code_takes_no_more(code: AskingCode) -> None:
    close_asking(code=code.code, actor=OFFICER)

    assert _answer(code, "0").status_code == 410
    assert Client().get(f"/ps/question/{code.code}").status_code == 410
    assert Client().get("/ps/question/11111111").status_code == 404
    assert not AnswerCount.objects.exists()


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_method_names_its_numbers(made: Made, language: str) -> None:
    page = Client().get(f"/{language}/method/reach")

    assert page.status_code == 200
    if language == "en":
        text = page.content.decode()
        assert "at least the openings divided by 3" in text
        assert "A count below 5 is not shown" in text
        assert text.count("(unverified)") == 2


def test_method_says_so_where_nobody_set_a_number(made: Made) -> None:
    Parameter.objects.filter(rule_set__key="measuring").delete()

    assert "no reach is told" in Client().get("/en/method/reach").content.decode()


def test_program_reads_reach_and_effect(made: Made) -> None:
    linked(made.campaign)
    told_effect(made.campaign)

    reach = Client().get(f"/api/v1/campaigns/{KEY}/reach").json()
    effect = Client().get(f"/api/v1/campaigns/{KEY}/effect", {"lang": "ps"}).json()

    assert (reach["campaign"], reach["people"], reach["method"]["least_shown"]["value"]) == (
        KEY, None, 5,
    )  # fmt: skip
    [one] = effect["questions"]
    assert (one["verdict"], one["points"]["about"]) == ("more", 18)
    assert one["points"]["low"] < 18 < one["points"]["high"]
    assert one["areas"] == {"campaign": 1, "comparison": 1, "compared": False}
    assert {group["answers"] for group in one["groups"]} == {200}


def test_program_reads_nothing_of_a_campaign_that_does_not_run(made: Made) -> None:
    made.step("pause", "To mend it")
    made.step("reopen", "To mend it")

    for what in ("reach", "effect"):
        assert Client().get(f"/api/v1/campaigns/{KEY}/{what}").status_code == 404
        assert Client().get(f"/api/v1/campaigns/none/{what}").status_code == 404


def test_program_is_told_where_nobody_set_a_number(made: Made) -> None:
    Parameter.objects.filter(rule_set__key="measuring").delete()

    for what in ("reach", "effect"):
        assert Client().get(f"/api/v1/campaigns/{KEY}/{what}").status_code == 503


def _run(name: str, *args: str) -> Result:
    return CliRunner().invoke(_BY_NAME[name], args)


def test_command_plans_as_the_contract_says(made: Made) -> None:
    args = ("--baseline", "0.4", "--difference", "0.1", "--power", "0.8", "--design-effect", "1.5")

    found = json.loads(_run("plan", *args, "--json").output)
    given = json.loads(_run("plan", *args[:4], "--json").output)

    assert (found["answers_per_group"], found["answers_in_all"]) == (1143, 4572)
    assert (found["power"], found["confidence"], found["design_effect"]) == (0.8, 0.95, 1.5)
    assert given["answers_per_group"] == 1143
    assert "1143 answers in each of four groups" in _run("plan", *args).output
    assert "no difference there could be" in _run("plan", *args, "--answers", "3").output
    wrong = _run("plan", "--baseline", "2", "--difference", "0.1")
    assert (wrong.exit_code, wrong.output.startswith("Error: The share")) == (1, True)


def test_commands_tell_reach_effect_and_report(made: Made, tmp_path: Path) -> None:
    linked(made.campaign)
    told_effect(made.campaign)

    assert "not known people" in _run("reach", KEY).output
    assert json.loads(_run("reach", KEY, "--json").output)["campaign"] == KEY
    assert "18 points more" in _run("effect", KEY).output
    assert json.loads(_run("effect", KEY, "--json").output)["questions"][0]["verdict"] == "more"
    out = tmp_path / "report.pdf"
    assert _run("report", KEY, "--out", str(out), "--lang", "ps").exit_code == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert "There is no campaign" in _run("reach", "none").output


def test_command_counts_a_file(made: Made, tmp_path: Path) -> None:
    first = question(made.campaign)
    two_areas(made.campaign)
    file = tmp_path / "a.csv"
    file.write_text(f"question,wave,place,language,answer\n{first.key},before,{OURS},ps,1\n")

    assert "1 answers counted" in _run("answers", KEY, str(file)).output
    assert "read on" in _run("answers", KEY, str(file)).output


@pytest.mark.parametrize("tail", ["", "/reach", "/effect"])
def test_program_is_refused_a_key_that_is_none(tail: str) -> None:
    assert Client().get(f"/api/v1/campaigns/%00{tail}").status_code == 404
