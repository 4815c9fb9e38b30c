"""Short answers on paper: one page, every fact on it, in the reader's direction."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from django.test import Client
from tests.information.cards.making import EDITOR, LAWYER, NATIVE, SAID, import_page, load_two

from wayforward.information.cards import actions
from wayforward.information.cards.models import Capacity, Card, CardText
from wayforward.information.cards.rules import Edit
from wayforward.information.cards.writing import Draft
from wayforward.information.sources.models import Source
from wayforward.site import print_views

pytestmark = pytest.mark.django_db
LANGUAGES = ("fa-af", "ps", "en")
A4 = (595, 842)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return import_page(tmp_path, "01", *SAID)


@pytest.fixture
def texts(source: Source) -> dict[str, CardText]:
    return load_two(source)


def _pages(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(response.content)
    assert {tuple(round(side) for side in page.get_size()) for page in document} == {A4}
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_card_on_paper_says_answer_steps_sources_state_and_date(client, texts) -> None:
    [page] = _pages(client, "/en/cards/appeal-deadline.pdf")

    for said in (
        "How long do I have to appeal?", "You have 14 days to appeal.",
        "1. Read the letter and look for the date.", "https://asylum.example.org/appeal",
        "Draft: a native reader", "http://testserver/en/cards/appeal-deadline", "As of ",
    ):  # fmt: skip
        assert said in page
    assert "(" in page[page.index("As of ") :]  # the other calendar


@pytest.mark.parametrize("language", LANGUAGES)
def test_card_on_paper_in_each_language_has_its_words(client, texts, language) -> None:
    [page] = _pages(client, f"/{language}/cards/appeal-deadline.pdf")

    for word in texts[language].question.split():
        assert word.strip("؟?") in page


def test_card_on_paper_that_is_amber_says_since_when_and_why(
    client: Client, tmp_path: Path, texts
) -> None:
    import_page(tmp_path, "05", SAID[0].replace("14", "7"), *SAID[1:])

    [page] = _pages(client, "/en/cards/appeal-deadline.pdf")

    assert "Under review since" in page
    assert "please read the official page" in page


def test_card_on_paper_that_is_signed_says_by_whom(client: Client, texts) -> None:
    text = actions.submit(text_id=texts["en"].pk, actor=EDITOR)
    for capacity, actor in ((Capacity.NATIVE_READER, NATIVE), (Capacity.LEGAL_READER, LAWYER)):
        text = actions.sign(text_id=text.pk, revision=1, capacity=capacity, actor=actor)

    [page] = _pages(client, "/en/cards/appeal-deadline.pdf")

    assert "Signed." in page
    assert "Legal reader: Demo Legal Reader" in page
    assert "Draft" not in page


def test_card_on_paper_with_much_to_say_still_fits_one_page(client: Client, texts) -> None:
    long = "A sentence that goes on for quite a while, as sentences about the law often do. " * 3
    slots = {f"answer-{n}": long for n in range(1, 3)} | {"next-1": long}
    draft = Draft("How long do I have to appeal?", slots, how=Edit.MEANING,
                  new={"answer": long, "next": long})  # fmt: skip
    actions.edit_text(text_id=texts["en"].pk, revision=1, draft=draft, actor=EDITOR)

    assert len(_pages(client, "/en/cards/appeal-deadline.pdf")) == 1


def test_booklet_begins_with_what_is_inside_and_has_a_page_a_card(client: Client, texts) -> None:
    contents, *cards = _pages(client, "/en/cards.pdf")

    assert "1 How long do I have to appeal?" in contents
    assert len(cards) == 2


def test_booklet_of_a_topic_has_only_its_cards(client: Client, texts) -> None:
    [page] = _pages(client, "/ps/cards.pdf?topic=work")

    assert "اجازه" in page


def test_booklet_of_nothing_is_not_found(client: Client, texts) -> None:
    assert client.get("/en/cards.pdf?topic=nothing").status_code == 404
    assert client.get("/en/cards/nothing.pdf").status_code == 404


def test_booklet_of_too_many_cards_says_what_to_choose(
    client: Client, texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_views, "MOST_PRINTED", 1)

    response = client.get("/en/cards.pdf")

    assert response.status_code == 400
    assert "Choose a topic or a country first" in response.content.decode()


def test_paper_is_set_again_only_when_something_on_it_changed(
    client: Client, tmp_path: Path, texts
) -> None:
    path = "/en/cards/appeal-deadline.pdf"
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    import_page(tmp_path, "05", SAID[0].replace("14", "7"), *SAID[1:])
    changed = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert "no-cache" in changed["Cache-Control"]


def test_card_page_and_list_lead_to_the_paper(client: Client, texts) -> None:
    assert (
        "/en/cards/appeal-deadline.pdf" in client.get("/en/cards/appeal-deadline").content.decode()
    )
    assert "/en/cards.pdf?topic=work" in client.get("/en/cards?topic=work").content.decode()


def test_retired_card_is_not_printed(client: Client, texts) -> None:
    Card.objects.update(active=False)

    assert client.get("/en/cards/appeal-deadline.pdf").status_code == 404
