"""The desk in a real browser: signing in with app and passkey, every page with axe, the keyboard.

Served at localhost: browsers give passkeys to names, never to numbers such as 127.0.0.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.plugin import DjangoDbBlocker
from tests.e2e.conftest import PHONE
from tests.e2e.following import follow
from tests.e2e.serving import served_once
from tests.e2e.test_public_site import broken_rules
from tests.site.desk_pages import PAGES

from wayforward.core.access.actions import create_account, make_link
from wayforward.core.access.models import Account
from wayforward.core.access.rules import AT_TERMINAL, Role
from wayforward.core.citations.actions import Cited, publish
from wayforward.core.citations.models import Doubt
from wayforward.testing.staff import PASSWORD, add_app, code_of, hire

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

LANGUAGES = ("fa-af", "ps", "en")
# Where a label holds its tick, the label is the target.
_SMALL_TARGETS = """() => [...document.querySelectorAll(
  'main button, .field input:not(.tick > input), select, header a, header button, .ways a, ' +
  '.foot a, .links a, .tick'
)].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
  .map(e => e.outerHTML)"""
_SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The site at a name."""
    with django_db_blocker.unblock(), served_once("localhost") as address:
        yield address


@pytest.fixture(autouse=True)
def no_attempts_yet() -> Iterator[None]:
    """Every test starts with no attempt counted and no code used."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def quiet(browser: Browser) -> Iterator[Page]:
    """A page that may be refused something: the browser calls that an error."""
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    yield context.new_page()
    context.close()


def at(server: str, name: str, language: str = "en", *args: object) -> str:
    """An address of the desk."""
    with translation.override(language):
        return server + reverse(name, args=args)


def press(page: Page) -> None:
    """Send the first form of the page."""
    follow(page.locator("form.sheet .button >> nth=0"))


def give_password(page: Page, server: str, language: str = "en") -> None:
    """The first lock."""
    page.goto(at(server, "account_login", language))
    page.fill("#id_login", "editor-one")
    page.fill("#id_password", PASSWORD)
    press(page)


def enter(page: Page, server: str, language: str = "en", *roles: Role) -> str:
    """Hire an editor who signs in with password and app; the secret of the app."""
    secret = add_app(hire(*(roles or (Role.EDITOR,))))
    give_password(page, server, language)
    page.fill("#id_code", code_of(secret))
    press(page)
    expect(page).to_have_url(at(server, "desk", language))
    return secret


def authenticator(context: BrowserContext, page: Page, *, verified: bool = True) -> tuple[Any, str]:
    """A device that holds passkeys, made of software; its connection and its number."""
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return tools, str(made["authenticatorId"])


def test_first_day_from_the_link_to_the_desk_and_in_again(page: Page, server: str) -> None:
    create_account(name="editor-one", roles=[Role.EDITOR], actor=AT_TERMINAL)
    page.goto(at(server, "desk-welcome", "en", *make_link(name="editor-one", actor=AT_TERMINAL)))
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    press(page)
    assert "Your password is saved" in page.inner_text("main")

    give_password(page, server)
    assert page.inner_text("h1") == "One more lock"
    follow(page.locator("text=Set up an app"))
    secret = page.inner_text(".secret")
    assert page.locator(".picture svg").is_visible()
    page.fill("#id_code", code_of(secret))
    press(page)
    assert page.locator(".codes li").count() == 10
    follow(page.locator("main a.button"))
    expect(page).to_have_url(at(server, "desk"))
    follow(page.locator(".who button"))
    expect(page).to_have_url(at(server, "account_login"))

    give_password(page, server)
    assert page.inner_text("h1") == "The second lock"
    page.fill("#id_code", code_of(secret))
    press(page)

    assert page.inner_text("h1") == "What needs me now"
    assert "editor-one" in page.inner_text(".who")


def test_passkey_signs_in_alone_and_stands_in_for_the_code(page: Page, server: str) -> None:
    enter(page, server)
    tools, device = authenticator(page.context, page)
    page.goto(at(server, "mfa_add_webauthn"))
    page.fill("#id_name", "my telephone")
    page.click("#passkey-add")
    page.wait_for_url(at(server, "mfa_view_recovery_codes"))
    page.goto(at(server, "mfa_index"))
    assert "my telephone" in page.inner_text("main")
    assert "signs in alone" in page.inner_text("main")
    assert (
        len(tools.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1
    )
    follow(page.locator(".who button"))

    page.click("#passkey-login")
    page.wait_for_url(at(server, "desk"))
    follow(page.locator(".who button"))
    give_password(page, server)
    page.click("#passkey-second")
    page.wait_for_url(at(server, "desk"))

    assert page.inner_text("h1") == "What needs me now"


def test_first_factor_may_be_a_passkey_and_is_the_last_that_stays(page: Page, server: str) -> None:
    hire(Role.EDITOR)
    authenticator(page.context, page)
    give_password(page, server)
    follow(page.locator("text=Add a passkey"))
    page.click("#passkey-add")
    page.wait_for_url(at(server, "mfa_view_recovery_codes"))
    page.goto(at(server, "desk"))
    assert page.inner_text("h1") == "What needs me now"

    page.goto(at(server, "mfa_index"))

    assert page.locator("text=Rename").is_visible()
    assert not page.locator("text=Remove").count()


def test_passkey_the_device_refuses_is_explained_and_nothing_opens(
    quiet: Page, server: str
) -> None:
    enter(quiet, server)
    authenticator(quiet.context, quiet, verified=False)
    quiet.goto(at(server, "mfa_add_webauthn", "ps"))

    quiet.click("#passkey-add")

    expect(quiet.locator("[data-passkey-trouble]")).to_be_visible(timeout=15_000)
    assert broken_rules(quiet) == []


def test_cookies_go_to_the_desk_alone(page: Page, server: str) -> None:
    enter(page, server)
    cookies = page.context.cookies()
    assert {c["path"] for c in cookies} == {f"/{language}/desk" for language in LANGUAGES}
    assert all(c["httpOnly"] and c["sameSite"] == "Strict" for c in cookies)

    with page.expect_request(f"{server}/en/") as asked:
        page.click("text=The public site")
    assert "cookie" not in asked.value.all_headers()

    page.goto(at(server, "desk", "fa-af"))  # signed in here as well
    expect(page).to_have_url(at(server, "desk", "fa-af"))
    follow(page.locator(".who button"))
    assert not [c for c in page.context.cookies() if c["name"] == "desk"]


def test_desk_works_without_script(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()

    enter(page, server)
    follow(page.locator("text=Log"))

    assert "Account opened" in page.inner_text("main")
    context.close()


def test_keyboard_goes_anywhere_and_can_be_turned_off(page: Page, server: str) -> None:
    enter(page, server)
    page.keyboard.press("?")
    page.wait_for_url(at(server, "desk-keys"))
    page.keyboard.press("g")
    page.keyboard.press("l")
    page.wait_for_url(at(server, "desk-log"))
    # The same keys while a Dari layout is on.
    page.evaluate("""() => ['KeyG', 'KeyA'].forEach(code => document.body.dispatchEvent(
        new KeyboardEvent('keydown', {key: 'ل', code, bubbles: true})))""")
    page.wait_for_url(at(server, "mfa_index"))

    page.goto(at(server, "mfa_add_webauthn"))
    page.focus("#id_name")
    page.keyboard.type("g l?")
    assert page.input_value("#id_name").startswith("g l?")
    page.goto(at(server, "desk-keys"))
    page.click("[data-switch] button")
    assert page.inner_text("[data-switch]") == "Turn the shortcuts on"
    page.keyboard.press("g")
    page.keyboard.press("l")
    page.wait_for_timeout(300)

    expect(page).to_have_url(at(server, "desk-keys"))


def test_first_tab_skips_to_the_content_and_the_navigation_follows(page: Page, server: str) -> None:
    enter(page, server)

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator(".ways a").first.focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")

    assert outline != "none"


@pytest.mark.parametrize("language", ["fa-af", "en"])
def test_navigation_on_a_phone_shows_where_one_is(page: Page, server: str, language: str) -> None:
    enter(page, server, language)

    page.goto(at(server, "mfa_index", language))

    expect(page.locator(".ways [aria-current]")).to_be_in_viewport(ratio=0.95)


def some_doubts() -> None:
    """Texts in two directions whose pages changed."""
    titles = {"en": "How many days you have to appeal", "ps": "د اعتراض لپاره څو ورځې لرئ؟"}
    for language, title in titles.items():
        text = publish(kind="card", key="appeal", language=language, title=title,
                       address=f"/{language}/cards/appeal",
                       cited=[Cited(1, "example/appeal", "s1", "Two weeks.")])  # fmt: skip
        Doubt.objects.create(citation=text.citations.get(), reason="reworded", since=timezone.now())


def faults(page: Page) -> list[str]:
    """What axe, a narrow screen and a large thumb find."""
    found = broken_rules(page)
    page.set_viewport_size({"width": 320, "height": 640})
    if page.evaluate(_SIDEWAYS) > 0:
        found.append(f"{page.url} is wider than 320 px")
    return found + [f"{page.url} small: {one}" for one in page.evaluate(_SMALL_TARGETS)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_before_the_desk_have_no_fault(quiet: Page, server: str, language: str) -> None:
    user = hire(Role.EDITOR)
    found: list[str] = []

    quiet.goto(at(server, "account_login", language))
    found += faults(quiet)
    quiet.fill("#id_login", "nobody")
    quiet.fill("#id_password", "nothing")
    press(quiet)
    found += broken_rules(quiet)
    link = make_link(name="editor-one", actor=AT_TERMINAL)
    for parts in (link, ("MQ", "over")):
        quiet.goto(at(server, "desk-welcome", language, *parts))
        found += faults(quiet)
    give_password(quiet, server, language)
    for name in ("desk-set-up", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"):
        quiet.goto(at(server, name, language))
        found += faults(quiet)
    add_app(user)
    quiet.goto(at(server, "desk", language))  # sent to prove it
    found += faults(quiet)

    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_the_desk_have_no_fault(quiet: Page, server: str, language: str) -> None:
    enter(quiet, server, language, Role.EDITOR, Role.NATIVE_READER)
    found: list[str] = []
    for name in PAGES:
        quiet.goto(at(server, name, language))
        found += faults(quiet)
    quiet.goto(at(server, "mfa_generate_recovery_codes", language))
    press(quiet)
    found += faults(quiet)  # the new recovery codes
    some_doubts()
    quiet.goto(at(server, "desk", language))
    found += faults(quiet)
    Account.objects.update(roles=[])
    quiet.goto(at(server, "desk", language))
    found += broken_rules(quiet)  # closed to the role

    assert found == []
