"""The public page of a material: a QR on paper leads there, whatever became of the campaign."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from tests.information.campaigns.making import OFFICER, Made, whole
from tests.information.cards.making import EDITOR, SAID, import_page

from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.campaigns import withdrawing_actions
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.publishing import actions as publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(tmp_path: Path) -> Made:
    load_rule_sets()
    return whole(import_page(tmp_path, "01", *SAID))


def _page(client: Client, made: Made) -> str:
    answer = client.get(f"/en/materials/{made.leaflet.key}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_it_is_given_out_nobody_finds_it(client: Client, made: Made) -> None:
    made.signed()
    assert client.get(f"/en/materials/{made.leaflet.key}").status_code == 404
    assert made.leaflet.key not in client.get("/sitemap.xml").content.decode()


def test_given_out_it_shows_its_words_what_answers_and_who_says_so(
    client: Client, made: Made
) -> None:
    made.running()
    page = _page(client, made)
    for words in ("You may appeal.", "It costs nothing.", "/en/rumours/appeals-are-never-read",
                  "asylum.example.org", "What an appeal is"):  # fmt: skip
        assert words in page
    assert "Under review" not in page
    assert f"/en/materials/{made.leaflet.key}" in client.get("/sitemap.xml").content.decode()


def test_a_changed_source_turns_the_rebuttal_and_the_page_of_the_leaflet_amber(
    client: Client, made: Made, tmp_path: Path
) -> None:
    made.running()
    import_page(tmp_path, "09", "You may appeal within 7 days.", *SAID[1:])

    assert "Under review" in client.get("/en/rumours/appeals-are-never-read").content.decode()
    page = _page(client, made)
    assert "Under review" in page
    assert "An official page behind it changed." in page
    assert str(timezone.now().year) in page


def test_a_rebuttal_taken_from_the_public_casts_doubt_too(client: Client, made: Made) -> None:
    made.running()
    text = ClaimText.objects.get(claim=made.leaflet.message.claim, language="en")
    publishing.withdraw(text_id=text.pk, actor=EDITOR, why="looked again")

    page = _page(client, made)
    assert "The answer behind it is being written anew." in page
    assert "/en/rumours/appeals-are-never-read" not in page


def test_a_withdrawn_material_says_so_and_no_longer_what_it_said(
    client: Client, made: Made
) -> None:
    made.running()
    withdrawing_actions.withdraw(part=made.leaflet, why="a misprint", who=OFFICER)
    page = _page(client, made)
    assert "What stood on this paper no longer holds." in page
    assert "It costs nothing." not in page
    assert "You may appeal." not in page
    assert "/en/rumours/appeals-are-never-read" in page
    assert made.leaflet.key not in client.get("/sitemap.xml").content.decode()


def test_paper_outlives_its_campaign(client: Client, made: Made) -> None:
    made.running()
    made.step("end")
    assert "You may appeal." in _page(client, made)
    made.step("reopen", "a second round")
    assert "You may appeal." in _page(client, made)


def test_in_another_language_the_reader_is_sent_to_where_it_is(client: Client, made: Made) -> None:
    made.running()
    answer = client.get(f"/ps/materials/{made.leaflet.key}")
    assert answer.headers["Location"] == f"/en/materials/{made.leaflet.key}"
