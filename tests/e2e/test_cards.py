"""Short answers in a real browser: saved, opened without internet with their age, passed on.

The clock of the browser is moved where age matters; the server's stays.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.plugin import DjangoDbBlocker
from tests.e2e.conftest import PHONE
from tests.e2e.following import follow
from tests.e2e.test_public_site import EVERY_LOOK, broken_rules
from tests.information.cards.making import APPEAL, SAID, WORK, import_page, load_two

from wayforward.core.documents.signing import canonical
from wayforward.information.cards.models import Card
from wayforward.information.cards.pack.packing import pack, pack_bytes

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]

LANGUAGES = ("fa-af", "ps", "en")
_KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      found.push(new URL(request.url).pathname);
  return found.sort();
}"""


@pytest.fixture(scope="module")
def cards_served(
    served: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> str:
    """The site with two cards on one page."""
    with django_db_blocker.unblock():
        load_two(import_page(tmp_path_factory.mktemp("cards"), "01", *SAID))
    return served


@pytest.fixture(autouse=True)
def fresh_packs(cards_served: str) -> None:
    """A pack is made once a minute: tests do not wait for the next."""
    pack_bytes.cache_clear()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone with nothing saved; what it complains about while online fails the test."""
    context = browser.new_context(viewport=PHONE)
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context
    context.close()
    assert complaints == []


def _committed(work: Callable[[], object]) -> None:
    """Change what the server sees: a test's own transaction is not visible to it."""

    def run() -> None:
        work()
        pack_bytes.cache_clear()
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()


def _save(page: Page) -> None:
    part = page.locator("[data-save]")
    part.locator("button").click()
    expect(part.locator("[role=status]")).to_have_text(part.get_attribute("data-done") or "")


def _saved_card(context: BrowserContext, served: str, language: str = "en") -> Page:
    """A page after one card was saved on it."""
    page = context.new_page()
    page.goto(f"{served}/{language}/cards/appeal-deadline")
    _save(page)
    return page


def test_saved_answer_opens_without_internet_in_three_languages(
    context: BrowserContext, cards_served: str
) -> None:
    page = _saved_card(context, cards_served)
    context.set_offline(True)

    for language in LANGUAGES:
        page.goto(f"{cards_served}/{language}/saved#appeal-deadline")
        card = page.locator("#appeal-deadline")
        expect(card.locator("summary")).to_contain_text(APPEAL[language].question)
        for sentence in (*APPEAL[language].answer, *APPEAL[language].next):
            expect(card).to_contain_text(sentence)
        expect(card.locator("[data-answer] p").first).to_be_visible()
        expect(page.locator("[data-away]")).to_be_visible()


def test_saved_answer_says_since_when_until_when_and_that_it_is_a_draft(
    context: BrowserContext, cards_served: str
) -> None:
    page = _saved_card(context, cards_served)
    context.set_offline(True)
    page.goto(f"{cards_served}/en/saved#appeal-deadline")

    until = datetime.now(UTC) + timedelta(days=30)
    expect(page.locator("[data-draft]")).to_be_visible()
    said = page.locator("[data-trust]").inner_text()
    assert f"until {until.day} {until:%B %Y}" in said
    assert "1405" in said
    assert "Our signature is on it." in said
    assert page.locator("[data-old]").is_hidden()
    assert f"{datetime.now(UTC):%B %Y}" in page.locator("[data-count]").inner_text()


def test_all_answers_of_a_language_are_saved_at_once(
    context: BrowserContext, cards_served: str
) -> None:
    page = context.new_page()
    page.goto(f"{cards_served}/ps/cards")
    _save(page)
    context.set_offline(True)

    page.goto(f"{cards_served}/ps/saved")
    expect(page.locator("[data-list] details")).to_have_count(2)
    assert page.locator("[data-count]").inner_text().startswith("خوندي شوي ځوابونه: ۲")
    page.goto(f"{cards_served}/en/saved")
    expect(page.locator("#work-while-waiting [data-title]")).to_have_attribute("lang", "ps")
    expect(page.locator("#work-while-waiting [data-title]")).to_have_attribute("dir", "rtl")


def test_saved_answer_that_expired_says_so(context: BrowserContext, cards_served: str) -> None:
    page = _saved_card(context, cards_served)
    context.set_offline(True)
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=31))

    page.goto(f"{cards_served}/en/saved#appeal-deadline")

    expect(page.locator("[data-expired]")).to_be_visible()
    expect(page.locator("#appeal-deadline [data-old]")).to_be_visible()
    expect(page.locator("#appeal-deadline .badge")).to_be_visible()


