"""Staff sort what waits and write down what they are told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import KEY, TEXTS, load_one
from tests.information.narratives.reporting.making import Matching, load_rumour_rules, report

from wayforward.core.access.rules import Role
from wayforward.core.audit.models import Event
from wayforward.core.rulesets.models import Parameter
from wayforward.information.narratives.reporting import matched, queries
from wayforward.information.narratives.reporting.matched import on_match
from wayforward.information.narratives.reporting.models import Report
from wayforward.testing.staff import sign_in
from wayforward.testing.walls import see_whole_log

pytestmark = pytest.mark.django_db
QUEUE, NEW = "/en/desk/reports", "/en/desk/reports/new"


@pytest.fixture(autouse=True)
def match(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Matching:
    """Knows the claim; is what the product matches with."""
    monkeypatch.setattr(matched, "_matchers", [])
    load_rumour_rules()
    load_one(import_page(tmp_path, "01", *SAID))
    found = Matching({"never read": KEY}, {"appeal": KEY})
    on_match(found)
    return found


@pytest.fixture
def officer(client: Client) -> Client:
    """A campaign officer at the desk."""
    sign_in(client, Role.CAMPAIGN_OFFICER)
    return client


def _text(response: HttpResponse) -> str:
    return response.content.decode()


def _press(client: Client, does: str, row: Report, **given: str) -> str:
    given = {"do": does, "report": str(row.pk), **given}
    return _text(client.post(QUEUE, given, follow=True))


def test_queue_shows_what_waits_with_its_words(officer: Client, match: Matching) -> None:
    report("an appeal is useless", match)
    report("The <b>sea</b> is warm", match)
    report("the <b>sea</b>  is warm.", match)

    text = _text(officer.get(QUEUE))

    assert "Appeals are never read" in text
    assert "an appeal is useless" in text
    assert "Not known yet" in text
    assert "the &lt;b&gt;sea&lt;/b&gt;" in text
    assert "told: 2 · independent sightings: at least 1" in text
    assert text.count('value="confirm"') == 1


@pytest.mark.parametrize("language", ["fa-af", "ps"])
def test_queue_is_there_in_the_other_languages(
    officer: Client, match: Matching, language: str
) -> None:
    report("The sea is warm", match)

    assert officer.get(f"/{language}/desk/reports").status_code == 200
    assert officer.get(f"/{language}/desk/reports/new").status_code == 200


def test_same_words_are_sorted_together(officer: Client, match: Matching) -> None:
    row = report("an appeal is useless", match)
    report("An appeal  is useless.", match)
    report("an appeal costs a house", match)

    assert "Reports with these words: 2." in _press(officer, "confirm", row)

    assert Report.objects.filter(claim__key=KEY, confirmed=True).count() == 2
    assert [one.told for one in queries.waiting(on=timezone.now().date())] == [1]


def test_report_is_rejected_put_under_a_claim_and_set_aside(
    officer: Client, match: Matching
) -> None:
    row = report("an appeal is useless", match)
    assert "Reports with these words: 1." in _press(officer, "reject", row)
    assert "That could not be done" in _press(officer, "put", row, claim="none-of-ours")
    assert "Reports with these words: 1." in _press(officer, "put", row, claim=KEY)
    other = report("The sea is warm", match)
    assert "Reports with these words: 1." in _press(officer, "set-aside", other, why="weather")

    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.claim and row.claim.key, row.how) == (KEY, "staff")
    assert other.set_aside
    assert "No report waits." in _text(officer.get(QUEUE))


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_claim_is_chosen_by_its_title_in_the_language_of_the_reader(
    officer: Client, match: Matching, language: str
) -> None:
    row = report("The sea is warm", match)

    given = {"do": "put", "report": str(row.pk), "claim": TEXTS[language].said.title}
    officer.post(f"/{language}/desk/reports", given)

    row.refresh_from_db()
    assert row.claim
    assert row.claim.key == KEY


def test_report_that_somebody_sorted_meanwhile_is_sorted_once(
    officer: Client, match: Matching
) -> None:
    row = report("an appeal is useless", match)
    _press(officer, "confirm", row)

    assert "Reports with these words: 0." in _press(officer, "set-aside", row, why="late")
    row.refresh_from_db()
    assert not row.set_aside


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"do": "burn"}, 404), ({"report": "x"}, 400), ({"report": "9" * 30}, 400), ({}, 400),
        ({"report": "1", "why": "\x00"}, 400), ({"report": "9" * 18}, 302),
    ],
)  # fmt: skip
def test_rubbish_is_refused(officer: Client, given: dict[str, str], status: int) -> None:
    assert officer.post(QUEUE, {"do": "confirm", **given}).status_code == status


def test_queue_says_what_is_missing_where_nobody_set_a_parameter(
    officer: Client, match: Matching
) -> None:
    report("The sea is warm", match)
    Parameter.objects.filter(key="sightings-days-apart").delete()

    assert "sightings-days-apart" in _text(officer.get(QUEUE))


def test_what_staff_were_told_counts_by_their_word(officer: Client) -> None:
    day = timezone.now().date() - timedelta(days=2)
    given = {"text": "Appeals are never read, says Haji Nemuna", "people": "4", "day": str(day),
             "channel": "word_of_mouth", "province": "AF-HER"}  # fmt: skip

    page = officer.post(NEW, given)

    assert (page.status_code, "It is kept without names" in _text(page)) == (200, True)
    row = Report.objects.get()
    assert row.text == "Appeals are never read, says Haji [name]"
    assert (row.came_by, row.people, row.day, row.province) == ("desk", 4, day, "AF-HER")
    assert queries.sightings(KEY, on=day) == 4
    see_whole_log()
    event = Event.objects.get(name="report entered")
    assert (event.subject, event.facts) == (KEY, {"people": 4})


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "0701234567"},
        {"text": "Appeals are never read " + "@abc " * 790},  # longer once it is scrubbed
        {"people": "0"},
        {"people": "201"},
        {"day": ""},
        {"day": "2999-01-01"},
        {"channel": "pigeon"},
        {"province": "AF-XXX"},
    ],
)
def test_what_cannot_be_is_refused_and_kept_in_the_form(
    officer: Client, wrong: dict[str, str]
) -> None:
    given = {"text": "Appeals are never read", "people": "1", "day": "2026-01-01", **wrong}

    page = officer.post(NEW, given)

    assert (page.status_code, Report.objects.count()) == (422, 0)


def test_translator_writes_down_and_does_not_sort(client: Client, match: Matching) -> None:
    sign_in(client, Role.TRANSLATOR)
    row = report("an appeal is useless", match)

    assert client.get(NEW).status_code == 200
    assert client.get(QUEUE).status_code == 403
    assert client.post(QUEUE, {"do": "confirm", "report": str(row.pk)}).status_code == 403


def test_words_that_name_somebody_go_at_once_and_the_count_stays(
    officer: Client, match: Matching
) -> None:
    row = report("an appeal is useless, says Nemuna of the third house", match)

    _press(officer, "confirm", row, names="1")

    row.refresh_from_db()
    assert (row.text, row.same_text, row.candidates) == ("", "", [])
    assert queries.sightings(KEY, on=timezone.now().date()) == 1
    see_whole_log()
    assert Event.objects.filter(name="words that named somebody let go").count() == 1
