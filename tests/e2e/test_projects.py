"""Projects at home in a real browser: the map by keyboard alone, on a phone, from right to left."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.following import follow, follow_enter
from tests.e2e.test_public_site import EVERY_LOOK, broken_rules
from tests.information.projects.making import (
    AF,
    KABUL,
    PAGHMAN,
    import_these,
    payment,
    written,
)

from wayforward.core.rulesets.actions import load_rule_sets

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]

LANGUAGES = ("fa-af", "ps", "en")
PAGE_BYTES = 60_000
_SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_FOCUSED = "() => document.activeElement.getAttribute('href') || ''"
_VISIBLE = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return box.left >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
}"""
_TELLS = "(() => getComputedStyle(document.activeElement.querySelector('.edge')).strokeWidth)()"
_BEFORE_MAP = 12  # stops: skip, brand, languages, the frame of the map


@pytest.fixture(scope="module")
def projects_served(
    served: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> str:
    """The site with three projects, two of them in Kabul."""
    with django_db_blocker.unblock():
        load_rule_sets()
        import_these(
            tmp_path_factory.mktemp("projects"),
            written(1, AF + PAGHMAN + '<sector code="14030"/>' + payment("4", 250)),
            written(2, AF + KABUL, title="کورس‌های خیاطی"),
            written(3, AF, status="4", title="Clinics"),
        )
    return served


def _tab_to(page: Page, address: str, most: int) -> int:
    """Press Tab until the focus is on a link; how often that took."""
    for pressed in range(1, most + 1):
        page.keyboard.press("Tab")
        if page.evaluate(_FOCUSED) == address:
            return pressed
    raise AssertionError(f"{address} is not reached by {most} presses of Tab on {page.url}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_map_by_keyboard_alone_leads_to_the_projects_of_a_province(
    page: Page, projects_served: str, language: str
) -> None:
    page.goto(f"{projects_served}/{language}/projects")
    first = "AF-BDS" if language != "en" else "AF-JOW"  # the first row, from where reading begins

    _tab_to(page, f"/{language}/projects/province/{first}", _BEFORE_MAP)
    _tab_to(page, f"/{language}/projects/province/AF-KAB", 34)
    assert page.evaluate(_VISIBLE)
    assert float(page.evaluate(_TELLS).removesuffix("px")) > 3
    follow_enter(page)

    assert page.url == f"{projects_served}/{language}/projects/province/AF-KAB"
    assert page.locator(".sources li").count() == 2
    _tab_to(page, f"/{language}/projects/district/kab-paghman", 60)
    follow_enter(page)
    _tab_to(page, f"/{language}/projects/XM-EX-1", 30)
    follow_enter(page)
    assert page.locator("h1").inner_text() == "Wells"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["projects", "projects?text=wells", "projects/province/AF-KAB",
             "projects/district/kab-paghman", "projects/XM-EX-1"],
)  # fmt: skip
def test_pages_of_projects_have_no_accessibility_fault_fit_a_phone_and_are_light(
    page: Page, projects_served: str, language: str, path: str
) -> None:
    bodies: list[bytes] = []
    page.on("response", lambda response: bodies.append(response.body()))
    page.goto(f"{projects_served}/{language}/{path}")
    page.wait_for_load_state("networkidle")
    assert sum(len(gzip.compress(body)) for body in bodies) < PAGE_BYTES

    assert broken_rules(page, EVERY_LOOK) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(_SIDEWAYS) <= 0


def test_search_without_script_keeps_its_filters_in_the_other_language(
    browser: Browser, projects_served: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{projects_served}/en/projects")

    page.fill("#f-text", "آب")
    page.select_option("#f-status", "live")
    follow(page.locator(".filter button"))
    assert page.locator(".sources li").count() == 1
    follow(page.locator(".tongues >> text=پښتو"))

    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.input_value("#f-text") == "آب"
    assert page.locator(".sources li").count() == 1
    context.close()


def test_question_that_names_a_district_leads_to_its_projects(
    page: Page, projects_served: str
) -> None:
    page.set_viewport_size(DESKTOP)
    page.goto(f"{projects_served}/en/")
    page.fill("#q", "Which reintegration help is there in Paghman after return?")
    follow(page.locator(".ask button"))

    follow(page.locator("text=Projects in Paghman, Kabul"))

    assert page.url == f"{projects_served}/en/projects/district/kab-paghman"
    assert page.locator(".sources li").count() == 1