def test_saved_answer_on_a_device_whose_clock_is_behind_says_so(
    context: BrowserContext, cards_served: str
) -> None:
    page = _saved_card(context, cards_served)
    context.set_offline(True)
    page.clock.set_fixed_time(datetime.now(UTC) - timedelta(days=31))

    page.goto(f"{cards_served}/en/saved#appeal-deadline")

    expect(page.locator("#appeal-deadline [data-clock]")).to_be_visible()


def test_saved_answer_is_renewed_when_it_is_old_and_there_is_internet(
    context: BrowserContext, cards_served: str
) -> None:
    page = _saved_card(context, cards_served)
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=2))

    page.goto(f"{cards_served}/en/saved")

    expect(page.locator("[data-said]")).to_have_text("All saved answers are as they stand today.")


def test_saved_answer_that_was_amber_says_since_when_and_why(
    context: BrowserContext, cards_served: str, tmp_path: Path
) -> None:
    _committed(lambda: import_page(tmp_path, "05", SAID[0].replace("14", "7"), *SAID[1:]))
    page = _saved_card(context, cards_served)
    context.set_offline(True)

    page.goto(f"{cards_served}/en/saved#appeal-deadline")

    amber = page.locator("#appeal-deadline [data-amber]")
    expect(amber).to_contain_text("5 March 2026")
    expect(amber).to_contain_text("has changed")
    assert broken_rules(page) == []


def test_saved_answer_that_was_retired_is_gone_after_renewing(
    context: BrowserContext, cards_served: str
) -> None:
    page = _saved_card(context, cards_served)
    _committed(lambda: Card.objects.filter(key="appeal-deadline").update(active=False))

    page.goto(f"{cards_served}/en/saved")
    page.click("[data-renew]")
    expect(page.locator("[data-said]")).to_contain_text("taken back by us")

    assert page.locator("[data-list] details").count() == 0
    _committed(lambda: Card.objects.update(active=True))


def test_questions_and_other_pages_are_never_kept(
    context: BrowserContext, cards_served: str
) -> None:
    page = _saved_card(context, cards_served)
    page.goto(f"{cards_served}/en/")
    page.fill("#q", "How many days do I have to appeal?")
    follow(page.locator(".ask button"))
    page.goto(f"{cards_served}/en/about")

    kept = page.evaluate(_KEPT)

    allowed = {"/cards/pack.json", *(f"/{language}/saved" for language in LANGUAGES)}
    assert [path for path in kept if path not in allowed and "/static/" not in path] == []


def test_other_pages_without_internet_lead_to_what_was_saved(
    context: BrowserContext, cards_served: str
) -> None:
    page = _saved_card(context, cards_served)
    context.set_offline(True)

    page.goto(f"{cards_served}/ps/sources")

    expect(page.locator("#appeal-deadline")).to_contain_text(APPEAL["ps"].question)


def test_everything_saved_is_removed_at_one_press(
    context: BrowserContext, cards_served: str
) -> None:
    page = _saved_card(context, cards_served)
    page.goto(f"{cards_served}/en/saved")

    page.click("[data-remove]")

    expect(page.locator("[data-said]")).to_contain_text("Nothing is saved")
    assert page.evaluate(_KEPT) == []


def _pack_file(tmp_path: Path, old: str = "", new: str = "") -> Path:
    raw = canonical(pack(("en", "ps"), now=datetime.now(UTC)))
    file = tmp_path / "answers.json"
    file.write_bytes(raw.replace(old.encode(), new.encode()) if old else raw)
    return file


def test_file_from_hand_to_hand_is_opened_when_it_is_ours(
    context: BrowserContext, cards_served: str, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(f"{cards_served}/en/saved")

    page.set_input_files("[data-file]", _pack_file(tmp_path))

    expect(page.locator("[data-said]")).to_contain_text("come from us")
    expect(page.locator("#work-while-waiting")).to_contain_text(WORK["en"].question)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("14 days", "99 days", "somebody changed it"),
        ('"expires_at":"20', '"expires_at":"30', "somebody changed it"),
        ("wayforward cards", "something else", "no file of answers"),
    ],
)
def test_file_from_hand_to_hand_is_refused_when_it_is_not_ours(
    context: BrowserContext, cards_served: str, tmp_path: Path,
    old: str, new: str, sentence: str,
) -> None:  # fmt: skip
    page = context.new_page()
    page.goto(f"{cards_served}/en/saved")

    page.set_input_files("[data-file]", _pack_file(tmp_path, old, new))

    expect(page.locator("[data-said]")).to_contain_text(sentence)
    assert page.locator("[data-list] details").count() == 0


