"""Short answers by program: what the site shows, in a fixed shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from tests.information.cards.making import (
    APPEAL,
    EDITOR,
    LAWYER,
    NATIVE,
    SAID,
    import_page,
    load_two,
)

from wayforward.information.cards import actions
from wayforward.information.cards.models import Capacity, Card, CardText
from wayforward.site.api import api

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def texts(tmp_path: Path) -> dict[str, CardText]:
    return load_two(import_page(tmp_path, "01", *SAID))


def _validator(name: str) -> Draft202012Validator:
    schema = json.loads(json.dumps(api.get_openapi_schema()))
    return Draft202012Validator({**schema, "$ref": f"#/components/schemas/{name}"})


def _listed(client: Client, **wish: str) -> list[tuple[str, str]]:
    content: dict[str, Any] = client.get("/api/v1/cards", wish).json()
    assert content["total"] == len(content["cards"])
    return [(card["id"], card["language"]) for card in content["cards"]]


def _sign(text: CardText) -> None:
    text = actions.submit(text_id=text.pk, actor=EDITOR)
    for capacity, actor in ((Capacity.NATIVE_READER, NATIVE), (Capacity.LEGAL_READER, LAWYER)):
        actions.sign(text_id=text.pk, revision=1, capacity=capacity, actor=actor)


def test_cards_fit_the_published_schema(client: Client, texts) -> None:
    _sign(texts["en"])

    content = client.get("/api/v1/cards").json()

    assert list(_validator("CardsOut").iter_errors(content)) == []
    assert content["total"] == 6
    signed = next(card for card in content["cards"] if card["signed"])
    assert [one["as"] for one in signed["signed"]] == ["native_reader", "legal_reader"]


def test_cards_are_filtered_by_language_topic_and_country(client: Client) -> None:
    Card.objects.filter(key="work-while-waiting").update(countries=["DE"])

    assert _listed(client, lang="ps") == [("appeal-deadline", "ps"), ("work-while-waiting", "ps")]
    assert _listed(client, lang="ps", topic="work") == [("work-while-waiting", "ps")]
    assert _listed(client, lang="en", country="de") == [("work-while-waiting", "en")]
    assert _listed(client, topic="nothing") == []


def test_cards_are_filtered_by_state_as_the_public_sees_it(
    client: Client, texts, tmp_path: Path
) -> None:
    _sign(texts["en"])
    assert _listed(client, state="signed") == [("appeal-deadline", "en")]
    assert len(_listed(client, state="draft")) == 5
    assert _listed(client, state="amber") == []

    import_page(tmp_path, "05", SAID[0].replace("14", "7"), *SAID[1:])

    assert _listed(client, state="signed") == _listed(client, state="draft") == []
    assert len(_listed(client, state="amber")) == 6


def test_card_in_each_language(client: Client) -> None:
    for language in APPEAL:
        content = client.get("/api/v1/cards/appeal-deadline", {"lang": language}).json()

        assert list(_validator("CardTextOut").iter_errors(content)) == []
        assert content["title"] == APPEAL[language].question
        assert content["address"] == f"/{language}/cards/appeal-deadline"


def test_card_unknown_or_retired_is_not_found_with_a_sentence(client: Client) -> None:
    Card.objects.filter(key="appeal-deadline").update(active=False)

    for key in ("nothing", "appeal-deadline"):
        response = client.get(f"/api/v1/cards/{key}")
        assert response.status_code == 404
        assert "detail" in response.json()


@pytest.mark.parametrize("wrong", [{"lang": "xx"}, {"state": "good"}, {"country": "Germany"}])
def test_cards_with_wrong_parameters_are_refused(client: Client, wrong: dict[str, str]) -> None:
    assert client.get("/api/v1/cards", wrong).status_code == 422
