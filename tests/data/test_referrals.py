"""Contacts for when nothing official answers: schema, languages, and that everybody gets one."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from tests.data.reviewed import COUNTRIES, TOPICS, load, problems_of_texts

FIELDS = {"key", "countries", "topics", "name", "text", "url", "address_checked"}
CONTENT = load("referrals.yaml")
REFERRALS = CONTENT["referrals"]
EXPECTED = {"DE", "AT", "CH", "FR", "BE", "NL", "SE", "FI", "DK", "NO", "GR", "IT", "BG"}


def _fitting(country: str, topic: str) -> list[str]:
    return [
        row["key"]
        for row in REFERRALS
        if (not row["countries"] or country in row["countries"])
        and (not row["topics"] or topic in row["topics"])
    ]


@pytest.mark.parametrize("row", REFERRALS, ids=lambda row: row["key"])
def test_referral_fields_complete_and_in_three_languages(row):
    assert set(row) >= FIELDS
    assert set(row) <= FIELDS | {"phone", "note"}
    assert set(row["countries"]) <= COUNTRIES - {"EU"}
    assert set(row["topics"]) <= TOPICS
    assert row["address_checked"] in {"seen", "from_memory"}
    assert urlsplit(row["url"]).scheme == "https"
    assert re.fullmatch(r"[0-9]{2,12}", row.get("phone", "112"))
    problems = problems_of_texts(row["name"], where="name")
    problems += problems_of_texts(row["text"], where="text")
    assert problems == []


@pytest.mark.parametrize("row", REFERRALS, ids=lambda row: row["key"])
def test_referral_text_ends_as_a_sentence_and_is_short(row):
    for text in row["text"].values():
        assert text.endswith(".")
        assert len(text) <= 220


def test_referral_keys_unique():
    assert max(Counter(row["key"] for row in REFERRALS).values()) == 1


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_every_country_and_topic_has_somewhere_to_turn(topic):
    assert [country for country in COUNTRIES if not _fitting(country, topic)] == []


def test_main_countries_have_their_own_contact_for_asylum_and_return():
    own = {
        topic: {c for row in REFERRALS if topic in row["topics"] for c in row["countries"]}
        for topic in ("asylum", "trafficking", "appeal")
    }
    assert own["asylum"] >= EXPECTED - {"NO"} | {"AF", "IR", "PK", "TR"}
    assert own["trafficking"] >= EXPECTED
    assert own["appeal"] >= EXPECTED
    assert "return-any-country" in _fitting("NO", "return")
    assert "emergency-europe" in _fitting("GR", "smuggling-safety")
