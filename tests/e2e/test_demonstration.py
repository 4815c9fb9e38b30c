"""The demonstration's made-up people in a real browser: pages about persons, rules, deadlines and
documents with axe; and two officers who see different things of one man.

The server works as the role that the product runs as: what it shows has passed the walls.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db.backends.signals import connection_created
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.following import follow, follow_enter
from tests.e2e.made_up import LETTER, OFFICE, Shown, furnish
from tests.e2e.test_desk import at, faults
from tests.site.desk_pages import PAGES, PAGES_OF_ONE

from wayforward.core.access.rules import Permission
from wayforward.core.demonstration import staging
from wayforward.core.documents.shelf import use
from wayforward.core.parties.actions import load_arrangements
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.database.cluster import APP
from wayforward.testing.shelf import MemoryShelf
from wayforward.testing.staff import pass_both_locks

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]

LANGUAGES = ("fa-af", "ps", "en")
OFFICER, CONSUL = "demo-case-officer", "demo-consul"
# Pages that only take something and lead on, or hand a file out.
WITHOUT_A_SCREEN = {
    "desk-clocks-file", "desk-contact-remove", "desk-document-keep", "desk-document-open",
    "desk-document-proof", "desk-letter-step", "desk-person-open", "desk-purpose",
}  # fmt: skip


# Whatever has the focus must be on the screen and say so by an outline.
_UNSEEN = """() => {
  const here = document.activeElement;
  return here !== document.body
    && !(here.checkVisibility() && getComputedStyle(here).outlineStyle !== 'none');
}"""


@dataclass(frozen=True, slots=True)
class Stage:
    """The site with the demonstration on it."""

    url: str
    shown: Shown
    cookies: dict[str, str]  # the session of each member of staff

    def at(self, name: str, language: str, *args: object) -> str:
        """An address of it."""
        return at(self.url, name, language, *args)


def _as_app(connection: Any, **_about: object) -> None:
    """Requests run in threads of their own; what the test itself does is the owner's."""
    if threading.current_thread() is not threading.main_thread():
        with connection.cursor() as cursor:
            cursor.execute(f'SET ROLE "{APP}"')


def _session(name: str) -> str:
    client = Client()
    pass_both_locks(client, User.objects.get(username=name))
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


@pytest.fixture(scope="module")
def stage(
    browser: Browser,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stage]:
    """Served for the whole module."""
    keys = tmp_path_factory.mktemp("demonstration") / "keys.json"
    with (
        django_db_blocker.unblock(),
        override_settings(DEMONSTRATION=True),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(staging, "keys_file", lambda: keys)
        use(MemoryShelf())
        load_arrangements()
        load_rule_sets()
        staging.set_the_stage()
        shown = furnish()
        staff = [row["name"] for row in staging.script()["accounts"]] + [OFFICE]
        cookies = {name: _session(name) for name in staff}
        connection_created.connect(_as_app)
        live = LiveServer("localhost")
        yield Stage(live.url, shown, cookies)
        live.stop()
        connection_created.disconnect(_as_app)
        use(None)
        call_command("flush", verbosity=0, interactive=False)


def come_in(context: BrowserContext, stage: Stage, name: str) -> None:
    """Be somebody who has signed in."""
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": stage.cookies[name],
                "domain": "localhost",
                "path": f"/{language}/desk",
                "httpOnly": True,
                "sameSite": "Strict",
            }
            for language in LANGUAGES
        ]
    )


