"""A site served for one test from its own rows, and a browser that is signed in there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer
from tests.e2e.conftest import DESKTOP


@contextmanager
def served_once(host: str = "127.0.0.1") -> Iterator[str]:
    """The address of the site; the tables are emptied afterwards."""
    server = LiveServer(host)
    yield server.url
    server.stop()
    call_command("flush", verbosity=0, interactive=False)


def cookies_of(client: Client, paths: Sequence[str] = ("/",)) -> list[Any]:
    """What a browser has to send to be whom the client is, on these paths."""
    return [
        {"name": name, "value": morsel.value, "domain": "127.0.0.1", "path": path}
        for name, morsel in client.cookies.items()
        for path in paths
    ]


def browser_of(browser: Browser, client: Client) -> BrowserContext:
    """A browser at a desk, signed in as the client is."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB")
    context.add_cookies(cookies_of(client))
    return context
