"""The public pages of short answers: the list, one of them, and what they lead to."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client
from tests.information.cards.making import APPEAL, SAID, import_page, load_two

from wayforward.information.cards.models import Card

pytestmark = pytest.mark.django_db
LANGUAGES = ("fa-af", "ps", "en")


@pytest.fixture(autouse=True)
def cards(tmp_path: Path) -> None:
    load_two(import_page(tmp_path, "01", *SAID))


@pytest.mark.parametrize("language", LANGUAGES)
def test_card_as_sms_says_the_answer_its_address_and_how_many_parts(
    client: Client, language: str
) -> None:
    text = client.get(f"/{language}/cards/appeal-deadline").content.decode()

    start = text.index('href="sms:?&amp;body=') + len('href="sms:?&amp;body=')
    body = unquote(text[start : text.index('"', start)])
    address = f"http://testserver/{language}/cards/appeal-deadline"
    assert body == " ".join((*APPEAL[language].answer, address))
    parts = {"en": "As one SMS", "fa-af": "در ۲ بخش", "ps": "په ۲ برخو"}
    assert parts[language] in text


def test_card_offers_no_button_that_needs_script(client: Client) -> None:
    text = client.get("/en/cards/appeal-deadline").content.decode()

    for button in ("data-copy", "data-hand-on"):
        assert f"{button} hidden" in text
    assert '" hidden>\n<p class="choices"><button' in text  # saving


def test_card_on_return_leads_to_projects_and_one_on_appeal_nowhere(client: Client) -> None:
    Card.objects.filter(key="work-while-waiting").update(topics=["return", "reintegration"])

    home = client.get("/fa-af/cards/work-while-waiting").content.decode()
    appeal = client.get("/fa-af/cards/appeal-deadline").content.decode()

    assert "کدام پروژه‌ها نزدیک خانهٔ شما است؟ ولایت را انتخاب کنید" in home
    assert "کدام پروژه‌ها نزدیک" not in appeal