def test_saved_file_that_was_tampered_with_is_not_shown(
    context: BrowserContext, cards_served: str
) -> None:
    page = _saved_card(context, cards_served)
    page.evaluate("""async () => {
      const store = await caches.open("wayforward-saved");
      const [request] = await store.keys();
      const text = (await (await store.match(request)).text()).replaceAll("14 days", "99 days");
      await store.put(request, new Response(text, { headers: { "X-Saved-At": "2026-01-01" } }));
    }""")

    context.set_offline(True)
    page.goto(f"{cards_served}/en/saved")

    expect(page.locator("[data-broken]")).to_be_visible()
    assert page.locator("[data-list] details").count() == 0


def test_saved_answers_are_searched_whichever_keyboard_typed(
    context: BrowserContext, cards_served: str
) -> None:
    page = context.new_page()
    page.goto(f"{cards_served}/fa-af/cards")
    _save(page)
    page.goto(f"{cards_served}/fa-af/saved")

    page.fill("[data-filter]", "كار")

    expect(page.locator("#work-while-waiting")).to_be_visible()
    assert page.locator("#appeal-deadline").is_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["cards", "cards?topic=work", "cards/appeal-deadline", "saved"])
def test_page_of_cards_has_no_accessibility_fault_and_fits_small_screens(
    context: BrowserContext, cards_served: str, language: str, path: str
) -> None:
    page = _saved_card(context, cards_served)
    page.goto(f"{cards_served}/{language}/{path}")
    for closed in page.locator("details").all():
        closed.evaluate("element => { element.open = true }")

    assert broken_rules(page, EVERY_LOOK) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert (
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        <= 0
    )
    small = page.evaluate("""() => [...document.querySelectorAll(
      "button, input, select, summary, .links a, .foot a"
    )].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
      .map(e => e.outerHTML)""")
    assert small == []


def test_page_of_saved_answers_without_script_says_what_to_do(
    browser: Browser, cards_served: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{cards_served}/en/cards/appeal-deadline")
    assert page.locator("[data-save]").is_hidden()

    page.goto(f"{cards_served}/en/saved")

    assert "You can print an answer instead" in page.inner_text("main")
    context.close()


def test_site_can_be_installed(context: BrowserContext, cards_served: str) -> None:
    page = _saved_card(context, cards_served)

    address = page.get_attribute("link[rel=manifest]", "href")
    manifest = json.loads(page.request.get(f"{cards_served}{address}").text())

    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def test_text_to_pass_on_is_copied_at_one_press(browser: Browser, cards_served: str) -> None:
    context = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{cards_served}/ps/cards/appeal-deadline")

    page.click("[data-copy]")
    expect(page.locator("[data-copied]")).to_have_text(
        page.get_attribute("[data-copied]", "data-copied") or ""
    )

    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("[data-share]")
    context.close()


def test_text_to_pass_on_is_shared_where_the_device_can(
    context: BrowserContext, cards_served: str
) -> None:
    page = context.new_page()
    page.add_init_script("navigator.share = async (said) => { window.shared = said; }")
    page.goto(f"{cards_served}/en/cards/appeal-deadline")

    page.click("[data-hand-on]")
    page.wait_for_function("window.shared")

    assert f"{cards_served}/en/cards/appeal-deadline" in page.evaluate("window.shared.text")


def test_button_to_share_is_not_there_where_the_device_cannot(
    context: BrowserContext, cards_served: str
) -> None:
    page = context.new_page()
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(f"{cards_served}/en/cards/appeal-deadline")

    assert page.locator("[data-hand-on]").is_hidden()


def test_answer_is_saved_and_read_by_keyboard_alone(
    context: BrowserContext, cards_served: str
) -> None:
    page = context.new_page()
    page.goto(f"{cards_served}/ps/cards/appeal-deadline")
    page.focus("[data-save] button")
    page.keyboard.press("Enter")
    part = page.locator("[data-save]")
    expect(part.locator("[role=status]")).to_have_text(part.get_attribute("data-done") or "")

    page.goto(f"{cards_served}/ps/saved")
    page.focus("#appeal-deadline summary")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")

    expect(page.locator("#appeal-deadline [data-answer] p").first).to_be_visible()
