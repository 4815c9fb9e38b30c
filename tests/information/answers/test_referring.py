"""Nobody is sent away empty-handed: the nearest contact in the reader's language."""

import pytest

from wayforward.information.answers.referring import load_referrals, refer
from wayforward.information.answers.rules import READER_LANGUAGES


@pytest.mark.parametrize("language", READER_LANGUAGES)
def test_refer_without_country_or_topic_still_names_somebody(language: str) -> None:
    contacts = refer(countries=(), topics=(), language=language)

    assert contacts
    assert all(contact.text and contact.url.startswith("https://") for contact in contacts)


def test_refer_puts_the_country_before_the_general() -> None:
    general = {contact.url for contact in refer(countries=(), topics=(), language="en")}
    german = refer(countries=("DE",), topics=("asylum",), language="en")

    assert german[0].url not in general


def test_every_referral_is_written_in_every_reader_language() -> None:
    missing = [
        referral.key
        for referral in load_referrals()
        for language in READER_LANGUAGES
        if not referral.names.get(language) or not referral.texts.get(language)
    ]

    assert missing == []


def test_refer_shows_three_contacts_at_most() -> None:
    assert len(refer(countries=("DE",), topics=("trafficking", "children"), language="fa-af")) <= 3
