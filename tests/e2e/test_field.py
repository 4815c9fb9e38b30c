"""Field staff write reports down without internet: they wait on the phone and arrive once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.plugin import DjangoDbBlocker
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.rumours import HOUSE, committed, desk_of, load_starter_claims
from tests.e2e.test_desk import _SIDEWAYS, _SMALL_TARGETS
from tests.e2e.test_public_site import EVERY_LOOK, broken_rules
from tests.information.answers.test_guarding import PERSONAL
from tests.information.narratives.reporting.test_scrubbing import KEPT, SCRUBBED

from wayforward.core.access.rules import Role
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.reporting.scrubbing import scrub

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]

KNOWN = "په جرمني کې وړیا کور درکوي"
UNKNOWN = "وايي چې د کابل په بازار کې سپينه پيشو پښتو وايي"
_STORED = """() => new Promise((done) => {
  const asked = indexedDB.open("wayforward-field", 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction("reports").objectStore("reports").getAll();
    all.onsuccess = () => {
      asked.result.close();
      done(all.result.sort((one, other) => one.place - other.place));
    };
  };
})"""


@pytest.fixture(scope="module")
def loaded(served: str, django_db_blocker: DjangoDbBlocker) -> str:
    """The site with the starter claims."""
    with django_db_blocker.unblock():
        load_starter_claims()
    return served


@pytest.fixture(autouse=True)
def nothing_yet(loaded: str) -> None:
    committed(lambda: Report.objects.all().delete())


@pytest.fixture
def phone(browser: Browser, loaded: str) -> Iterator[tuple[BrowserContext, Page]]:
    """The phone of a mediator who is signed in."""
    with desk_of(browser, Role.CAMPAIGN_OFFICER, "demo-mediator", PHONE) as opened:
        yield opened


def _open(page: Page, served: str, language: str = "ps") -> None:
    page.goto(f"{served}/{language}/field/reports")
    expect(page.locator("[data-ready]")).to_be_visible()


def _write(page: Page, text: str, **given: str) -> None:
    page.fill("#id_text", text)
    for name, value in given.items():
        page.fill(f"#id_{name}", value)
    page.click("[data-keep]")


def _reports() -> list[dict[str, Any]]:
    wanted = ("text", "came_by", "people", "language", "claim__key", "decision")
    return committed(lambda: list(Report.objects.order_by("pk").values(*wanted)))


def test_two_reports_in_pashto_wait_without_internet_and_arrive_once(
    phone: tuple[BrowserContext, Page], loaded: str
) -> None:
    context, page = phone
    _open(page, loaded)

    context.set_offline(True)
    page.reload()
    expect(page.locator("[data-away]")).to_be_visible()
    assert page.evaluate("document.dir") == "rtl"
    _write(page, f"{KNOWN} 0701234567 https://example.org/x/nemuna", people="3")
    expect(page.locator("[data-said]")).to_contain_text("۲")  # taken out: a number and a link
    _write(page, UNKNOWN)
    expect(page.locator("[data-list] > li")).to_have_count(2)
    expect(page.locator("[data-count]")).to_contain_text("۲")
    kept = page.evaluate(_STORED)
    assert [row["text"] for row in kept] == [f"{KNOWN} [number] hxxps://example[.]org/…", UNKNOWN]
    assert "0701234567" not in str(kept)
    assert page.evaluate(_SIDEWAYS) == 0
    page.reload()
    expect(page.locator("[data-list] > li")).to_have_count(2)

    context.set_offline(False)
    expect(page.locator("[data-list] > li")).to_have_count(0)
    expect(page.locator("[data-answers] > li")).to_have_count(2)

    assert page.evaluate(_STORED) == []
    rows = _reports()
    assert [(row["came_by"], row["people"], row["language"]) for row in rows] == [
        ("desk", 3, "ps"), ("desk", 1, "ps"),
    ]  # fmt: skip
    assert (rows[0]["claim__key"], rows[0]["decision"]) == (HOUSE, "near_exact")
    page.reload()
    expect(page.locator("[data-ready]")).to_be_visible()
    assert len(_reports()) == 2


def test_report_is_changed_deleted_and_put_back_before_it_is_sent(
    phone: tuple[BrowserContext, Page], loaded: str
) -> None:
    context, page = phone
    _open(page, loaded, "en")
    context.set_offline(True)
    _write(page, "They say houses are free", day="2026-05-04")
    line = page.locator("[data-list] > li")

    line.locator("[data-edit]").click()
    _write(page, "They say houses in Germany are free")
    expect(line.locator("[data-text]")).to_have_text("They say houses in Germany are free")
    expect(line.locator("[data-about]")).to_contain_text("2026-05-04")
    line.locator("[data-delete]").click()
    expect(line).to_have_count(0)
    page.click("[data-undo]")
    expect(line.locator("[data-text]")).to_have_text("They say houses in Germany are free")
    _write(page, "0701234567")
    expect(page.locator("[data-said]")).to_contain_text("Names and numbers alone")
    expect(line).to_have_count(1)

    context.set_offline(False)
    expect(line).to_have_count(0)
    assert [row["text"] for row in _reports()] == ["They say houses in Germany are free"]


def test_answer_that_was_lost_on_the_way_makes_no_second_report(
    phone: tuple[BrowserContext, Page], loaded: str
) -> None:
    _context, page = phone
    # The worker would send it again at once, past what is intercepted here.
    page.add_init_script(
        'Object.defineProperty(ServiceWorkerRegistration.prototype, "sync", { value: undefined })'
    )
    _open(page, loaded, "en")

    def arrives_but_the_answer_is_lost(route: Any) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/desk/reports/entries", arrives_but_the_answer_is_lost)
    _write(page, "They say houses in Germany are free")
    expect(page.locator("[data-note]")).to_contain_text("may have arrived already")
    expect(page.locator("[data-edit]")).to_be_hidden()
    assert len(_reports()) == 1

    page.unroute("**/desk/reports/entries")
    page.click("[data-send]")
    expect(page.locator("[data-list] > li")).to_have_count(0)
    assert len(_reports()) == 1


def test_session_that_has_ended_and_another_person_lose_nothing(
    browser: Browser, phone: tuple[BrowserContext, Page], loaded: str
) -> None:
    context, page = phone
    _open(page, loaded, "en")
    mine = context.cookies()
    context.clear_cookies()
    _write(page, "They say houses in Germany are free")
    expect(page.locator("[data-ended]")).to_be_visible()
    follow_to = page.locator("[data-ended] a").get_attribute("href")
    assert follow_to == "/en/desk/account/sign-in?next=/en/field/reports"

    with desk_of(browser, Role.EDITOR, "demo-other") as (other, _page):
        context.add_cookies(other.cookies())  # type: ignore[arg-type]
    page.reload()
    expect(page.locator("[data-others]")).to_contain_text("1")
    expect(page.locator("[data-list] > li")).to_have_count(1)
    assert _reports() == []

    context.add_cookies(mine)  # type: ignore[arg-type]
    page.click("[data-send]")
    expect(page.locator("[data-list] > li")).to_have_count(0)
    assert len(_reports()) == 1


def test_report_that_is_refused_says_why_and_can_be_mended(
    phone: tuple[BrowserContext, Page], loaded: str
) -> None:
    _context, page = phone
    page.clock.install(time="2031-03-01T12:00:00Z")
    _open(page, loaded, "en")

    _write(page, "They say houses in Germany are free")
    expect(page.locator("[data-note]")).to_contain_text("This day is still to come.")

    page.click("[data-edit]")
    _write(page, "They say houses in Germany are free", day="2026-05-04")
    expect(page.locator("[data-list] > li")).to_have_count(0)
    assert len(_reports()) == 1


def test_device_takes_out_by_form_what_the_desk_would(
    phone: tuple[BrowserContext, Page], loaded: str
) -> None:
    _context, page = phone
    _open(page, loaded, "en")
    by_form = {"phone", "number", "email", "handle", "link", "chat", "invite"}
    texts = [text for text, _gone, kinds in SCRUBBED if kinds <= by_form]
    texts += [text for text, kind in PERSONAL if kind in by_form]

    for text in texts:
        left = page.evaluate("text => scrubbing.scrub(text).text", text)
        again = page.evaluate("text => scrubbing.scrub(text)", left)
        assert by_form.isdisjoint(scrub(left).removed), (text, left)
        assert again == {"text": left, "removed": 0}
    for text in KEPT:
        assert page.evaluate("text => scrubbing.scrub(text).text", text) == scrub(text).text


@pytest.mark.parametrize("language", ["fa-af", "ps", "en"])
def test_page_of_field_staff_has_no_fault(
    phone: tuple[BrowserContext, Page], loaded: str, language: str
) -> None:
    context, page = phone
    _open(page, loaded, language)
    context.set_offline(True)
    _write(page, KNOWN)
    expect(page.locator("[data-list] > li")).to_have_count(1)

    assert broken_rules(page, EVERY_LOOK) == []
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        assert page.evaluate(_SMALL_TARGETS) == []
        assert page.evaluate(_SIDEWAYS) == 0


def test_page_without_javascript_leads_to_the_form_of_the_desk(
    browser: Browser, loaded: str
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{loaded}/en/field/reports")

    assert page.locator("noscript a").get_attribute("href") == "/en/desk/reports/new"
    expect(page.locator("[data-form]")).to_be_hidden()
    context.close()
