"""What search engines and feed readers are given: checked against the fields they require."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from tests.information.cards.making import APPEAL, EDITOR, SAID, WORK, import_page, load_two
from tests.site.test_guides import _names

from wayforward.information.cards import actions
from wayforward.information.cards.models import Card, CardText
from wayforward.information.cards.rules import Edit
from wayforward.information.cards.writing import Draft
from wayforward.site.sitemap import PAGES

pytestmark = pytest.mark.django_db
LANGUAGES = ("fa-af", "ps", "en")
SITE = "http://testserver"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# Public addresses a search engine is not led to, each for its reason.
LEFT_OUT = {
    "way-in": "leads on by the browser's language",
    "ask": "questions", "passage": "comes and goes with each reading",
    "card": "listed by itself", "source": "listed by itself", "rumour": "listed by itself",
    "material": "listed by itself", "material-file": "the same as the page",
    "go": "leads on from a code on paper", "question": "for those who have its code",
    "change": "thousands; the list leads to the latest",
    "rule-set": "the list leads to each", "rules-compared": "two of them side by side",
    "project": "thousands; the lists lead to each",
    "projects-province": "listed by itself", "projects-district": "its province leads there",
    "projects-file": "a file",
    "saved": "empty without the device's own answers",
    "cards-pdf": "the same as the page", "card-pdf": "the same as the page",
    "card-material": "the same as the page", "rumour-material": "the same as the page",
    "text": "leads on to the page",
    "cards-feed": "for feed readers", "changes-feed": "for feed readers",
    "rumours-feed": "for feed readers",
    "field-reports": "for field staff", "field-worker": "for browsers",
    "manifest": "for browsers", "icon": "for browsers", "service-worker": "for browsers",
    "status": "changes all the time", "status-json": "for monitors",
    "robots": "for robots", "sitemap": "for robots",
    "stored-copy": "somebody else's page", "stored-original": "somebody else's page",
    "audit-heads": "for who checks us", "audit-heads-json": "a file", "audit-head": "a file",
    "pack": "a file", "language-pack": "a file", "pack-key": "a file",
    "hook-telegram": "for a messenger", "hook-whatsapp": "for a messenger",
}  # fmt: skip


@pytest.fixture(autouse=True)
def texts(tmp_path: Path) -> dict[str, CardText]:
    return load_two(import_page(tmp_path, "01", *SAID))


def _facts(client: Client, path: str) -> dict[str, dict[str, Any]]:
    text = client.get(path).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    found = [json.loads(block) for block in blocks]
    assert all(facts["@context"] == "https://schema.org" for facts in found)
    return {facts["@type"]: facts for facts in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_card_as_qa_page_has_every_required_and_recommended_field(
    client: Client, language: str
) -> None:
    facts = _facts(client, f"/{language}/cards/appeal-deadline")["QAPage"]

    question = facts["mainEntity"]
    answer = question["acceptedAnswer"]
    assert question["@type"] == "Question"
    assert {"name", "text", "answerCount", "datePublished", "author"} <= question.keys()
    assert (question["name"], question["answerCount"]) == (APPEAL[language].question, 1)
    assert answer["@type"] == "Answer"
    assert {"text", "url", "datePublished", "author"} <= answer.keys()
    assert all(sentence in answer["text"] for sentence in APPEAL[language].answer)
    assert answer["url"] == f"{SITE}/{language}/cards/appeal-deadline"
    assert answer["creativeWorkStatus"] == "draft"
    assert facts["inLanguage"] == {"fa-af": "fa-AF"}.get(language, language)


def test_list_of_a_topic_is_a_faq_page_whose_answers_stand_on_it(client: Client) -> None:
    facts = _facts(client, "/en/cards?topic=work")["FAQPage"]
    text = client.get("/en/cards?topic=work").content.decode()

    [question] = facts["mainEntity"]
    assert question["@type"] == "Question"
    assert question["name"] == WORK["en"].question
    assert question["acceptedAnswer"]["@type"] == "Answer"
    for sentence in (*WORK["en"].answer, *WORK["en"].next):
        assert sentence in question["acceptedAnswer"]["text"]
        assert f">{sentence}<" in text


def test_whole_list_carries_no_answers(client: Client) -> None:
    assert _facts(client, "/en/cards").keys() == {"BreadcrumbList"}


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/en/cards", ["Way forward", "Short answers"]),
        ("/en/cards?topic=work", ["Way forward", "Short answers", "Work"]),
        (
            "/en/cards/appeal-deadline",
            ["Way forward", "Short answers", "Appeal and courts", APPEAL["en"].question],
        ),
    ],
)
def test_trail_names_every_step_with_its_address(
    client: Client, path: str, names: list[str]
) -> None:
    items = _facts(client, path)["BreadcrumbList"]["itemListElement"]

    assert [item["name"] for item in items] == names
    assert [item["position"] for item in items] == list(range(1, len(names) + 1))
    assert all(item["item"].startswith(f"{SITE}/en/") for item in items)
    assert client.get(items[-1]["item"].removeprefix(SITE)).status_code == 200


def test_facts_with_markup_do_not_end_their_block(client: Client) -> None:
    CardText.objects.filter(language="en").update(question="</script><b>")

    assert _facts(client, "/en/cards/appeal-deadline")["QAPage"]["mainEntity"]["name"] == (
        "</script><b>"
    )


def _map(client: Client) -> dict[str, dict[str, Any]]:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {
        str(url.findtext(f"{MAP}loc")): {
            "changed": url.findtext(f"{MAP}lastmod"),
            "others": {
                link.attrib["hreflang"]: link.attrib["href"]
                for link in url.iter("{http://www.w3.org/1999/xhtml}link")
            },
        }
        for url in root
    }


def test_map_names_pages_cards_and_sources_in_each_language(client: Client) -> None:
    found = _map(client)

    for language in LANGUAGES:
        assert f"{SITE}/{language}/cards/appeal-deadline" in found
        assert f"{SITE}/{language}/privacy" in found
    cards = found[f"{SITE}/ps/cards/appeal-deadline"]
    assert cards["others"] == {
        "fa-AF": f"{SITE}/fa-af/cards/appeal-deadline",
        "ps": f"{SITE}/ps/cards/appeal-deadline",
        "en": f"{SITE}/en/cards/appeal-deadline",
    }
    assert cards["changed"]
    assert len([address for address in found if "/sources/" in address]) == len(LANGUAGES)


def test_map_names_the_projects_of_every_province_in_each_language(client: Client) -> None:
    found = _map(client)

    for language in LANGUAGES:
        named = [one for one in found if one.startswith(f"{SITE}/{language}/projects/province/")]
        assert len(named) == 34
        assert f"{SITE}/{language}/projects" in found


def test_map_leads_only_to_pages_that_are_there(client: Client) -> None:
    statuses = {
        address: client.get(address.removeprefix(SITE)).status_code for address in _map(client)
    }

    assert set(statuses.values()) == {200}


def test_map_leaves_out_a_retired_card_and_a_language_a_card_lacks(client: Client) -> None:
    Card.objects.filter(key="work-while-waiting").update(active=False)
    CardText.objects.filter(card__key="appeal-deadline", language="ps").delete()

    found = _map(client)

    assert [address for address in found if "work-while" in address] == []
    assert found[f"{SITE}/en/cards/appeal-deadline"]["others"].keys() == {"fa-AF", "en"}


def test_every_public_page_is_in_the_map_or_left_out_for_a_reason() -> None:
    desk = {name for name in _names(get_resolver().url_patterns) if name.startswith("desk")}
    public = _names(get_resolver().url_patterns) - desk

    unknown = public - set(PAGES) - set(LEFT_OUT)
    assert {name for name in unknown if not name.startswith(("account", "mfa"))} == set()
    assert set(PAGES) & set(LEFT_OUT) == set()


def test_robots_names_the_map_and_closes_paper(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert f"Sitemap: {SITE}/sitemap.xml" in text
    assert "Disallow: /*.pdf$" in text


def _feed(client: Client, path: str = "/en/cards.atom") -> list[dict[str, Any]]:
    response = client.get(path)
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(response.content)
    assert root.findtext(f"{ATOM}updated")
    return [
        {
            "title": entry.findtext(f"{ATOM}title"),
            "id": entry.findtext(f"{ATOM}id"),
            "updated": entry.findtext(f"{ATOM}updated"),
            "kinds": [category.attrib["term"] for category in entry.iter(f"{ATOM}category")],
        }
        for entry in root.iter(f"{ATOM}entry")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_feed_tells_of_new_cards_in_its_language(client: Client, language: str) -> None:
    entries = _feed(client, f"/{language}/cards.atom")

    said = " ".join(entry["title"] for entry in entries)
    assert len(entries) == 2
    assert APPEAL[language].question in said
    assert len({entry["id"] for entry in entries}) == 2


def test_feed_tells_of_a_change_of_meaning_and_not_of_a_mended_word(client: Client, texts) -> None:
    said = APPEAL["en"]
    for revision, how in ((1, Edit.MEANING), (2, Edit.LANGUAGE)):
        words = {**said.sentences, "answer-1": f"You have {revision} days."}
        draft = Draft(said.question, words, how=how)
        actions.edit_text(text_id=texts["en"].pk, revision=revision, draft=draft, actor=EDITOR)

    entries = [entry for entry in _feed(client) if "days do" not in entry["title"]]

    assert [entry["kinds"][0] for entry in entries].count("changed") == 1
    assert len(_feed(client)) == 3


def test_feed_tells_what_turned_amber(client: Client, tmp_path: Path) -> None:
    import_page(tmp_path, "05", SAID[0].replace("14", "7"), *SAID[1:])

    amber = [entry for entry in _feed(client) if entry["kinds"][0] == "amber"]

    assert len(amber) == 2
    assert amber[0]["title"].startswith("Under review: ")
    assert amber[0]["updated"].startswith("2026-03-05") or amber[0]["updated"]


def test_feed_of_a_topic_has_only_its_cards(client: Client) -> None:
    [entry] = _feed(client, "/en/cards.atom?topic=work")

    assert entry["title"] == f"New: {WORK['en'].question}"


def test_list_leads_to_its_feed(client: Client) -> None:
    text = client.get("/ps/cards?topic=work").content.decode()

    assert '<link rel="alternate" type="application/atom+xml"' in text
    assert "/ps/cards.atom?topic=work" in text
    assert len(settings.LANGUAGES) == len(LANGUAGES)