def came(page: Page, address: str) -> int:
    """What the site answers."""
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def visits(shown: Shown) -> dict[str, list[tuple[Any, ...]]]:
    """Whom every page is shown to: the name of its address and what stands in it."""
    return {
        "": [
            ("rules",),
            ("rule-set", "eu-law"),
            ("rules-compared", "joint-way-forward", "joint-declaration-2021"),
            ("working-days",),
            ("audit-heads",),
        ],
        OFFICER: [
            ("desk",),
            ("desk-persons",),
            ("desk-person", shown.person),
            ("desk-disclosures",),
            ("desk-consents-proved",),
            ("desk-disclosure", shown.disclosure),
            ("desk-disclose", shown.person),
            ("desk-consents", shown.person),
            ("desk-documents",),
            ("desk-document", shown.file),
            ("desk-letters",),
            ("desk-letter-new", LETTER),
            ("desk-letter", shown.letter),
            ("desk-letter-rewrite", shown.letter),
            ("desk-clocks",),
            ("desk-clock", shown.clock),
            ("desk-clock-new",),
            ("mfa_index",),
        ],
        "demo-adjudicator-two": [
            ("desk",),
            ("desk-judgements",),
            ("desk-pair", shown.person, shown.other),
        ],
        "demo-data-protection": [
            ("desk-access",),
            ("desk-document-erase", shown.file),
            ("desk-document", shown.erased),
            ("desk-documents-erased",),
            ("desk-figures",),
            ("desk-log",),
            ("desk-unusual",),
        ],
        OFFICE: [("desk-party",), ("desk-days",), ("desk-day-decision", shown.decision)],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_no_fault_in_any_language_on_any_screen(
    browser: Browser, stage: Stage, language: str
) -> None:
    found: list[str] = []
    for name, pages in visits(stage.shown).items():
        context = browser.new_context(viewport=PHONE)
        if name:
            come_in(context, stage, name)
        page = context.new_page()
        for address in pages:
            assert came(page, stage.at(address[0], language, *address[1:])) == 200, address
            assert page.locator(".made-up").is_visible(), address
            found += faults(page)
        context.close()

    assert found == []


def test_every_page_of_the_desk_is_visited() -> None:
    nowhere = Shown("", "", "", "", 0, "", 0, 0, 0, 0)
    here = {address[0] for pages in visits(nowhere).values() for address in pages}
    # Of editors and campaign officers: test_desk.py, test_rumours.py, test_campaigns.py.
    editing = {
        Permission.SEE_EDITING, Permission.EDIT_CARD, Permission.SORT_REPORTS,
        Permission.SEE_CAMPAIGNS, Permission.EDIT_CAMPAIGN, None,
    }  # fmt: skip
    elsewhere = {name for name, may in {**PAGES, **PAGES_OF_ONE}.items() if may in editing}

    assert {*PAGES, *PAGES_OF_ONE} - here - elsewhere == {*WITHOUT_A_SCREEN, "desk-keys"}


def at_desk(browser: Browser, stage: Stage, name: str) -> Iterator[Page]:
    """A page on a desk, somebody signed in."""
    context = browser.new_context(viewport=DESKTOP)
    come_in(context, stage, name)
    yield context.new_page()
    context.close()


@pytest.fixture
def officer(browser: Browser, stage: Stage) -> Iterator[Page]:
    yield from at_desk(browser, stage, OFFICER)


@pytest.fixture
def consul(browser: Browser, stage: Stage) -> Iterator[Page]:
    yield from at_desk(browser, stage, CONSUL)


@pytest.fixture
def adjudicator(browser: Browser, stage: Stage) -> Iterator[Page]:
    yield from at_desk(browser, stage, "demo-adjudicator-two")


def read(page: Page, address: str) -> str:
    """What stands on a page, below the sentence that it is all made up."""
    page.goto(address)
    assert "made up" in page.inner_text(".made-up")
    return page.inner_text("main")


def test_two_officers_see_different_things_of_one_man(
    officer: Page, consul: Page, stage: Stage
) -> None:
    shown = stage.shown
    north = read(officer, stage.at("desk-person", "en", shown.person))
    south = read(consul, stage.at("desk-person", "en", shown.consuls_person))

    for known in ("Najibullah Rahimi", "Nadschib Rahimi", "0000-1375"):
        assert known in north
        assert known not in south
    assert "محمد رحیم" in south
    assert "محمد رحیم" not in north
    for page in (officer, consul):
        assert "hearing" not in read(page, stage.at("desk-documents", "en"))
    assert came(consul, stage.at("desk-person", "en", shown.person)) == 404
    assert came(officer, stage.at("desk-person", "en", shown.consuls_person)) == 404


def test_the_consul_reads_exactly_what_was_sent(officer: Page, consul: Page, stage: Stage) -> None:
    address = stage.at("desk-disclosure", "en", stage.shown.disclosure)
    assert "Who can see this, and why" in read(officer, address)
    received = read(consul, address)

    assert all(one in received for one in ("Najibullah Rahimi", "Abdul Karim", "1996", "Balkh"))
    assert not [one for one in ("Nadschib", "0000-1375", "sylum") if one in received]
    assert "not yet" in officer.inner_text("main .known >> nth=0")
    follow(consul.locator("text=Acknowledge >> nth=-1"))
    officer.reload()
    assert "not yet" not in officer.inner_text("main .known >> nth=0")


def test_what_is_sent_is_shown_first_and_sent_by_keyboard_alone(
    officer: Page, consul: Page, stage: Stage
) -> None:
    read(officer, stage.at("desk-disclose", "en", stage.shown.person))
    officer.focus("#id_recipient")
    officer.keyboard.type("Consulate")
    officer.keyboard.press("Tab")
    officer.keyboard.type("identification")
    officer.keyboard.press("Tab")
    follow_enter(officer)
    officer.fill("#id_provision", "Regulation (EU) 2016/679, Article 49(1)(d)")
    follow_enter(officer)
    assert "Nadschib Rahimi" in officer.inner_text(".said")
    officer.focus("button[value=send]")
    assert officer.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    officer.keyboard.press("Enter")
    officer.wait_for_url("**/desk/disclosures/*")

    assert "Nadschib Rahimi" in read(consul, officer.url)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until it is reached; where one is must be seen all the way."""
    for _pressed in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(_UNSEEN):
            raise AssertionError(page.evaluate("document.activeElement.outerHTML"))
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} is not reached with Tab")


def press_on(page: Page, selector: str) -> None:
    """Reach it, press Enter, see the next page."""
    tab_to(page, selector)
    follow_enter(page)


def test_two_records_are_judged_merged_and_parted_by_keyboard_alone(
    adjudicator: Page, stage: Stage
) -> None:
    page = adjudicator
    page.goto(stage.at("desk", "en"))
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("j")
    press_on(page, "main .rows a")
    assert "waits for a second person" in page.inner_text("main")

    press_on(page, "button[value=confirm]")
    assert "confirmed by demo-adjudicator-two" in page.inner_text("main")
    press_on(page, "button[value=merge]")
    assert "These records are one person now" in page.inner_text("main")
    assert faults(page) == []
    tab_to(page, "#undo-reason")
    page.keyboard.type("Another father.")
    press_on(page, "button[value=undo]")

    tab_to(page, "input[name=verdict]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "#id_reason")
    page.keyboard.type("The grandfathers differ.")
    press_on(page, "button[value=judge]")
    main = page.inner_text("main")
    assert "“The grandfathers differ.”" in main
    assert "another adjudicator has to confirm it" in main
    assert not page.locator("button[value=confirm]").count()
    assert faults(page) == []
