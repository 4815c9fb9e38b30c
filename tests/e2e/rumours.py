"""The starter claims in front of a browser: their pages registered, their wordings found by meaning."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize
from tests.e2e.conftest import DESKTOP

from wayforward.core.access.rules import Role
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.narratives.loading import load_claims
from wayforward.information.narratives.matching.embedding import embed_wordings
from wayforward.information.narratives.starters import read_claims
from wayforward.information.sources.models import Origin, Publisher, Source, SourceState
from wayforward.testing.staff import sign_in

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
            tier="eu", title=f"Demo page {key}", origin=Origin.REGISTER, state=SourceState.UNCHANGED,
            checked_at=timezone.now(),
        )
        for key in sorted(keys)
    )  # fmt: skip
    load_claims(starters=replace(starters, claims=[replace(one, cards=()) for one in starters.claims]))
    embed_wordings()


def cookies_of(client: Client) -> list[dict[str, str]]:
    """What a signed-in client's browser holds, for the addresses of the desk alone."""
    return [
        {"name": name, "value": morsel.value, "domain": "127.0.0.1", "path": f"/{language}/desk"}
        for name, morsel in client.cookies.items()
        for language in ("fa-af", "ps", "en")
    ]


@contextmanager
def desk_of(
    browser: Browser, role: Role, name: str, viewport: ViewportSize = DESKTOP, **more: str
) -> Iterator[tuple[BrowserContext, Page]]:
    """A browser of somebody who is signed in at the desk."""
    client = Client()
    sign_in(client, role, name=name)
    context = browser.new_context(viewport=viewport, **more)  # type: ignore[arg-type]
    context.add_cookies(cookies_of(client))  # type: ignore[arg-type]
    yield context, context.new_page()
    context.close()
