"""The public page: somebody asks whether a rumour is true, and may report it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import KEY, load_one
from tests.information.narratives.reporting.making import Matching, load_rumour_rules, publish

from wayforward.core.rulesets.models import Parameter
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.reporting import matched
from wayforward.information.narratives.reporting.matched import on_match
from wayforward.information.narratives.reporting.models import Report

pytestmark = pytest.mark.django_db
TOLD = {
    "en": "Appeals are never read",
    "fa-af": "استیناف را کسی نمی‌خواند",
    "ps": "استیناف څوک نه لولي",
}
FACT = {"en": "You may appeal.", "fa-af": "استیناف کنید.", "ps": "استیناف وکړئ."}


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, ClaimText]:
    """One claim in three languages, all of it published."""
    load_rumour_rules()
    found = load_one(import_page(tmp_path, "01", *SAID))
    publish(*found.values())
    return found


@pytest.fixture(autouse=True)
def match(texts: dict[str, ClaimText], monkeypatch: pytest.MonkeyPatch) -> Matching:
    """Knows the claim in each language; is what the product matches with."""
    monkeypatch.setattr(matched, "_matchers", [])
    found = Matching(
        {"never read": KEY, "نمی‌خواند": KEY, "نه لولي": KEY}, {"appeal": KEY, "استیناف": KEY}
    )
    on_match(found)
    return found


def _post(language: str = "en", **given: str) -> HttpResponse:
    return Client(enforce_csrf_checks=True).post(f"/{language}/rumours/report", given)


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_form_is_there_in_each_language_and_keeps_nothing(language: str) -> None:
    page = Client().get(f"/{language}/rumours/report")

    text = page.content.decode()
    assert page.status_code == 200
    assert text.count("<option") == 11 + 35
    assert 'name="act" value="report"' in text
    assert Report.objects.count() == 0
    assert not page.cookies


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_reported_rumour_reaches_its_published_rebuttal(language: str) -> None:
    page = _post(language, text=TOLD[language], act="report", channel="tiktok", province="AF-KAB")

    text = page.content.decode()
    assert page.status_code == 200
    assert FACT[language] in text
    assert f"/{language}/rumours/{KEY}" in text
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    report = Report.objects.get()
    assert (report.claim and report.claim.key, report.language) == (KEY, language)
    assert (report.came_by, report.channel, report.province) == ("web", "tiktok", "AF-KAB")


def test_answer_comes_in_the_language_of_the_page() -> None:
    assert FACT["ps"] in _post("ps", text=TOLD["en"], act="ask").content.decode()


def test_who_only_asks_is_answered_and_nothing_is_kept() -> None:
    page = _post(text=TOLD["en"], act="ask")

    assert FACT["en"] in page.content.decode()
    assert "Nothing of what you wrote was kept." in page.content.decode()
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("an appeal is useless", "Is it one of these?"),
        ("The sea is warm now", "We do not know this one yet"),
    ],
)
def test_what_is_not_known_for_sure_is_said_so(text: str, said: str) -> None:
    assert said in _post(text=text, act="ask").content.decode()


def test_known_rumour_that_nothing_is_published_against_is_not_answered_publicly(
    texts: dict[str, ClaimText],
) -> None:
    texts["en"].published.published = False
    texts["en"].published.save()

    assert "Our answer to it is being prepared" in _post(text=TOLD["en"]).content.decode()


@pytest.mark.parametrize("text", ["", "  ", "0701234567", "so " * 2000])
def test_what_is_no_rumour_is_refused_and_can_be_mended(text: str) -> None:
    page = _post(text=text, act="report")

    assert (page.status_code, Report.objects.count()) == (422, 0)
    assert 'role="alert"' in page.content.decode()
    assert page["Cache-Control"] == "no-store"


@pytest.mark.parametrize("given", [{"channel": "pigeon"}, {"province": "AF-XXX"}, {"lang": "x"}])
def test_what_is_not_offered_is_not_taken(given: dict[str, str]) -> None:
    _post(text=TOLD["en"], act="report", **given)

    report = Report.objects.get()
    assert (report.channel, report.province) == ("", "")


def test_markup_and_nought_bytes_do_no_harm() -> None:
    page = _post(text="\x00<script>alert(1)</script> 0701234567" * 200, act="report")

    assert "<script>alert" not in page.content.decode()


def test_nothing_can_be_reported_where_nobody_set_how_long_words_are_kept() -> None:
    Parameter.objects.filter(key="report-text-days").delete()

    page = _post(text=TOLD["en"], act="report")

    assert FACT["en"] in page.content.decode()
    assert 'value="report"' not in page.content.decode()
    assert Report.objects.count() == 0


def test_page_says_so_where_nothing_matches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matched, "_matchers", [])

    page = _post(text=TOLD["en"], act="report")

    assert (page.status_code, Report.objects.count()) == (503, 0)
