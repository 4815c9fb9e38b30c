"""Reporting a rumour, and reading what answers it, by program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
from wayforward.information.narratives.rules import State
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db
REPORTS = "/api/v1/narratives/reports"


@pytest.fixture(autouse=True)
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, ClaimText]:
    """One claim in three languages, all of it published, and what matches it."""
    load_rumour_rules()
    found = load_one(import_page(tmp_path, "01", *SAID))
    publish(*found.values())
    monkeypatch.setattr(matched, "_matchers", [])
    on_match(Matching({"never read": KEY}, {"appeal": KEY}))
    return found


def _post(**given: Any) -> HttpResponse:
    with as_app_role():
        return Client(enforce_csrf_checks=True).post(REPORTS, given, "application/json")


def test_report_is_kept_without_its_sender_and_answered_at_once() -> None:
    said = _post(text="Appeals are never read, call 0700100200", lang="ps", channel="telegram")

    answer = said.json()
    assert said.status_code == 201
    assert answer["decision"] == "near_exact"
    assert answer["days_kept"] > 0
    assert [(one["claim"], one["language"]) for one in answer["rebuttals"]] == [(KEY, "ps")]
    [kept] = Report.objects.all()
    assert "0700100200" not in kept.text
    assert (kept.came_by, kept.channel) == ("web", "telegram")


@pytest.mark.parametrize(
    "given",
    [{}, {"text": " "}, {"text": "x", "province": "XX"}, {"text": "x", "channel": "pigeon"}],
)
def test_what_is_no_report_is_refused_and_nothing_kept(given: dict[str, str]) -> None:
    assert _post(**given).status_code == 422
    assert not Report.objects.exists()


def test_nothing_is_taken_before_somebody_has_set_how_long_words_are_kept() -> None:
    Parameter.objects.filter(key="report-text-days").delete()
    assert _post(text="Appeals are never read").status_code == 503
    assert not Report.objects.exists()


def test_published_rebuttals_are_listed_and_shown_without_how_they_are_found() -> None:
    found = Client().get("/api/v1/narratives?lang=fa-af").json()
    one = Client().get(f"/api/v1/narratives/{KEY}?lang=fa-af").json()

    assert (found["total"], found["rebuttals"]) == (1, [one])
    assert one["fact"]
    assert one["citations"]
    assert not {"wordings", "harm", "gains", "channels"} & set(one)


def test_drafts_are_nowhere(texts: dict[str, ClaimText]) -> None:
    ClaimText.objects.filter(pk=texts["ps"].pk).update(state=State.DRAFT)

    assert Client().get("/api/v1/narratives?lang=ps").json()["total"] == 0
    missing = Client().get(f"/api/v1/narratives/{KEY}?lang=ps")
    assert missing.status_code == 404
    assert "detail" in missing.json()
