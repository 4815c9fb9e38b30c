"""The map of the public pages for search engines (sitemaps.org): each language with its others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from wayforward.core.language.tags import html_tag
from wayforward.core.places.reading import provinces
from wayforward.information.campaigns import public_queries as campaigns
from wayforward.information.cards.public_queries import public_texts, shown
from wayforward.information.narratives.publishing.public_queries import published
from wayforward.information.sources.models import Source

# Pages everybody may find. What is left out, and why, stands in tests/site/test_sitemap.py.
PAGES = (
    "front", "cards", "sources", "changes", "about", "method", "privacy", "api-guide",
    "rules", "working-days", "rumours", "rumour-report", "rumours-week", "projects",
    "projects-sectors", "projects-reporters", "method-reach",
)  # fmt: skip
Addresses = Mapping[str, str]  # by language


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in one language; `others` has every language it is in, as hreflang -> address."""

    address: str
    others: Addresses
    changed: datetime | None


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in every language it is in, and when it last changed."""
    entries = [
        *_pages(request), *_cards(request), *_rumours(request), *_materials(request),
        *_provinces(request), *_sources(request),
    ]  # fmt: skip
    return render(request, "site/sitemap.xml", {"entries": entries}, "application/xml")


def _pages(request: HttpRequest) -> Iterator[Entry]:
    for name in PAGES:
        yield from _entries(_addresses(request, name), {})


def _cards(request: HttpRequest) -> Iterator[Entry]:
    addresses: dict[str, dict[str, str]] = {}
    changed: dict[str, dict[str, datetime]] = {}
    for language, _name in settings.LANGUAGES:
        for one in shown(list(public_texts(language))):
            path = one.text.published.address
            amber = one.amber.since if one.amber else one.text.updated_at
            addresses.setdefault(one.card.key, {})[language] = request.build_absolute_uri(path)
            changed.setdefault(one.card.key, {})[language] = max(amber, one.text.updated_at)
    for key in sorted(addresses):
        yield from _entries(addresses[key], changed[key])


def _rumours(request: HttpRequest) -> Iterator[Entry]:
    addresses: dict[str, dict[str, str]] = {}
    changed: dict[str, dict[str, datetime]] = {}
    for language, _name in settings.LANGUAGES:
        for text in published(language):
            address = request.build_absolute_uri(text.published.address)
            addresses.setdefault(text.claim.key, {})[language] = address
            changed.setdefault(text.claim.key, {})[language] = text.updated_at
    for key in sorted(addresses):
        yield from _entries(addresses[key], changed[key])


def _provinces(request: HttpRequest) -> Iterator[Entry]:
    for code in provinces():
        yield from _entries(_addresses(request, "projects-province", code), {})


def _materials(request: HttpRequest) -> Iterator[Entry]:
    addresses: dict[str, dict[str, str]] = {}
    changed: dict[str, dict[str, datetime]] = {}
    for one in campaigns.shown(list(campaigns.given_out())):
        key, language = one.material.key, one.material.language
        at = campaigns.changed_at(one)
        if at is not None and not one.withdrawn:
            path = one.material.published.address
            addresses.setdefault(key, {})[language] = request.build_absolute_uri(path)
            changed.setdefault(key, {})[language] = at
    for key in sorted(addresses):
        yield from _entries(addresses[key], changed[key])


def _sources(request: HttpRequest) -> Iterator[Entry]:
    rows = Source.objects.filter(active=True).order_by("key").values_list("key", "changed_at")
    for key, at in rows:
        found = _addresses(request, "source", key)
        yield from _entries(found, dict.fromkeys(found, at) if at else {})


def _addresses(request: HttpRequest, name: str, *args: str) -> dict[str, str]:
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = request.build_absolute_uri(reverse(name, args=args))
    return found


def _entries(addresses: Addresses, changed: Mapping[str, datetime]) -> Iterator[Entry]:
    others = {html_tag(language): address for language, address in addresses.items()}
    for language, address in addresses.items():
        yield Entry(address, others, changed.get(language))
