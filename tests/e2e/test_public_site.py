"""Every public page in a real browser: both directions, phone and desktop, light and dark.

Questions go through the whole product: real database, real model, the small synthetic mirror.
"""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Response, Route, ViewportSize
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.following import follow, follow_enter

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]

LANGUAGES = ("fa-af", "ps", "en")
PAGES = (
    "", "sources", "changes", "about", "method", "privacy", "api", "saved", "status", "rumours",
    "rumours/report", "rumours/week", "field/reports",
    "rumours/report", "projects", "projects/province/AF-KAB", "projects/district/kab-paghman",
    "projects/sectors", "projects/reporters",
)  # fmt: skip
QUESTIONS = {
    "fa-af": "برای اعتراض بر رد درخواست پناهندگی چند روز وقت دارم؟",
    "ps": "د پناه د رد پر وړاندې د اعتراض لپاره څو ورځې وخت لرم؟",
    "en": "How many days do I have to appeal against a refusal?",
}
_SMALL_TARGETS = """() => [...document.querySelectorAll(
  'button, textarea, select, summary, .tongues a, .foot a, .brand, .links a, .topics a'
)].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
  .map(e => e.outerHTML)"""
_SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FIRST_PAGE_BYTES = 60_000
STYLE_BYTES = 14_000


def ask(page: Page, served: str, language: str, question: str) -> None:
    """Put a question as a person does."""
    page.goto(f"{served}/{language}/")
    page.fill("#q", question)
    follow(page.locator(".ask button"))


EVERY_LOOK = ((PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark"))
TWO_LOOKS = ((PHONE, "light"), (DESKTOP, "dark"))


def broken_rules(page: Page, looks: Sequence[tuple[ViewportSize, str]] = TWO_LOOKS) -> list[str]:
    """What axe finds on these screens and in these colour schemes."""
    found: list[str] = []
    page.evaluate(AXE_SCRIPT)
    for viewport, scheme in looks:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        answer = page.evaluate("asked => axe.run(asked)", {"resultTypes": ["violations"]})
        for violation in answer["violations"]:
            targets = [node["html"] for node in violation["nodes"]]
            found.append(f"{page.url} {scheme} {violation['id']}: {targets}")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_accessibility_fault_and_fits_small_screens(
    page: Page, served: str, language: str, path: str
) -> None:
    page.goto(f"{served}/{language}/{path}")

    assert broken_rules(page, EVERY_LOOK) == []
    assert page.evaluate(_SMALL_TARGETS) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(_SIDEWAYS) <= 0


@dataclass(frozen=True, slots=True)
class Case:
    """A question and the heading its outcome shows, in English."""

    name: str
    question: str
    heading: str


CASES = (
    Case("answered", QUESTIONS["en"], "What official sources say"),
    Case(
        "nothing", "Which spanner fits a bicycle pedal made in 1974?", "We found no official text"
    ),
    Case("stale", "Is health care free?", "What official sources said when we last"),
    Case("personal", "My number is +93 701 234 567, what now?", "please take personal data out"),
    Case("empty", "  ", "Write your question first"),
    Case("long", "Why? " * 200, "Your question is too long"),
    Case("language", "ویزا", "Which language is your question in?"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_outcome_in_every_language_has_no_accessibility_fault(
    page: Page, served: str, case: Case
) -> None:
    ask(page, served, "en", case.question)
    assert case.heading in page.inner_text("h1")

    for name in ("English", "دری", "پښتو"):
        follow(page.locator(f".tongues >> text={name}"))
        assert broken_rules(page) == []
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate(_SIDEWAYS) <= 0
        assert page.evaluate(_SMALL_TARGETS) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_answer_shows_what_who_and_since_when_and_leads_to_the_copies(
    page: Page, served: str, language: str
) -> None:
    ask(page, served, language, QUESTIONS[language])

    first = page.locator(".quote").first
    assert first.locator(".says p").first.inner_text().strip()
    assert first.locator(".who").inner_text().strip()
    assert first.locator("time").count() >= 1
    assert "q=" not in page.url

    follow(first.locator(".links a").nth(1))
    assert page.locator("mark").count() >= 1
    assert broken_rules(page) == []
    follow(page.locator("p.small > a"))
    assert page.locator("table").count() >= 1
    assert broken_rules(page) == []
    follow(page.locator("table a >> nth=0"))
    assert "SHA-256" in page.inner_text("body")


def test_asking_by_keyboard_alone_reaches_the_answer(page: Page, served: str) -> None:
    page.goto(f"{served}/fa-af/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.type(QUESTIONS["fa-af"])
    page.keyboard.press("Tab")
    follow_enter(page)

    assert page.locator(".says").first.inner_text().strip()


def test_everything_works_without_script(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()

    ask(page, served, "en", QUESTIONS["en"])
    assert page.locator(".quote").count() >= 1
    follow(page.locator(".tongues >> text=پښتو"))
    assert page.locator("html").get_attribute("lang") == "ps"
    assert page.locator("#q").input_value() == QUESTIONS["en"]
    assert page.locator(".quote mark, summary").count() >= 1
    page.goto(f"{served}/en/sources")
    page.select_option("#f-language", "ps")
    follow(page.locator(".filter button"))
    assert "language=ps" in page.url
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_example_question_is_asked_by_one_press(page: Page, served: str, language: str) -> None:
    page.goto(f"{served}/{language}/")

    follow(page.locator(".examples button >> nth=0"))

    assert page.locator("#q").input_value().strip()
    assert page.url == f"{served}/{language}/ask"


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_page_is_light_and_comes_from_one_place(
    page: Page, served: str, language: str
) -> None:
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))

    page.goto(f"{served}/{language}/")
    page.wait_for_load_state("networkidle")

    weights = {r.url: len(gzip.compress(r.body())) for r in responses if ".woff2" not in r.url}
    assert all(url.startswith(served) for url in weights)
    assert sum(weights.values()) < FIRST_PAGE_BYTES
    style = next(r for r in responses if r.url.endswith("site.css"))
    assert len(style.body()) < STYLE_BYTES
    assert not [r.url for r in responses if ".woff2" in r.url]  # phones use their own fonts


def test_page_is_readable_when_fonts_never_arrive(browser: Browser, served: str) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.route("**/*.woff2", refuse)

    page.goto(f"{served}/ps/")

    assert page.locator("h1").is_visible()
    context.close()


def test_large_screens_draw_pashto_letters_with_the_font_we_bring(
    browser: Browser, served: str
) -> None:
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(f"{served}/ps/")
    page.evaluate("document.querySelector('h1').textContent = 'ټډړږښڼېۍګځڅئيی'")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)

    tools = context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    node = tools.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})["nodeId"]
    fonts = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]

    assert [font["familyName"] for font in fonts] == ["Vazirmatn"]
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_run_in_the_readers_direction(page: Page, served: str, language: str) -> None:
    page.goto(f"{served}/{language}/")

    brand = page.locator(".brand").bounding_box()
    assert brand is not None
    on_the_right = brand["x"] > PHONE["width"] / 2
    assert on_the_right == (language != "en")
    assert page.evaluate("getComputedStyle(document.body).direction") == (
        "ltr" if language == "en" else "rtl"
    )


def test_page_not_found_has_no_accessibility_fault(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    for language in LANGUAGES:
        page.goto(f"{served}/{language}/nowhere")

        assert broken_rules(page) == []
    context.close()
