"""A rumour reported on a phone in Pashto reaches its published rebuttal; the week shows it.

Real model, real database, the starter claims: two people publish at the desk, a third reports.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker
from tests.e2e.conftest import PHONE
from tests.e2e.following import follow
from tests.e2e.rumours import HOUSE, committed, desk_of, load_starter_claims
from tests.e2e.test_desk import _SIDEWAYS
from tests.e2e.test_public_site import EVERY_LOOK, broken_rules
from tests.information.narratives.weekly.making import told

from wayforward.core.access.rules import Role
from wayforward.information.narratives.models import Claim, ClaimText
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.weekly.queries import last_week

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]

# The rumour of the house as nobody wrote it down beside the claim.
IN_OTHER_WORDS = "خلک وايي چې جرمنيان هرې افغان کورنۍ ته مفت کور ورکوي"
LANGUAGES = ("fa-af", "ps", "en")


@pytest.fixture(scope="module")
def loaded(served: str, django_db_blocker: DjangoDbBlocker) -> str:
    """The site with the starter claims, one of them told for months by many."""
    with django_db_blocker.unblock():
        load_starter_claims()
        claim = Claim.objects.get(key=HOUSE)
        monday = last_week(timezone.now().date())
        for back in range(1, 11):
            told(claim, monday - timedelta(weeks=back), 1)
        told(claim, monday, 8)
        told(claim, monday, 5, language="fa-af", channel="tiktok", came_by="desk")
        told(
            Claim.objects.exclude(key=HOUSE).order_by("key")[0], monday, 2, channel="", province=""
        )
    return served


def _published_in_pashto(browser: Browser, served: str) -> None:
    """Two people at the desk: one hands the draft on, the other publishes it."""
    address = f"{served}/ps/desk/rumours/{HOUSE}/ps"
    with desk_of(browser, Role.EDITOR, "demo-editor") as (_context, editor):
        editor.goto(address)
        follow(editor.locator('button[value="submit"]'))
        expect(editor.locator('button[value="publish"]')).to_have_count(1)
    with desk_of(browser, Role.NATIVE_READER, "demo-reader") as (_context, reader):
        reader.goto(address)
        follow(reader.locator('button[value="publish"]'))
        expect(reader.locator('button[value="withdraw"]')).to_have_count(1)


def test_rumour_reported_on_a_phone_in_pashto_reaches_its_published_rebuttal(
    browser: Browser, loaded: str, page: Page, settings: Settings
) -> None:
    settings.ORIGIN = loaded
    before = committed(Report.objects.count)
    assert page.request.get(f"{loaded}/ps/rumours/{HOUSE}").status == 404
    _published_in_pashto(browser, loaded)
    title = committed(lambda: ClaimText.objects.get(claim__key=HOUSE, language="ps").title)

    page.set_viewport_size(PHONE)
    page.goto(f"{loaded}/ps/rumours/report")
    page.fill("#text", IN_OTHER_WORDS)
    page.select_option("#channel", "whatsapp")
    follow(page.locator('button[value="report"]'))
    expect(page.locator("[aria-labelledby=told]")).to_contain_text(title)
    assert page.evaluate(_SIDEWAYS) == 0
    follow(page.locator("[aria-labelledby=told] a").first)

    assert page.url == f"{loaded}/ps/rumours/{HOUSE}"
    assert page.evaluate("document.dir") == "rtl"
    expect(page.locator("h1")).to_contain_text(title)
    for part in ("fact", "wrong", "instead", "sources"):
        expect(page.locator(f"#{part}")).to_be_visible()
    assert page.evaluate(_SIDEWAYS) == 0
    assert broken_rules(page, EVERY_LOOK) == []
    kept = committed(lambda: Report.objects.order_by("-pk").first())
    assert kept is not None
    assert committed(Report.objects.count) == before + 1
    assert (kept.came_by, kept.language, kept.channel) == ("web", "ps", "whatsapp")
    told_claim = kept.claim or kept.suggested
    assert told_claim
    assert told_claim.key == HOUSE

    page.goto(f"{loaded}/ps/rumours/week")
    expect(page.locator("main")).to_contain_text(title)
    page.goto(f"{loaded}/en/rumours/week")
    expect(page.locator("main")).not_to_contain_text("house")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_rumours_have_no_fault(browser: Browser, loaded: str, language: str) -> None:
    with desk_of(browser, Role.EDITOR, "demo-editor", PHONE) as (_context, page):
        for path in ("desk/weekly", "desk/rumours", f"desk/rumours/{HOUSE}/{language}",
                     "desk/reports", "rumours/week"):  # fmt: skip
            page.goto(f"{loaded}/{language}/{path}")
            assert broken_rules(page) == []
            page.set_viewport_size(PHONE)
            assert page.evaluate(_SIDEWAYS) == 0, path


def test_weeks_are_of_this_calendar() -> None:
    assert last_week(date(2026, 11, 29)) == date(2026, 11, 16)
