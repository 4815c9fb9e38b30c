"""The starter claims in front of a browser: their pages registered, wordings found by meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from tests.e2e.conftest import DESKTOP
from tests.e2e.serving import cookies_of

from wayforward.core.access.rules import Role
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.narratives.loading import load_claims
from wayforward.information.narratives.matching.embedding import embed_wordings
from wayforward.information.narratives.starters import read_claims
from wayforward.information.sources.models import Origin, Publisher, Source, SourceState
from wayforward.testing.staff import pass_both_locks, sign_in

T = TypeVar("T")
# A phone, a worker and a model share one machine here: what is waited for may take its time.
expect.set_options(timeout=20_000)
HOUSE = "germany-gives-every-family-a-house"


def load_starter_claims() -> None:
    """Every starter claim with each page it cites, as if visited just now; without cards."""
    load_rule_sets()
    starters = read_claims()
    publisher = Publisher.objects.create(
        key="demo-office", names={"en": "Demo office"}, tier="eu", hosts=["demo.example.org"]
    )
    keys = {cite.source for claim in starters.claims for cite in claim.cites}
    Source.objects.bulk_create(
        Source(
            key=key, publisher=publisher, url=f"https://demo.example.org/{key}", language="en",
            tier="eu", title=f"Demo page {key}", origin=Origin.REGISTER,
            state=SourceState.UNCHANGED, checked_at=timezone.now(),
        )
        for key in sorted(keys)
    )  # fmt: skip
    load_claims(
        starters=replace(starters, claims=[replace(one, cards=()) for one in starters.claims])
    )
    embed_wordings()


def committed(work: Callable[[], T]) -> T:
    """Do something that the server sees: a test's own transaction is not visible to it."""

    def run() -> T:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def signed_in(role: Role, name: str) -> list[dict[str, str]]:
    """The cookies of somebody who is at the desk, for its addresses alone."""

    def enter() -> list[dict[str, str]]:
        client = Client()
        user = User.objects.filter(username=name).first()
        if user is None:
            sign_in(client, role, name=name)
        else:
            pass_both_locks(client, user)
        return cookies_of(client, [f"/{language}/desk" for language in ("fa-af", "ps", "en")])

    return committed(enter)


@contextmanager
def desk_of(
    browser: Browser, role: Role, name: str, viewport: ViewportSize = DESKTOP
) -> Iterator[tuple[BrowserContext, Page]]:
    """A browser of somebody who is signed in at the desk."""
    context = browser.new_context(viewport=viewport)
    context.add_cookies(signed_in(role, name))  # type: ignore[arg-type]
    yield context, context.new_page()
    context.close()
