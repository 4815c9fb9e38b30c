"""A campaign in browsers of its own: planned by one officer, signed by both sides, given out, and
its leaflet's page amber when a source changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from tests.e2e.following import follow
from tests.e2e.serving import browser_of, served_once
from tests.e2e.test_public_site import broken_rules
from tests.information.campaigns.making import KEY, Made, whole
from tests.information.cards.making import SAID, import_page

from wayforward.core.access.models import Account
from wayforward.core.access.rules import Role
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.testing.staff import add_app, hire, pass_both_locks

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
Desk = Callable[[Account], Page]


@pytest.fixture
def made(tmp_path: Path, transactional_db: None) -> Made:
    load_rule_sets()
    return whole(import_page(tmp_path, "01", *SAID))


@pytest.fixture
def served() -> Iterator[str]:
    with served_once() as address:
        yield address


@pytest.fixture
def desk(browser: Browser, served: str) -> Iterator[Desk]:
    """Opens a browser in which an account is signed in."""
    opened = []

    def open_for(account: Account) -> Page:
        client = Client()
        add_app(account.user)
        pass_both_locks(client, account.user)
        opened.append(browser_of(browser, client))
        return opened[-1].new_page()

    yield open_for
    for context in opened:
        context.close()


def test_two_sides_sign_and_a_source_change_turns_the_leaflets_page_amber(
    made: Made, served: str, desk: Desk, page: Page, tmp_path: Path
) -> None:
    officer = desk(hire(Role.CAMPAIGN_OFFICER, name="demo-officer").account)
    here, there = desk(made.here), desk(made.there)
    address = f"{served}/en/desk/campaigns/{KEY}"
    officer.goto(address)
    follow(officer.get_by_role("button", name="Hand in for signature"))
    for one in (here, there):
        one.goto(f"{served}/en/desk/")
        follow(one.get_by_role("link", name="What an appeal is"))
        follow(one.locator("button[value=sign]"))
        expect(one.locator(".note.said").first).to_have_text("Signed for your side.")
    officer.goto(address)
    follow(officer.get_by_role("button", name="Start"))
    expect(officer.locator("main .badge").first).to_have_text("Running")

    page.goto(f"{served}/en/materials/{made.leaflet.key}")
    expect(page.locator(".card-answer")).to_contain_text("It costs nothing.")
    assert broken_rules(page) == []
    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])
    page.reload()
    expect(page.locator(".note.amber")).to_contain_text("Under review")
    assert broken_rules(page) == []
    officer.goto(f"{served}/en/desk/")
    follow(officer.get_by_role("link", name="Appeals are read"))
    expect(officer.locator("#doubts")).to_be_visible()


@pytest.mark.parametrize("language", ["fa-af", "ps", "en"])
def test_pages_of_campaigns_have_no_accessibility_fault(
    made: Made, served: str, desk: Desk, language: str
) -> None:
    officer = desk(hire(Role.CAMPAIGN_OFFICER, name="demo-officer").account)
    message = made.leaflet.message_id
    for path in ("", "/new", f"/{KEY}", f"/{KEY}/plan", f"/{KEY}/messages", f"/{KEY}/outcomes",
                 f"/{KEY}/messages/{message}", f"/{KEY}/materials/{made.leaflet.pk}",
                 f"/{KEY}/messages/{message}/material?kind=sms&language=ps", "/sample-size",
                 f"/{KEY}/reach", f"/{KEY}/effect", f"/{KEY}/report"):  # fmt: skip
        officer.goto(f"{served}/{language}/desk/campaigns{path}")
        assert broken_rules(officer) == []
