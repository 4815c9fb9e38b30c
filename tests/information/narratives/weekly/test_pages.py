"""The week at the desk, in public, on paper, by program and at the terminal."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone, translation
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import KEY, TEXTS, load_one
from tests.information.narratives.reporting.making import load_rumour_rules, publish
from tests.information.narratives.weekly.making import MONDAY, TODAY, told, usual_weeks

from wayforward.core.access.rules import Role
from wayforward.core.rulesets.models import Parameter
from wayforward.information.cards.models import Need
from wayforward.information.narratives.cli import narratives
from wayforward.information.narratives.models import Claim, ClaimText
from wayforward.information.narratives.weekly.queries import weekly
from wayforward.information.narratives.weekly.showing import paper
from wayforward.testing.staff import sign_in

pytestmark = pytest.mark.django_db
LANGUAGES = ("fa-af", "ps", "en")
WEEK = "2026-W47"
DESK, PUBLIC = f"desk/weekly?week={WEEK}", f"rumours/week?week={WEEK}"


@pytest.fixture(autouse=True)
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, ClaimText]:
    """A claim that leapt in a week that is over."""
    now = datetime.combine(TODAY, time(12), UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    load_rumour_rules()
    found = load_one(import_page(tmp_path, "01", *SAID))
    usual_weeks(found["en"].claim, 11)
    told(found["en"].claim, MONDAY, 8)
    Need.objects.create(day=MONDAY, language="ps", topics=["work"], countries=["DE"], times=4)
    return found


@pytest.fixture
def editor(client: Client) -> Client:
    sign_in(client, Role.EDITOR)
    return client


def _text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_desk_reads_what_rises_with_its_numbers(editor: Client, language: str) -> None:
    text = _text(editor, f"/{language}/{DESK}")

    assert TEXTS[language].said.title in text
    assert "▲" in text
    assert text.count('class="weeks"') == 2  # of the claim and its narrative
    assert text.count('class="chart') == 4
    assert "style=" not in text


def test_desk_says_who_may_be_told(editor: Client, texts: dict[str, ClaimText]) -> None:
    assert "Many have heard it, and nothing is published" in _text(editor, f"/en/{DESK}")
    publish(texts["en"])
    assert f'href="/en/rumours/{KEY}">Answered in public' in _text(editor, f"/en/{DESK}")


def test_desk_opens_on_the_week_that_is_over_and_leads_to_others(editor: Client) -> None:
    text = _text(editor, "/en/desk/weekly")
    assert (f"<bdi>{WEEK}</bdi>" in text, "?week=2026-W46" in text, "?week=2026-W48" in text) == (
        True, True, True,
    )  # fmt: skip
    assert "not over yet" in _text(editor, "/en/desk/weekly?week=2026-W48")


@pytest.mark.parametrize(
    "week", ["2026-W49", "2026", "x", "2026-W54", "0001-W01", "1405-W10", "9999-W52"]
)
def test_week_that_is_none_or_to_come_is_not_found(editor: Client, week: str) -> None:
    for path in ("/en/desk/weekly", "/en/desk/weekly.pdf", "/en/rumours/week"):
        _text(editor, f"{path}?week={week}", 404)


def test_public_sees_no_week_that_goes_on(client: Client) -> None:
    _text(client, "/en/rumours/week?week=2026-W48", 404)


def test_without_its_parameters_pages_say_so_and_invent_nothing(editor: Client) -> None:
    Parameter.objects.filter(key="burst-run-weeks").delete()
    assert "burst-run-weeks" in _text(editor, f"/en/{DESK}")
    assert "the rules for it are not set" in _text(editor, f"/en/{PUBLIC}")
    _text(editor, f"/en/desk/weekly.pdf?week={WEEK}", 404)
    _text(editor, f"/api/v1/narratives/weekly?week={WEEK}", 503)


def _everything_public(client: Client) -> str:
    pages = [_text(client, f"/{language}/{PUBLIC}") for language in LANGUAGES]
    answers = [
        _text(client, f"/api/v1/narratives/weekly?week={WEEK}&lang={language}")
        for language in LANGUAGES
    ]
    return "".join([*pages, *answers])


def test_rumour_that_is_not_answered_in_public_is_named_nowhere(client: Client) -> None:
    said = _everything_public(client)
    assert KEY not in said
    assert not any(one.said.title in said for one in TEXTS.values())
    assert "Rights are on paper" not in said
    assert "AF-KAB" not in said


def test_published_rumour_that_few_have_heard_is_named_nowhere(
    client: Client, texts: dict[str, ClaimText]
) -> None:
    publish(*texts.values())
    Parameter.objects.filter(key="rebuttal-least-sightings").update(value=50)

    said = _everything_public(client)

    assert KEY not in said
    assert not any(one.said.title in said for one in TEXTS.values())


def test_public_reads_of_a_published_rumour_that_it_rises(
    client: Client, texts: dict[str, ClaimText]
) -> None:
    publish(texts["ps"])

    assert f'href="/ps/rumours/{KEY}"' in _text(client, f"/ps/{PUBLIC}")
    assert KEY not in _text(client, f"/en/{PUBLIC}")
    told = json.loads(_text(client, f"/api/v1/narratives/weekly?week={WEEK}&lang=ps"))
    assert (told["from"], told["to"], told["reports"]) == ("2026-11-16", "2026-11-22", 8)
    assert [(one["id"], one["rising"], one["sightings"]) for one in told["claims"]] == [
        (KEY, True, 8)
    ]


@pytest.mark.parametrize(
    ("week", "status"), [("x", 422), ("2026-W48", 404), ("0001-W01", 422), ("1405-W10", 422)]
)
def test_program_that_asks_for_another_week_is_told(client: Client, week: str, status: int) -> None:
    assert "detail" in _text(client, f"/api/v1/narratives/weekly?week={week}", status)


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_is_one_page_also_with_much_on_it(language: str) -> None:
    first = Claim.objects.get()
    for number in range(12):
        copy = Claim.objects.create(
            key=f"claim-{number}", narrative=first.narrative, verdict="false", harm=2
        )
        told(copy, MONDAY, 3 + number % 5)
    with translation.override(language):
        content = paper(weekly(MONDAY, language=language, today=TODAY), on=TODAY)

    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    if language == "en":  # what has no room is counted, not passed over
        assert "Not on this page: 7." in document[0].get_textpage().get_text_range()
    assert b"pdfuaid" in content or b"UA" in content


def test_paper_comes_from_the_desk(editor: Client) -> None:
    answer = editor.get(f"/ps/desk/weekly.pdf?week={WEEK}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert 'filename="wayforward-2026-W47-ps.pdf"' in answer["Content-Disposition"]


def test_terminal_tells_the_week_in_words_as_json_and_on_paper(tmp_path: Path) -> None:
    said = CliRunner().invoke(narratives, ["weekly", "--week", WEEK])
    assert said.exit_code == 0, said.output
    assert f"RISING {TEXTS['en'].said.title} [{KEY}; everybody]" in said.output
    assert "Weeks: 1 1 1 1 1 1 1 1 1 1 8" in said.output

    told = json.loads(CliRunner().invoke(narratives, ["weekly", "--json"]).stdout)
    assert (told["week"], told["method"]["baseline"], told["needs_times"]) == (WEEK, 8, 4)
    assert told["claims"][0]["id"] == KEY

    file = tmp_path / "week.pdf"
    done = CliRunner().invoke(narratives, ["weekly", "--lang", "fa-af", "--pdf", str(file)])
    assert (done.exit_code, file.read_bytes()[:5]) == (0, b"%PDF-")


@pytest.mark.parametrize(("week", "why"), [("x", "names no week"), ("2031-W02", "still to come")])
def test_terminal_refuses_a_week_that_is_none(week: str, why: str) -> None:
    done = CliRunner().invoke(narratives, ["weekly", "--week", week])
    assert done.exit_code == 1
    assert why in done.output
