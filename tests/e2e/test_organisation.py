"""Through an organisation's server in a real browser: it stands at another site (127.0.0.1), so the
browser withholds the cookies of the desk (SameSite=Strict) on the way back until our page leads on.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, expect
from tests.e2e.following import follow
from tests.e2e.test_desk import press, quiet, server
from tests.e2e.test_public_site import broken_rules

from wayforward.core.access.actions import tie_subject
from wayforward.core.access.rules import AT_TERMINAL, Role
from wayforward.testing.issuer import Issuer, an_issuer
from wayforward.testing.staff import add_app, code_of, hire

__all__ = [
    "quiet",
    "server",
]  # fixtures of the desk: a page that may be refused, the site at a name

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

BUTTON = "text=Example Ministry"


@pytest.fixture
def issuer(server: str, settings) -> Iterator[Issuer]:
    cache.clear()
    settings.ORIGIN = server
    with an_issuer() as running:
        settings.SIGN_IN_SERVER = running.settings
        yield running


def at(server: str, name: str, language: str) -> str:
    with translation.override(language):
        return server + reverse(name)


@pytest.mark.parametrize("language", ["fa-af", "en"])
def test_tied_account_comes_in_with_its_own_second_factor(
    page: Page, server: str, issuer: Issuer, language: str
) -> None:
    secret = add_app(hire(Role.EDITOR))
    tie_subject(name="editor-one", issuer=issuer.issuer, subject=issuer.subject, actor=AT_TERMINAL)
    page.goto(at(server, "account_login", language))
    assert broken_rules(page) == []

    follow(page.locator(BUTTON))
    expect(page).to_have_url(at(server, "mfa_authenticate", language))
    page.fill("#id_code", code_of(secret))
    press(page)

    expect(page).to_have_url(at(server, "desk", language))
    assert "editor-one" in page.inner_text(".who")


@pytest.mark.parametrize("language", ["ps", "en"])
def test_unknown_person_reads_what_to_do(
    quiet: Page, server: str, issuer: Issuer, language: str
) -> None:
    quiet.goto(at(server, "account_login", language))

    quiet.click(BUTTON)
    quiet.wait_for_url("**/organisation/finish?**")

    assert issuer.subject in quiet.inner_text("main")
    assert broken_rules(quiet) == []
