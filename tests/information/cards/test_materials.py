"""Signed cards as leaflet and picture; drafts are not handed out."""

from __future__ import annotations

from datetime import UTC, date, datetime
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

from wayforward.core.citations.models import PublishedText
from wayforward.information.cards import actions
from wayforward.information.cards.materials import last_compared
from wayforward.information.cards.models import Capacity, CardText
from wayforward.information.sources.models import Source

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
        offered = f'href="/{language}/cards/appeal-deadline/{file}"' in page
        assert offered is not file.endswith(".svg")
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


def test_last_compared_is_the_visit_of_the_page_longest_not_seen_but_not_after_a_doubt() -> None:
    seen = [Source(checked_at=datetime(2026, 3, day, tzinfo=UTC)) for day in (9, 5)]
    confirmed = PublishedText(confirmed_at=datetime(2026, 3, 7, tzinfo=UTC))

    assert last_compared(PublishedText(), seen) == date(2026, 3, 5)
    assert last_compared(confirmed, seen) == date(2026, 3, 7)
    assert last_compared(confirmed, seen, date(2026, 3, 6)) == date(2026, 3, 6)
    assert last_compared(PublishedText(), [*seen, Source()]) is None
    assert last_compared(PublishedText(), []) is None
