"""The starter cards: fields, links, languages, values that every language must share."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest
import yaml

from wayforward.conf import PACKAGE
from wayforward.core.language.digits import to_ascii
from wayforward.core.language.topics import topic_keys
from wayforward.information.answers.embedding import indexing_embedder
from wayforward.information.cards import rules
from wayforward.information.cards.finding.forms import form_name, whole_text
from wayforward.information.cards.finding.shipped import shipped_vector
from wayforward.information.cards.queries import protected_terms
from wayforward.information.cards.starters import CardFileError, StarterCard, read_cards
from wayforward.information.sources.register import read_register

LANGUAGES = ("en", "fa-af", "ps")
CARDS = read_cards()
# Without the further ways of asking, which hold typing errors and other people's words on purpose.
AS_WRITTEN = read_cards(asking=PACKAGE / "data" / "no such folder")
# Words of Iranian usage that a Dari reader would stumble over.
IRANIAN = ("دانشگاه", "دانشجو", "بیمارستان", "دادگاه", "اطلاعات", "پزشک", "گذرنامه", "شناسنامه")
# Numbers of social value, the same in all of Europe: Commission Decision 2007/116/EC.
EUROPEAN = {"116000", "116006", "116016", "116111", "116123"}
OFII = "0142500900"  # France: the only number that gives appointments in and around Paris
# What the starter set is asked to be about, by topic.
WANTED_TOPICS = {
    "asylum", "procedures", "rights", "appeal", "family", "children", "work", "study", "health",
    "legal-routes", "return", "reintegration", "smuggling-safety", "documents",
}  # fmt: skip


def _all_texts(card: StarterCard, language: str) -> list[str]:
    text = card.texts[language]
    return [text.question, *text.also, *text.answer, *text.next]


def test_there_are_enough_cards_on_every_topic() -> None:
    topics = Counter(topic for card in CARDS for topic in card.topics)

    assert len(CARDS) >= 100
    assert [topic for topic in WANTED_TOPICS if topics[topic] < 3] == []


def test_keys_are_used_once_and_topics_and_pages_are_known() -> None:
    pages = {page.key for page in read_register().pages}
    keys = [card.key for card in CARDS]

    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert [c.key for c in CARDS if set(c.topics) - set(topic_keys()) or not c.topics] == []
    assert [c.key for c in CARDS if not {cite.source for cite in c.cites} <= pages] == []
    assert [c.key for c in CARDS if not c.cites] == []
    assert [c.key for c in CARDS if any(not re.fullmatch("[A-Z]{2}", x) for x in c.countries)] == []


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_a_card_says_the_same_in_every_language(card: StarterCard) -> None:
    assert set(card.texts) == set(LANGUAGES)
    slots = {language: list(text.sentences) for language, text in card.texts.items()}
    assert slots["fa-af"] == slots["en"] == slots["ps"]

    differing = [
        (found.slot, found.language, found.value)
        for slot in slots["en"]
        for found in rules.mismatches(
            slot, {lang: card.texts[lang].sentences[slot] for lang in LANGUAGES}, protected_terms()
        )
    ]
    assert differing == []


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_a_card_may_be_saved_by_the_rules_of_the_desk(card: StarterCard) -> None:
    for text in card.texts.values():
        assert not rules.faults(text.question, text.sentences)
        assert 2 <= len(text.answer) <= 5
        assert 1 <= len(text.next) <= 3
        assert len(text.also) >= 3


def test_dari_and_pashto_are_written_in_their_letters_and_digits() -> None:
    wrong = []
    for card in AS_WRITTEN:
        for language, others in (("fa-af", "كيىېۍګړښږڼځ"), ("ps", "گكى")):
            said = " ".join(_all_texts(card, language))
            without_addresses = re.sub(r"\S+\.\S+", " ", said)
            latin_digits = [c for c in without_addresses if c.isascii() and c.isdigit()]
            if set(said) & set(others) or latin_digits:
                wrong.append((card.key, language))
    assert wrong == []


def test_dari_is_not_iranian() -> None:
    assert [
        (card.key, word)
        for card in AS_WRITTEN
        for word in IRANIAN
        if any(word in text for text in _all_texts(card, "fa-af"))
    ] == []


def test_texts_are_clean() -> None:
    for card in AS_WRITTEN:
        for language in LANGUAGES:
            for text in _all_texts(card, language):
                assert text == text.strip()
                assert "  " not in text
                assert "—" not in text
                assert not [c for c in text if unicodedata.category(c) == "Cc"]


def test_further_ways_of_asking_are_of_cards_in_every_language() -> None:
    written = {card.key: card for card in AS_WRITTEN}
    for card in CARDS:
        for language, text in card.texts.items():
            more = text.also[len(written[card.key].texts[language].also) :]
            assert len(more) >= 6, (card.key, language)
            assert len(set(more)) == len(more)


def test_every_file_says_that_it_awaits_its_readers() -> None:
    for path in (PACKAGE / "data" / "cards").glob("*.yaml"):
        with path.open(encoding="utf-8") as file:
            assert yaml.safe_load(file)["review"] == "awaiting_native_and_legal_reader"


def test_phones_are_those_of_the_referrals_and_europe() -> None:
    """A wrong number sends somebody to nobody: only numbers that stand in reviewed data."""
    referrals = (PACKAGE / "data" / "referrals.yaml").read_text(encoding="utf-8")
    known = {re.sub(r"\D", "", found) for found in re.findall(r"phone: \"([^\"]+)\"", referrals)}
    named = {
        number
        for card in CARDS
        for text in _all_texts(card, "en")
        for number in re.findall(r"(?<![\d/])\d{6,}(?![\d/])", to_ascii(text).replace(" ", ""))
    }
    assert named <= known | EUROPEAN | {OFII}


def test_a_file_that_is_none_is_named(tmp_path) -> None:
    (tmp_path / "x.yaml").write_text("cards: [{key: a}]", encoding="utf-8")
    with pytest.raises(CardFileError, match=r"x\.yaml"):
        read_cards(tmp_path)


def test_vectors_are_shipped_for_every_way_of_asking() -> None:
    """Run `python -m tests.bench.make_card_vectors` after changing a card or a way of asking it."""
    name = form_name(indexing_embedder())
    missing = [
        said
        for card in CARDS
        for text in card.texts.values()
        for said in (text.question, *text.also, whole_text(text.question, text.answer[0]))
        if shipped_vector(said, name) is None
    ]
    assert missing == []
