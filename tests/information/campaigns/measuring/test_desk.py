"""The desk's pages of measuring: what can be done is done there, and refused there."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.information.campaigns.making import Made
from tests.information.campaigns.measuring.making import (
    OTHER,
    OURS,
    linked,
    placement_of,
    question,
    running,
    told_effect,
    two_areas,
)

from wayforward.core.access.rules import Role
from wayforward.core.rulesets.models import Parameter
from wayforward.information.campaigns.links.models import ShortLink
from wayforward.information.campaigns.measuring.models import (
    AnswerCount,
    Area,
    AskingCode,
    Question,
    ToldReach,
)
from wayforward.information.materials.codes import code_as_svg
from wayforward.testing.staff import sign_in

pytestmark = pytest.mark.django_db
BASE = "/en/desk/campaigns/what-an-appeal-is"
PAGES = (f"{BASE}/reach", f"{BASE}/effect", f"{BASE}/report")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return running(tmp_path)


@pytest.fixture
def officer(client: Client, made: Made) -> Client:
    """A campaign officer at the desk."""
    sign_in(client, Role.CAMPAIGN_OFFICER)
    return client


def _text(response: HttpResponse) -> str:
    return response.content.decode()


def _press(client: Client, page: str, does: str, **given: object) -> str:
    return _text(client.post(f"{BASE}/{page}", {"do": does, **given}, follow=True))


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_pages_are_there_in_each_language(officer: Client, made: Made, language: str) -> None:
    linked(made.campaign)
    told_effect(made.campaign)

    for page in (*PAGES, "/en/desk/campaigns/sample-size"):
        response = officer.get(page.replace("/en/", f"/{language}/", 1))
        assert response.status_code == 200
        assert _text(response).count("<h1") == 1


@pytest.mark.parametrize("page", [*PAGES, f"{BASE}/report.pdf", "/en/desk/campaigns/sample-size"])
def test_pages_are_closed_to_others(client: Client, made: Made, page: str) -> None:
    sign_in(client, Role.LIAISON_OFFICER)

    assert client.get(page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_campaign_that_is_not_there_is_not_found(officer: Client, page: str) -> None:
    assert officer.get(page.replace("what-an", "no-such")).status_code == 404


def test_code_is_made_drawn_withdrawn_and_put_back(officer: Client, made: Made) -> None:
    _press(officer, "reach", "link", placement=placement_of(made.campaign).pk)
    link = ShortLink.objects.get()

    assert link.code[:4] in _text(officer.get(PAGES[0]))
    drawn = officer.get(f"/en/desk/campaigns/codes/{link.code}.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "A reason must" in _press(officer, "reach", "withdraw-link", code=link.code, why=" ")
    _press(officer, "reach", "withdraw-link", code=link.code, why="Misprint")
    assert "Misprint" in _text(officer.get(PAGES[0]))
    _press(officer, "reach", "put-back-link", code=link.code)
    link.refresh_from_db()
    assert link.withdrawn_at is None


def test_reach_is_told_withdrawn_and_put_back(officer: Client, made: Made) -> None:
    place = placement_of(made.campaign)
    given = {
        "placement": place.pk, "first_day": place.first_day.isoformat(),
        "last_day": place.first_day.isoformat(), "least": 100, "most": 400, "how": "station",
        "who_says": "Radio Demo", "note": "Its survey",
    }  # fmt: skip

    wrong = officer.post(PAGES[0], {"do": "tell", **given, "least": 900})
    assert wrong.status_code == 422
    assert "Radio Demo" in _text(wrong)
    assert "100 to 400" in _press(officer, "reach", "tell", **given)
    row = ToldReach.objects.get()
    _press(officer, "reach", "withdraw-reach", reach=row.pk, why="Another station")
    assert "not known" in _text(officer.get(PAGES[0]))
    _press(officer, "reach", "put-back-reach", reach=row.pk)
    assert ToldReach.objects.filter(withdrawn_at=None).exists()


def test_a_question_is_asked_from_the_area_to_the_effect(officer: Client, made: Made) -> None:
    for place, arm in ((OURS, "campaign"), (OTHER, "comparison")):
        _press(officer, "effect", "area", **{"area-place": place, "area-arm": arm})
    said = {
        "ask-key": "q",
        "ask-kind": "one_of",
        "ask-right": "۱",
        "ask-claim": "appeals-are-never-read",
    }
    for language in ("en", "fa-af", "ps"):
        said[f"ask-asks_{language}"] = "What?"
        said[f"ask-answers_{language}"] = "One\nTwo\n"
    _press(officer, "effect", "ask", **said)
    assert Question.objects.get().right == 0
    assert Area.objects.count() == 2
    _press(officer, "effect", "open",
           **{"open-question": "q", "open-area": OURS, "open-wave": "before"})  # fmt: skip
    code = AskingCode.objects.get()
    entered = {
        "enter-question": "q",
        "enter-area": OURS,
        "enter-wave": "before",
        "enter-language": "ps",
        "enter-answer": "",
        "enter-count": "7",
    }
    assert "The answers are counted." in _press(officer, "effect", "enter", **entered)
    assert AnswerCount.objects.get().answer == -1
    text = _press(officer, "effect", "enter", **entered | {"enter-answer": "3"})
    assert "Choose one of the answers." in text
    _press(officer, "effect", "close", code=code.code)
    _press(officer, "effect", "withdraw", question="q", why="Badly put")
    assert "Badly put" in _text(officer.get(PAGES[1]))
    _press(officer, "effect", "put-back", question="q")
    _press(officer, "effect", "remove-area", place=OTHER)
    assert Area.objects.count() == 1


def test_faulty_question_keeps_what_was_typed(officer: Client) -> None:
    page = officer.post(
        PAGES[1], {"do": "ask", "ask-key": "q", "ask-kind": "true_false", "ask-right": "5"}
    )

    assert page.status_code == 422
    assert 'value="q"' in _text(page)


def test_file_is_read_and_bad_rows_are_named(officer: Client, made: Made) -> None:
    first = question(made.campaign)
    two_areas(made.campaign)
    rows = f"question,wave,place,language,answer\n{first.key},before,{OURS},ps,1\nx,a,b,c,d\n"
    sent = SimpleUploadedFile("answers.csv", rows.encode())

    text = _press(officer, "effect", "import", file=sent)

    assert "Answers counted: 1" in text
    assert "Row 3" in text
    again = SimpleUploadedFile("answers.csv", rows.encode())
    assert "read before" in _press(officer, "effect", "import", file=again)
    assert "20 MB" in _press(officer, "effect", "import")


def test_effect_is_said_in_plain_words_with_its_limits(officer: Client, made: Made) -> None:
    told_effect(made.campaign)

    text = _text(officer.get(PAGES[1]))

    assert "18 points more people know it in the areas of the campaign" in text
    assert "The true value lies between" in text
    assert "too few areas to compare" in text
    assert "<svg" in text


def test_planner_says_how_many(officer: Client) -> None:
    given = {"baseline": "40", "difference": "10", "power": "80", "design_effect": "1.5"}

    text = _text(officer.get("/en/desk/campaigns/sample-size", given))

    assert "1143 answers in each of four groups, 4572 in all" in text
    wrong = officer.get("/en/desk/campaigns/sample-size", given | {"difference": "70"})
    assert wrong.status_code == 422


def test_without_numbers_the_pages_say_who_must_set_them(officer: Client, made: Made) -> None:
    Parameter.objects.filter(rule_set__key="measuring").delete()

    for page in (*PAGES, "/en/desk/campaigns/sample-size"):
        assert officer.get(page).status_code == 200
    assert officer.get(f"{BASE}/report.pdf").status_code == 302


@pytest.mark.parametrize("page", ["reach", "effect"])
def test_button_that_is_none_is_not_found(officer: Client, page: str) -> None:
    assert officer.post(f"{BASE}/{page}", {"do": "nonsense"}).status_code == 404


@pytest.mark.parametrize("page", ["reach", "effect"])
def test_rubbish_is_refused_and_breaks_nothing(officer: Client, page: str) -> None:
    fields = ("code", "reach", "placement", "place", "question", "why", "least", "area-place",
              "ask-right", "ask-key", "enter-answer", "enter-count")  # fmt: skip
    for does in ("withdraw-link", "put-back-link", "withdraw-reach", "link", "tell", "close",
                 "remove-area", "withdraw", "put-back", "import", "area", "ask", "open",
                 "enter"):  # fmt: skip
        for rubbish in ("", "\x00", "9" * 5000):
            sent = {"do": does, **dict.fromkeys(fields, rubbish)}
            assert officer.post(f"{BASE}/{page}", sent).status_code in {302, 400, 404, 422}


def test_a_code_on_paper_leads_to_the_public_address(officer: Client, made: Made) -> None:
    """Whatever name the officer's browser calls the site by."""
    link = linked(made.campaign)
    drawn = officer.get(f"/en/desk/campaigns/codes/{link.code}.svg")
    assert drawn.content.decode() == code_as_svg(f"{settings.ORIGIN}/go/{link.code}", scale=8)


def test_planner_answers_every_number(officer: Client) -> None:
    given = {"baseline": "50", "difference": "0.1", "power": "80", "design_effect": "1.25"}
    for changed in ({}, {"difference": "0"}, {"difference": "nan"}, {"baseline": "1e400"},
                    {"design_effect": ""}, {"areas": "9" * 30}):  # fmt: skip
        answer = officer.get("/en/desk/campaigns/sample-size", given | changed)
        assert answer.status_code in {200, 422}
