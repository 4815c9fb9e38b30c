"""Changes in a real browser: the list, one change, the page of a source that moved and drifted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.plugin import DjangoDbBlocker
from tests.e2e.following import follow
from tests.e2e.serving import served_once
from tests.e2e.test_public_site import _SIDEWAYS, _SMALL_TARGETS, LANGUAGES, broken_rules
from tests.information.sources.mirrors import html, write_mirror

from wayforward.information.sources import hooks
from wayforward.information.sources.changes.models import SourceChange
from wayforward.information.sources.import_actions import import_folder
from wayforward.information.sources.models import Source, SourceAddress

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]

SAID = {
    "en": ("You may appeal within 14 days.", "You get 200 euros.", "Call 030 123 4567."),
    "fa-af": ("در ۱۴ روز اعتراض کرده می‌توانید.", "۲۰۰ یورو می‌گیرید.", "به ۰۳۰ ۱۲۳ ۴۵۶۷ زنگ بزنید."),
}


def _import(folder: Path, day: str, language: str, paragraphs: tuple[str, ...]) -> None:
    write_mirror(
        folder / day / language,
        {"help.html": html("Help", *paragraphs, language=language)},
        [{"file": "help.html", "url": f"https://help.example.org/{language}", "title": "Help",
          "language": language, "publisher": "Example Office", "twin": "help",
          "fetched_at": f"2026-03-{day}T00:00:00Z"}],
    )  # fmt: skip
    import_folder(path=folder / day / language)


@pytest.fixture(scope="module")
def changed(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """A served site: an English page changed, its Dari twin did not follow, and both had moved."""
    folder = tmp_path_factory.mktemp("changes")
    listeners, hooks._listeners[:] = list(hooks._listeners), []
    with django_db_blocker.unblock():
        for language, paragraphs in SAID.items():
            _import(folder, "01", language, paragraphs)
        english = SAID["en"]
        _import(folder, "05", "en", (english[0].replace("14", "7"), *english[1:], "Ask a lawyer."))
        _import(folder, "25", "fa-af", SAID["fa-af"])
        for source in Source.objects.all():
            moved = {"url": f"{source.url}/new", "valid_from": "2026-03-20T00:00:00Z"}
            SourceAddress.objects.create(source=source, **moved)
        SourceChange.objects.update(replaced=True)
        with served_once() as address:
            yield address
    hooks._listeners[:] = listeners


def _is_clean(page: Page) -> None:
    assert broken_rules(page) == []
    assert page.evaluate(_SMALL_TARGETS) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(_SIDEWAYS) <= 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_changes_and_what_they_lead_to_have_no_accessibility_fault(
    page: Page, changed: str, language: str
) -> None:
    page.goto(f"{changed}/{language}/changes")
    assert page.locator("del").first.inner_text().strip() == "14"
    assert page.locator("ins").first.inner_text().strip() == "7"
    _is_clean(page)

    follow(page.locator("section .links a").first)
    assert page.locator(".cites li").count() == 2
    _is_clean(page)

    follow(page.locator(".links a").first)
    assert page.locator("#drift").is_visible()
    _is_clean(page)


def test_filter_works_by_keyboard_and_without_script(page: Page, changed: str) -> None:
    page.goto(f"{changed}/en/")
    follow(page.locator(".foot >> text=What changed"))
    page.select_option("#f-least", "none")
    follow(page.locator(".filter button"))

    assert "least=none" in page.url
    assert page.locator("section.quote").count() == 1
