"""`ask` puts a fitting card first, in the reader's language, with the pages it stands on below."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from tests.information.cards.making import (
    APPEAL,
    EDITOR,
    SAID,
    import_page,
    load_two,
    sentence,
)

from wayforward.information.answers.asking import ask
from wayforward.information.answers.cli import ask as ask_command
from wayforward.information.answers.outcomes import Outcome
from wayforward.information.answers.presenting import answer_to_dict
from wayforward.information.cards import actions, citing_actions
from wayforward.information.cards.finding import shelving
from wayforward.information.cards.models import CardText
from wayforward.information.sources.hooks import readings_settled
from wayforward.information.sources.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return import_page(tmp_path, "01", *SAID)


@pytest.fixture
def texts(source: Source) -> dict[str, CardText]:
    found = load_two(source)
    readings_settled()
    shelving.forget()
    return found


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_the_card_comes_first_in_the_readers_language(
    texts: dict[str, CardText], language: str
) -> None:
    answer = ask(APPEAL[language].question, language=language)

    card = answer.cards[0]
    assert (card.id, card.language, card.sure) == ("appeal-deadline", language, True)
    assert answer.outcome == Outcome.ANSWERED
    assert card.answer == APPEAL[language].answer
    assert card.state == "draft"


def test_the_pages_it_stands_on_are_quoted_below(
    texts: dict[str, CardText], source: Source
) -> None:
    answer = ask("How long do I have to appeal?")

    assert answer.passages[0].url == source.url
    assert SAID[0] in answer.passages[0].text
    [cite] = answer.cards[0].citations
    assert (cite.source_key, cite.url) == (source.key, source.url)
    assert cite.stored_copy.startswith("/stored/")


def test_an_amber_card_says_since_when_and_why(
    tmp_path: Path, texts: dict[str, CardText], source: Source
) -> None:
    citing_actions.cite(
        card_id=texts["en"].card_id, source_key=source.key, identity=sentence(source, SAID[0]),
        actor=EDITOR,
    )  # fmt: skip
    import_page(tmp_path, "05", SAID[0].replace("14", "7"), *SAID[1:])

    shown = json.loads(json.dumps(answer_to_dict(ask("How long do I have to appeal?"))))["cards"][0]

    assert shown["state"] == "amber"
    assert shown["reason"]["since"].startswith("2026-03-05")
    assert shown["reason"]["reasons"] == ["reworded", "page_changed"]
    assert {"id", "language", "title", "answer", "state", "reason", "citations"} <= set(shown)


def test_a_question_about_something_else_gets_no_card_for_sure(
    texts: dict[str, CardText],
) -> None:
    answer = ask("Who won the football world cup in 1998?")

    assert not any(card.sure for card in answer.cards)


def test_an_edit_and_a_retirement_show_at_once(texts: dict[str, CardText]) -> None:
    actions.retire(card_id=texts["en"].card_id, actor=EDITOR, why="gone")
    shelving.forget()

    assert "appeal-deadline" not in [card.id for card in ask("How long do I have to appeal?").cards]


def test_the_site_and_the_terminal_show_the_card(
    client: Client, texts: dict[str, CardText]
) -> None:
    page = client.post("/en/ask", {"q": "How long do I have to appeal?"}).content.decode()
    said = CliRunner().invoke(ask_command, ["How long do I have to appeal?"]).output

    assert page.index("You have 14 days to appeal.") < page.index(SAID[0])
    assert "Draft: a native reader" in page
    assert said.index("You have 14 days to appeal.") < said.index(SAID[0])
