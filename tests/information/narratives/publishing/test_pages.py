"""The public pages of rumours: what is public, in every language, and what is not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import KEY, TEXTS, load_one
from tests.information.narratives.publishing.test_actions import published

from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.narratives.models import Claim, ClaimText

pytestmark = pytest.mark.django_db
LANGUAGES = ("fa-af", "ps", "en")


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, ClaimText]:
    load_rule_sets()
    return load_one(import_page(tmp_path, "01", *SAID))


def _page(client: Client, language: str = "en") -> str:
    answer = client.get(f"/{language}/rumours/{KEY}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_is_nowhere_in_public(
    client: Client, texts: dict[str, ClaimText], language: str
) -> None:
    assert client.get(f"/{language}/rumours/{KEY}").status_code == 404
    assert TEXTS[language].said.title not in client.get(f"/{language}/rumours").content.decode()
    assert KEY not in client.get(f"/{language}/rumours.atom").content.decode()
    assert KEY not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_published_rebuttal_says_what_is_true_first(
    client: Client, texts: dict[str, ClaimText], language: str
) -> None:
    published(texts[language])
    page, said = _page(client, language), TEXTS[language].said

    assert page.index('id="fact"') < page.index('id="said"') < page.index('id="wrong"')
    assert page.index('id="wrong"') < page.index('id="instead"') < page.index('id="sources"')
    assert said.title in client.get(f"/{language}/rumours").content.decode()
    assert KEY in client.get(f"/{language}/rumours.atom").content.decode()
    assert f"/{language}/rumours/{KEY}" in client.get("/sitemap.xml").content.decode()
    assert "https://asylum.example.org/appeal" in page


def test_search_engines_read_a_claim_review(client: Client, texts: dict[str, ClaimText]) -> None:
    published(texts["en"])
    found = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', _page(client))
    review = next(one for one in map(json.loads, found) if one.get("@type") == "ClaimReview")

    assert review["claimReviewed"] == TEXTS["en"].said.title
    assert review["reviewRating"]["alternateName"] == "False"
    assert (review["reviewRating"]["ratingValue"], review["reviewRating"]["bestRating"]) == (1, 5)
    assert review["url"].endswith(f"/en/rumours/{KEY}")


def test_an_amber_rebuttal_says_so_on_the_next_request(
    client: Client, texts: dict[str, ClaimText], tmp_path: Path
) -> None:
    published(texts["en"])
    assert "Under review" not in _page(client)
    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])

    page = _page(client)
    assert "Under review" in page
    assert '"ratingValue"' not in page
    assert "Under review" in client.get("/en/rumours.atom").content.decode()


def test_a_rumour_answered_in_another_language_alone_leads_there(
    client: Client, texts: dict[str, ClaimText]
) -> None:
    published(texts["ps"])
    answer = client.get(f"/en/rumours/{KEY}")
    assert (answer.status_code, answer["Location"]) == (302, f"/ps/rumours/{KEY}")


def test_claims_out_of_use_leave_the_public(client: Client, texts: dict[str, ClaimText]) -> None:
    published(texts["en"])
    Claim.objects.update(active=False)
    assert client.get(f"/en/rumours/{KEY}").status_code == 404
