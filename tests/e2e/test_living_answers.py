"""The whole chain in one browser: an official page changes an amount, the answer says so, an editor
compares and renews one language, the others show which sentence is behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from tests.e2e.serving import browser_of, served_once
from tests.e2e.test_public_site import broken_rules
from tests.information.sources.serving import HOST, Site, fetcher_for, serving

from wayforward.core.access.rules import AT_TERMINAL, Role
from wayforward.information.cards import citing_actions
from wayforward.information.cards.loading import load_cards
from wayforward.information.cards.models import Card
from wayforward.information.cards.starters import StarterCard, StarterCitation, StarterText
from wayforward.information.sources import actions, queries
from wayforward.information.sources.models import Origin, Publisher, Sentence, Source
from wayforward.testing.staff import sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

BEFORE = "Each adult gets 460 euros a month."
AFTER = "Each adult gets 410 euros a month."
KEY = "monthly-support"


def _page(amount: str) -> bytes:
    return (
        "<!doctype html><html lang='en'><head><title>Support</title></head><body><main>"
        f"<h1>Support</h1><p>{amount}</p><p>Ask the office in your town.</p></main></body></html>"
    ).encode()


def _card(source: Source) -> StarterCard:
    return StarterCard(
        KEY,
        ("benefits",),
        (),
        (StarterCitation(source.key),),
        {
            "en": StarterText("How much money do I get?", (), (BEFORE, "It is paid monthly."),
                              ("Ask the office.",)),
            "fa-af": StarterText("چقدر پول می‌گیرم؟", (), ("هر بزرگسال ماهانه ۴۶۰ یورو می‌گیرد.",
                                 "هر ماه پرداخت می‌شود."), ("از دفتر بپرسید.",)),
            "ps": StarterText("څومره پیسې اخلم؟", (), ("هر لوی کس په میاشت کې ۴۶۰ یورو اخلي.",
                              "هره میاشت ورکول کېږي."), ("له دفتره وپوښتئ.",)),
        },
    )  # fmt: skip


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def source(site: Site, tmp_path: Path, settings: Settings, transactional_db: None) -> Source:
    """A watched page on a server of this machine, read once, with a card on its sentence."""
    settings.CAPTURES = tmp_path / "captures"
    publisher = Publisher.objects.create(
        key="office", names={"en": "Demo office"}, tier="eu", hosts=[HOST]
    )
    source = Source.objects.create(
        key="office-support", publisher=publisher, url=site.page("/support", _page(BEFORE)),
        language="en", tier="eu", title="Support", origin=Origin.REGISTER,
    )  # fmt: skip
    _visit_what_is_due(site)
    load_cards(starters=[_card(source)])
    cited = Sentence.objects.get(source=source, text=BEFORE)
    citing_actions.cite(
        card_id=Card.objects.get().pk, source_key=source.key, identity=cited.identity,
        actor=AT_TERMINAL,
    )  # fmt: skip
    return source


def _visit_what_is_due(site: Site) -> None:
    """What the scheduler and the worker do with pages that are due."""
    for key in queries.due_keys():
        actions.check_source(key=key, fetcher=fetcher_for(site))


@pytest.fixture
def served() -> Iterator[str]:
    with served_once() as address:
        yield address


@pytest.fixture
def desk(browser: Browser, client: Client, served: str) -> Iterator[Page]:
    """The desk in a browser of its own, an editor signed in."""
    sign_in(client, Role.EDITOR, name="demo-editor")
    context = browser_of(browser, client)
    yield context.new_page()
    context.close()


def test_a_changed_amount_reaches_the_public_the_desk_and_the_other_languages(
    source: Source, site: Site, served: str, page: Page, desk: Page
) -> None:
    public = f"{served}/en/cards/{KEY}"
    page.goto(public)
    expect(page.locator(".card-answer")).to_contain_text("460 euros")
    expect(page.get_by_text("Under review")).to_have_count(0)

    # The office changes the amount; the next scheduled visit notices.
    site.page("/support", _page(AFTER))
    Source.objects.update(next_check_at=timezone.now())
    _visit_what_is_due(site)

    # The public card says since when it is under review, in every language.
    page.reload()
    expect(page.locator(".note.amber")).to_contain_text("Under review")
    expect(page.locator(".note.amber time")).to_contain_text("today")
    page.goto(f"{served}/ps/cards/{KEY}")
    expect(page.locator(".note.amber")).to_have_count(1)
    assert broken_rules(page) == []

    # The editor finds it first, sees old and new, and renews the English text.
    desk.goto(f"{served}/en/desk/")
    desk.get_by_role("link", name="How much money do I get?").click()
    expect(desk.locator("section.note del")).to_have_text("460")
    expect(desk.locator("section.note ins")).to_have_text("410")
    desk.fill("#answer-1", AFTER)
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator(".note.said")).to_contain_text("Saved")
    page.goto(public)
    expect(page.locator(".card-answer")).to_contain_text("410 euros")
    expect(page.get_by_text("Under review")).to_have_count(0)

    # Dari and Pashto stay under review and show which sentence is behind, old beside new.
    desk.goto(f"{served}/en/desk/translations")
    expect(desk.get_by_text("1 sentence behind")).to_have_count(2)
    desk.goto(f"{served}/ps/desk/cards/{KEY}/ps")
    late = desk.locator(".beside.late")
    expect(late).to_have_count(1)
    expect(late.locator("del")).to_have_text("460")
    expect(late.locator("ins")).to_have_text("410")
    assert broken_rules(desk) == []
    desk.fill("#answer-1", "هر لوی کس په میاشت کې ۴۱۰ یورو اخلي.")
    desk.locator("button[value=save]").click()
    expect(desk.locator(".beside.late")).to_have_count(0)
    page.goto(f"{served}/ps/cards/{KEY}")
    expect(page.locator(".card-answer")).to_contain_text("۴۱۰")
    page.goto(f"{served}/fa-af/cards/{KEY}")
    expect(page.locator(".note.amber")).to_have_count(1)


def test_an_editor_reconfirms_one_language_by_keyboard_and_takes_it_back(
    source: Source, site: Site, served: str, desk: Page
) -> None:
    site.page("/support", _page(AFTER))
    Source.objects.update(next_check_at=timezone.now())
    _visit_what_is_due(site)
    desk.goto(f"{served}/en/desk/")
    desk.keyboard.press("g")
    desk.keyboard.press("c")
    expect(desk.locator("h1")).to_have_text("Cards")

    desk.goto(f"{served}/en/desk/cards/{KEY}/en")
    desk.focus("#why-confirm")
    desk.keyboard.type("compared with the office")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator("section.note.amber")).to_have_count(0)
    desk.goto(f"{served}/en/desk/log?stream=cards")
    expect(desk.get_by_text("compared with the office").first).to_be_visible()

    desk.goto(f"{served}/en/desk/cards/{KEY}/en")
    desk.get_by_role("button", name="Take back the last confirmation").click()
    expect(desk.locator("section.note.amber")).to_have_count(1)


@pytest.mark.parametrize("language", ["fa-af", "ps", "en"])
def test_pages_of_the_desk_for_cards_have_no_accessibility_fault(
    source: Source, served: str, desk: Page, language: str
) -> None:
    for path in ("", "cards", "cards/new", f"cards/{KEY}/ps", "translations", "needs", "sources",
                 "changes", "rumours", "reports", "reports/new"):  # fmt: skip
        desk.goto(f"{served}/{language}/desk/{path}")
        assert broken_rules(desk) == []
        desk.set_viewport_size({"width": 360, "height": 740})
        sideways = "() => document.documentElement.scrollWidth - innerWidth"
        assert desk.evaluate(sideways) <= 0, path
