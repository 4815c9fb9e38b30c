"""From a report to a claim through the real database and the real model, as the app role."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from django.db.models import Func, Value
from django.test import Client
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import KEY, TEXTS, load_one

from wayforward.core.citations.models import PublishedText
from wayforward.information.answers.indexing import words_of
from wayforward.information.answers.models import DIMENSIONS
from wayforward.information.narratives.cli import narratives
from wayforward.information.narratives.matching.embedding import embed_wordings
from wayforward.information.narratives.matching.looking_up import candidates
from wayforward.information.narratives.matching.matching import match, match_all
from wayforward.information.narratives.models import Claim, ClaimText, Narrative, Wording
from wayforward.information.narratives.rules import Decision, State
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def texts(tmp_path: Path) -> dict[str, ClaimText]:
    found = load_one(import_page(tmp_path, "01", *SAID))
    embed_wordings()
    return found


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_a_report_in_known_words_is_near_exact(language: str) -> None:
    with as_app_role():
        found = match(TEXTS[language].said.title, reader=language)

    assert found.decision is Decision.NEAR_EXACT
    assert found.language == language.split("-")[0]
    assert (found.matches[0].claim, found.matches[0].language) == (KEY, language)


def test_a_report_is_found_with_a_link_and_an_account_around_it() -> None:
    found = match("RT @demo: they dont read appeals https://t.co/x")
    assert found.decision is Decision.NEAR_EXACT


def test_many_reports_are_matched_as_one_by_one() -> None:
    said = ["they dont read appeals", "what is the weather", "استیناف را کسی نمی‌خواند"]
    every = [said[i % 3] for i in range(70)]  # more than one block
    assert match_all(every) == [match(one) for one in every]
    assert match_all([]) == []


def test_a_rebuttal_is_named_only_once_it_is_public(texts: dict[str, ClaimText]) -> None:
    assert match(TEXTS["ps"].said.title, reader="ps").matches[0].rebuttal == ""

    ClaimText.objects.filter(pk=texts["ps"].pk).update(state=State.PUBLISHED)

    assert match(TEXTS["ps"].said.title, reader="ps").matches[0].rebuttal == f"/ps/rumours/{KEY}"


def test_readers_are_led_to_the_rebuttal_in_their_language_else_to_another(
    texts: dict[str, ClaimText],
) -> None:
    def led(reader: str) -> str:
        return match(TEXTS["ps"].said.title, reader=reader).matches[0].rebuttal

    ClaimText.objects.filter(pk=texts["ps"].pk).update(state=State.PUBLISHED)
    assert [led(one) for one in ("fa-af", "en", "ps")] == [f"/ps/rumours/{KEY}"] * 3

    ClaimText.objects.filter(pk=texts["en"].pk).update(state=State.PUBLISHED)
    assert led("fa-af") == f"/en/rumours/{KEY}"

    ClaimText.objects.filter(pk=texts["fa-af"].pk).update(state=State.PUBLISHED)
    assert led("fa-af") == f"/fa-af/rumours/{KEY}"


def test_of_many_texts_with_a_word_the_same_are_ranked_wherever_they_are_stored(
    texts: dict[str, ClaimText],
) -> None:
    report = "they dont read appeals"
    [word, *_rest] = list(words_of(report))
    _others_with(word, texts["en"].claim.narrative, 300)
    Wording.objects.update(vector=None)
    # Written again, rows stand behind all others.
    ClaimText.objects.filter(claim=texts["en"].claim).update(updated_by="Demo Editor")

    found = candidates(report, np.zeros(DIMENSIONS, dtype=np.float32))

    assert KEY in {one.key for one in found}


def _others_with(word: str, story: Narrative, number: int) -> None:
    claims = Claim.objects.bulk_create(
        Claim(key=f"other-{n}", narrative=story, verdict="false", harm=1) for n in range(number)
    )
    places = PublishedText.objects.bulk_create(
        PublishedText(kind="rebuttal", key=one.key, language="en", title="", published=False)
        for one in claims
    )
    ClaimText.objects.bulk_create(
        ClaimText(claim=claim, language="en", title="Other", published=place, words=word)
        for claim, place in zip(claims, places, strict=True)
    )
    search = Func(Value([word]), function="array_to_tsvector")
    ClaimText.objects.filter(claim__in=claims).update(search=search)


def test_claims_out_of_use_are_never_found() -> None:
    Claim.objects.update(active=False)
    found = match(TEXTS["en"].said.title)
    assert (found.decision, found.matches) == (Decision.NEW, ())


def test_before_vectors_are_made_words_find_a_claim() -> None:
    Wording.objects.update(vector=None, embedder="")
    assert match("they dont read appeals").matches[0].claim == KEY


def test_wordings_that_stay_keep_their_vectors(texts: dict[str, ClaimText]) -> None:
    assert embed_wordings() == 0
    Wording.objects.filter(text=texts["en"]).first().delete()  # type: ignore[union-attr]
    assert embed_wordings() == 0


def test_command_and_api_say_the_same(client: Client) -> None:
    said = "they dont read appeals"
    printed = CliRunner().invoke(narratives, ["match", said, "--json"])
    answered = client.post(
        "/api/v1/narratives/match", {"text": said}, content_type="application/json"
    )

    assert printed.exit_code == 0
    assert answered.status_code == 200
    assert json.loads(printed.output) == answered.json()
    assert answered.json()["matches"][0]["why"].startswith("Told in words we know it in. Both have")


def test_api_takes_personal_data_out_before_anything_sees_it(client: Client) -> None:
    def ask(text: str) -> Any:
        given = {"text": text}
        return client.post(
            "/api/v1/narratives/match", given, content_type="application/json"
        ).json()

    said = "they dont read appeals 2024, call {} or write {}"
    assert ask(said.format("0701234567", "nemuna@example.org")) == ask(
        said.format("[phone]", "[email]")
    )


@pytest.mark.parametrize(
    "given", [{}, {"text": " "}, {"text": "x" * 4001}, {"text": "a", "most": 0}]
)
def test_api_refuses_what_is_no_report(client: Client, given: dict[str, object]) -> None:
    answer = client.post("/api/v1/narratives/match", given, content_type="application/json")
    assert answer.status_code == 422


def test_command_says_what_to_do_with_nothing() -> None:
    said = CliRunner().invoke(narratives, ["match", " "])
    assert said.exit_code == 1
    assert "Write what is being told" in said.output
