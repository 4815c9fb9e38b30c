"""A published rebuttal on a phone: its page, the picture for messengers, the files to print."""

from __future__ import annotations

import pypdfium2
import pytest
from playwright.sync_api import Page
from pytest_django.plugin import DjangoDbBlocker
from tests.e2e.test_public_site import TWO_LOOKS, broken_rules
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import KEY, load_one
from tests.information.narratives.publishing.test_actions import published

from wayforward.core.rulesets.actions import load_rule_sets

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]
LANGUAGES = ("fa-af", "ps", "en")
_SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def rumours_served(
    served: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> str:
    """The site with one rumour that is answered in three languages."""
    with django_db_blocker.unblock():
        load_rule_sets()
        texts = load_one(import_page(tmp_path_factory.mktemp("rumours"), "01", *SAID))
        for text in texts.values():
            published(text)
    return served


@pytest.mark.parametrize("language", LANGUAGES)
def test_rebuttal_on_a_phone_leads_to_its_picture_and_its_paper(
    page: Page, rumours_served: str, language: str
) -> None:
    page.goto(f"{rumours_served}/{language}/rumours/{KEY}")

    links = page.locator("#pass-on ~ .links a").evaluate_all("all => all.map(one => one.href)")
    picture = page.locator('meta[property="og:image"]').get_attribute("content")
    assert page.evaluate(_SIDEWAYS) <= 0
    assert broken_rules(page, TWO_LOOKS) == []
    assert picture is not None
    assert page.request.get(picture).body().startswith(b"\x89PNG")
    [leaflet] = [link for link in links if link.endswith("/leaflet.pdf")]
    assert len(pypdfium2.PdfDocument(page.request.get(leaflet).body())) == 2
