"""Every public page in every language and every way an answer can end."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.site.conftest import answer_of

from wayforward.information.answers.outcomes import Outcome
from wayforward.site.views import language_for

LANGUAGES = ("fa-af", "ps", "en")
PAGES = (
    "front",
    "sources",
    "changes",
    "about",
    "method",
    "privacy",
    "api-guide",
    "status",
    "audit-heads",
    "rumour-report",
    "field-reports",
    "projects",
    "projects-sectors",
    "projects-reporters",
    "method-reach",
)


def address(name: str, language: str, *args: object) -> str:
    with translation.override(language):
        return reverse(name, args=args)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_in_each_language_declares_language_and_direction(
    client: Client, world, name: str, language: str
) -> None:
    response = client.get(address(name, language))

    text = response.content.decode()
    tag = {
        "fa-af": 'lang="fa-AF" dir="rtl"',
        "ps": 'lang="ps" dir="rtl"',
        "en": 'lang="en" dir="ltr"',
    }
    assert response.status_code == 200
    assert f"<html {tag[language]}>" in text
    assert text.count("<h1") == 1
    assert text.count('aria-current="true"') == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", list(Outcome))
def test_results_for_every_outcome_and_language_render(show, world, outcome, language) -> None:
    response = show(answer_of(outcome, language, world))

    text = response.content.decode()
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert text.count("<h1") == 1
    assert 'name="q"' in text


def test_results_question_stands_in_no_address_and_no_title(show, world) -> None:
    response = show(answer_of(Outcome.ANSWERED, "en", world), "zebra-marker")

    text = response.content.decode()
    assert "zebra-marker" not in "".join(re.findall(r'(?:href|action)="[^"]*"', text))
    assert "zebra-marker" not in text[: text.index("</title>")]


def test_results_question_with_markup_is_shown_as_text(show, world) -> None:
    response = show(answer_of(Outcome.ANSWERED, "en", world), "<script>alert(1)</script>")

    assert "<script>alert" not in response.content.decode()


def test_results_quotation_carries_its_own_language_and_direction(show, world) -> None:
    text = show(answer_of(Outcome.ANSWERED, "ps", world)).content.decode()

    for language in ("fa-AF", "de", "en"):
        direction = "rtl" if language == "fa-AF" else "ltr"
        assert f'class="says" lang="{language}" dir="{direction}"' in text


def test_results_foreign_text_with_a_twin_links_to_the_twin(show, world) -> None:
    text = show(answer_of(Outcome.ANSWERED, "fa-af", world)).content.decode()

    assert address("source", "fa-af", world["fa-af"].source.key) in text
    assert "از متن رسمی آن به زبان دری (فارسی) خبر نداریم" in text  # the German one has no twin


def test_results_stale_answer_says_so_on_each_quotation(show, world) -> None:
    text = show(answer_of(Outcome.ANSWERED_STALE, "en", world)).content.decode()

    assert text.count("We could not confirm this page lately") == 3


def test_results_dates_are_in_both_calendars(show, world) -> None:
    text = show(answer_of(Outcome.ANSWERED, "en", world)).content.decode()

    assert "20 November 2026" in text
    assert "1405" in text


def test_results_personal_data_kind_is_named_and_question_stays_in_the_box(show, world) -> None:
    answer = answer_of(Outcome.PERSONAL_DATA_REFUSED, "en", world)

    text = show(answer, "call 0701234567").content.decode()

    assert "a phone number" in text
    assert "call 0701234567</textarea>" in text


def test_results_referral_phone_can_be_dialled(show, world) -> None:
    text = show(answer_of(Outcome.NO_OFFICIAL_TEXT, "fa-af", world)).content.decode()

    assert 'href="tel:+49301230"' in text
    assert '<bdi dir="ltr">+49 30 123-0</bdi>' in text


def test_results_language_switch_keeps_the_question_out_of_the_address(show, world) -> None:
    text = show(answer_of(Outcome.ANSWERED, "en", world), "zebra").content.decode()

    assert '<input type="hidden" name="q" value="zebra">' in text
    assert 'formaction="/ps/ask"' in text


def test_results_without_question_lead_to_the_front_page(client: Client, db) -> None:
    assert client.get("/en/ask")["Location"] == "/en/"


def test_results_on_return_lead_to_projects_of_the_place_and_on_asylum_nowhere(show, world) -> None:
    answer = answer_of(Outcome.ANSWERED, "en", world)
    question = "Who helps in Paghman after return?"

    home = show(replace(answer, topics=("return",)), question).content.decode()
    protection = show(replace(answer, topics=("asylum",)), question).content.decode()

    assert '<a href="/en/projects/district/kab-paghman">Projects in Paghman, Kabul</a>' in home
    assert "nothing published" in home
    assert "What is published about help at home" not in protection


@pytest.mark.parametrize("outcome", [Outcome.PERSONAL_DATA_REFUSED, Outcome.TOPIC_OFF])
def test_results_that_refuse_lead_to_no_projects(show, world, outcome) -> None:
    answer = replace(answer_of(outcome, "en", world), topics=("return",))

    text = show(answer, "Return to Kabul, 0701234567").content.decode()

    assert "/projects/province/" not in text


def test_passage_marks_answer_sentences_and_shows_what_surrounds_them(client, world) -> None:
    passage = world["en"].passage

    text = client.get(f"/en/passage/{passage.id}?answer=0-1-99").content.decode()

    assert text.count("<mark>") == 2
    assert "Before all this." in text
    assert "After all this." in text
    assert "Part 2" in text
    assert "Example Office" in text
    assert f"/stored/{world['en'].capture.id}" in text
    assert "https://example.org/en/appeal#limits:~:text=An%20appeal" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_passage_renders_in_each_language(client, world, language) -> None:
    for watched in world.values():
        response = client.get(f"/{language}/passage/{watched.passage.id}")
        assert response.status_code == 200


def test_passage_that_is_gone_is_a_page_not_found_in_the_readers_language(client, db) -> None:
    response = client.get("/ps/passage/999999")

    assert response.status_code == 404
    assert "دا پاڼه دلته نشته" in response.content.decode()


def test_sources_filter_by_language_topic_publisher_and_words(client, world) -> None:
    for query, count in (
        ("language=de", 1),
        ("topic=appeal", 3),
        ("topic=work", 0),
        ("publisher=example-office", 3),
        ("text=beschwerde", 1),
        ("text=refusal+appeal", 1),
        ("text=%00", 3),
    ):
        text = client.get(f"/en/sources?{query}").content.decode()
        assert text.count("<li><p><a") == count, query


def test_sources_list_of_many_has_pages_that_keep_the_filter(client, world) -> None:
    publisher = world["en"].source.publisher
    source = world["en"].source
    for number in range(60):
        source.pk = None
        source.key, source.url = f"many-{number}", f"https://example.org/many/{number}"
        source.publisher = publisher
        source.save(force_insert=True)

    text = client.get("/en/sources?language=en&page=2").content.decode()

    assert 'rel="prev" href="?language=en&amp;page=1"' in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_source_page_shows_copies_visits_and_twins(client, world, language) -> None:
    watched = world["en"]

    text = client.get(f"/{language}/sources/{watched.source.key}").content.decode()

    assert f"/stored/{watched.capture.id}" in text
    assert watched.capture.sha256[:12] in text
    assert f"/{language}/sources/{world['fa-af'].source.key}" in text


def test_source_unknown_is_not_found(client, db) -> None:
    assert client.get("/en/sources/nothing/here").status_code == 404


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "fa-af"),
        ("*", "fa-af"),
        ("fa-IR,fa;q=0.9,en;q=0.5", "fa-af"),
        ("prs-AF", "fa-af"),
        ("ps-AF,en;q=0.5", "ps"),
        ("en-GB,en;q=0.9", "en"),
        ("de-DE,de;q=0.9,en;q=0.5", "en"),
        ("de-DE", "fa-af"),
        ("nonsense;;q=x", "fa-af"),
    ],
)
def test_way_in_takes_the_browsers_language_or_dari(client, accepted, language) -> None:
    response = client.get("/", headers={"Accept-Language": accepted})

    assert language_for(accepted) == language
    assert response["Location"] == f"/{language}/"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("path", ["/en/nowhere", "/nowhere", "/ps/passage/x"])
def test_address_unknown_gets_our_own_page(client, db, path) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert b"site.css" in response.content


def test_every_response_is_strict_and_sets_no_cookie(client, world) -> None:
    for path in ("/", "/en/", "/en/sources", "/en/nowhere", f"/stored/{world['en'].capture.id}"):
        response = client.get(path)

        assert not response.cookies, path
        assert "default-src 'none'" in response["Content-Security-Policy"], path
        assert response["Referrer-Policy"] == "no-referrer", path
        assert response["X-Content-Type-Options"] == "nosniff", path


def test_pages_load_nothing_from_elsewhere(client, world) -> None:
    for name in PAGES:
        text = client.get(address(name, "en")).content.decode()
        loaded = re.findall(r'<(?:script|img|link)[^>]*(?:src|href)="([^"]+)"', text)
        assert loaded
        assert all(found.startswith("/") for found in loaded), name
        assert "style=" not in text
        assert not re.findall(r"<script(?![^>]*(?:src=|application/(?:ld\+)?json))", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_manifest_in_each_language_names_icons_that_exist(client, language) -> None:
    response = client.get(f"/{language}/site.webmanifest")

    content = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert content["start_url"] == f"/{language}/"
    assert {icon["sizes"] for icon in content["icons"]} == {"192x192", "512x512", "any"}


def test_robots_closes_questions_and_copies(client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /fa-af/ask" in text
    assert "Disallow: /stored/" in text


def test_results_short_passage_stands_whole_with_its_answer_marked(show, world) -> None:
    text = show(answer_of(Outcome.ANSWERED, "en", world)).content.decode()

    said = text[text.index('<blockquote class="says" lang="en"') :]
    said = said[: said.index("</blockquote>")]
    assert said.count("<mark>") == 2
    assert "Legal advice is free." in said


def test_results_long_passage_shows_answers_first_and_folds_the_rest(show, world) -> None:
    answer = answer_of(Outcome.ANSWERED, "en", world)
    long = replace(answer.passages[0], text="A long passage. " * 60)

    text = show(replace(answer, passages=(long,))).content.decode()

    said = text[text.index('<blockquote class="says"') : text.index("</blockquote>")]
    assert said.count("<p>") == 2
    assert "Legal advice is free." in text[text.index("<details>") :]
