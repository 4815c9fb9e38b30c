"""Signed cards as leaflet and picture; drafts are not handed out."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from django.test import Client
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
from wayforward.information.cards.models import Capacity, CardText

pytestmark = pytest.mark.django_db
FILES = ("card.png", "card.svg", "card-tall.png", "leaflet.pdf")


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, CardText]:
    return load_two(import_page(tmp_path, "01", *SAID))


def _sign(text: CardText) -> None:
    actions.submit(text_id=text.pk, actor=EDITOR)
    for capacity, actor in ((Capacity.NATIVE_READER, NATIVE), (Capacity.LEGAL_READER, LAWYER)):
        actions.sign(text_id=text.pk, revision=1, capacity=capacity, actor=actor)


@pytest.mark.parametrize("language", ["fa-af", "ps", "en"])
def test_signed_card_offers_leaflet_and_pictures(client: Client, texts, language: str) -> None:
    _sign(texts[language])
    page = client.get(f"/{language}/cards/appeal-deadline").content.decode()

    for file in FILES:
        assert f'href="/{language}/cards/appeal-deadline/{file}"' in page
        assert client.get(f"/{language}/cards/appeal-deadline/{file}").status_code == 200
    assert "/cards/appeal-deadline/card.png" in page.split("</head>")[0]


def test_leaflet_of_a_card_says_question_answer_and_steps(client: Client, texts) -> None:
    _sign(texts["en"])
    pdf = client.get("/en/cards/appeal-deadline/leaflet.pdf").content

    pages = [
        " ".join(page.get_textpage().get_text_range().split())
        for page in pypdfium2.PdfDocument(pdf)
    ]
    assert APPEAL["en"].question in pages[0]
    for said in (*APPEAL["en"].answer, *APPEAL["en"].next):
        assert said in pages[1]
    assert f"/t/{texts['en'].published_id}" in pages[0]


def test_draft_of_a_card_is_not_handed_out(client: Client, texts) -> None:
    page = client.get("/en/cards/appeal-deadline").content.decode()

    assert "leaflet.pdf" not in page
    assert "og:image" not in page
    assert {client.get(f"/en/cards/appeal-deadline/{file}").status_code for file in FILES} == {404}


def test_card_is_no_spot_and_no_poster(client: Client, texts) -> None:
    _sign(texts["en"])

    for file in ("radio.txt", "poster.pdf", "nothing.pdf"):
        assert client.get(f"/en/cards/appeal-deadline/{file}").status_code == 404
