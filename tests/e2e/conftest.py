"""A real Chromium against a real server. Skipped with a plain message where there is none."""

import os
import shutil
import time
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from wayforward.conf import REPOSITORY
from wayforward.core.access.limiting import Limiter
from wayforward.information.sources.hooks import readings_settled
from wayforward.information.sources.import_actions import import_folder
from wayforward.information.sources.models import Source
from wayforward.site import middleware
from wayforward.testing.keeping import Kept, keep, put_back

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}

# Playwright's loop runs in this thread; Django would take that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; each test opens its own context."""
    program = _chromium()
    if program is None:
        pytest.skip("Chromium is missing: run sh scripts/browser.sh")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS))
        yield browser
        connections.close_all()  # of this loop: a database that was made before it is removed after
        browser.close()


@pytest.fixture(scope="session")
def mirrors() -> list[Kept]:
    """The mirror once it was imported and indexed: modules after the first put it back."""
    return []


def _mirror() -> Kept:
    import_folder(path=REPOSITORY / "tests" / "data_small" / "pages")
    readings_settled()
    # The mirror is months old; all but the pages on health were confirmed just now.
    fresh = Source.objects.exclude(url__contains="health-care")
    fresh.update(checked_at=timezone.now())
    return keep()


@pytest.fixture(scope="module")
def served(
    browser: Browser,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    mirrors: list[Kept],
) -> Iterator[str]:
    """The site's address, with the small mirror of synthetic pages imported and indexed.

    The browser comes first: Django keeps another connection while its loop runs, and the one that
    made the database must be the one that removes it.

    Served for a whole module from committed rows; the tables are emptied afterwards.
    """
    with django_db_blocker.unblock():
        if mirrors:
            put_back(mirrors[0])
        else:
            mirrors.append(_mirror())
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(autouse=True)
def fresh_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test starts with a full bucket."""
    monkeypatch.setattr(middleware, "limiter", Limiter(clock=time.monotonic))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a phone; what the browser complains about fails the test."""
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []
