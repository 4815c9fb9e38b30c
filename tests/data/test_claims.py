"""The starter claims: fields, links, languages, lengths, letters, values every language shares."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date

import pytest
from tests.data.reviewed import DATA, LANGUAGES, load, problems_of_text, problems_of_texts

from wayforward.core.language.data_files import load_yaml
from wayforward.core.language.digits import to_ascii
from wayforward.core.language.sms import UCS2_ALONE, septets, utf16_units
from wayforward.information.answers.embedding import indexing_embedder
from wayforward.information.cards.finding.shipped import shipped_vector
from wayforward.information.cards.queries import protected_terms
from wayforward.information.cards.rules import mismatches
from wayforward.information.cards.starters import read_cards
from wayforward.information.narratives import rules
from wayforward.information.narratives.matching.embedding import VECTORS
from wayforward.information.narratives.rules import Verdict
from wayforward.information.narratives.starters import (
    ClaimFileError,
    StarterClaim,
    StarterText,
    read_claims,
)
from wayforward.information.sources.register import read_register

SET = read_claims()
CLAIMS = SET.claims
FIELDS = {
    "key", "narrative", "countries", "verdict", "harm", "gains", "channels", "cards", "cites",
    "text",
}  # fmt: skip
TEXT_FIELDS = {"title", "also", "fact", "wrong", "instead", "sms", "radio"}
LONGEST_ENGLISH_SMS = 140  # leaves room in the message for who sends it
_SET = {one["key"]: one["value"] for one in load("rulesets/rumours/parameters.yaml")["parameters"]}
RADIO = rules.RadioWords(_SET[rules.RADIO_LEAST], _SET[rules.RADIO_MOST])
WRITTEN_ON = date(2026, 11, 29)
COUNTRIES = load_yaml("places")["countries"]  # those on the way too, such as Serbia
# Short names that people know in Latin letters alone.
_SHORT_NAMES = re.compile(r"\b(?:UNHCR|IOM|PoR)\b")
_LATIN = re.compile(r"[A-Za-z]{3,}")
each_claim = pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.key)


def _files() -> list[str]:
    return [f"claims/{path.name}" for path in sorted((DATA / "claims").glob("*.yaml"))]


def _sentences(text: StarterText) -> dict[str, str]:
    said = text.said
    parts = {"fact": said.fact, "wrong": said.wrong, "instead": said.instead}
    return {"title": said.title} | {
        f"{part}-{number}": words
        for part, some in parts.items()
        for number, words in enumerate(some, start=1)
    } | ({"who": said.who} if said.who else {})  # fmt: skip


def _shown(text: StarterText) -> dict[str, str]:
    return _sentences(text) | {"sms": text.said.sms, "radio": text.said.radio}


def test_there_are_enough_claims_of_every_verdict_in_every_narrative() -> None:
    verdicts = Counter(claim.verdict for claim in CLAIMS)
    stories = Counter(claim.narrative for claim in CLAIMS)

    assert len(CLAIMS) >= 40
    assert [one for one in Verdict if verdicts[one] < 3] == []
    assert [one.key for one in SET.narratives if stories[one.key] < 3] == []


def test_every_file_says_that_it_awaits_its_readers() -> None:
    for name in _files():
        assert load(name)["review"].startswith("awaiting_native")


def test_fields_are_those_of_the_guide() -> None:
    rows = [row for name in _files() for row in load(name).get("claims", [])]

    assert len(rows) == len(CLAIMS)
    for row in rows:
        until = {"until"} if row["verdict"] == "was_true" else set()
        who = {"who"} if row["verdict"] == "true_for_some" else set()
        assert set(row) == FIELDS | until, row["key"]
        assert [set(text) for text in row["text"].values()] == [TEXT_FIELDS | who] * 3, row["key"]
        assert list(row["text"]) == list(LANGUAGES), row["key"]


def test_keys_are_used_once_and_what_they_name_is_there() -> None:
    pages = {page.key for page in read_register().pages}
    cards = {card.key for card in read_cards()}
    stories = {one.key for one in SET.narratives}
    keys = [claim.key for claim in CLAIMS] + [one.key for one in SET.narratives]

    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert [key for key in keys if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)] == []
    assert [c.key for c in CLAIMS if c.narrative not in stories] == []
    assert [c.key for c in CLAIMS if not c.cites] == []
    assert [c.key for c in CLAIMS if not {cite.source for cite in c.cites} <= pages] == []
    assert [c.key for c in CLAIMS if len(set(c.cites)) != len(c.cites)] == []
    assert [c.key for c in CLAIMS if not set(c.cards) <= cards] == []
    assert [c.key for c in CLAIMS if not set(c.countries) <= COUNTRIES.keys()] == []
    assert [c.key for c in CLAIMS if not c.gains or not c.channels] == []


@pytest.mark.parametrize("one", SET.narratives, ids=lambda one: one.key)
def test_a_narrative_is_in_three_languages(one) -> None:
    for name in ("names", "says", "gains"):
        assert problems_of_texts(getattr(one, name), where=f"{one.key}.{name}") == []


@each_claim
def test_a_claim_may_be_saved_by_the_rules(claim: StarterClaim) -> None:
    faulty = {
        lang: rules.faults(text.said, claim.verdict, RADIO) for lang, text in claim.texts.items()
    }

    assert faulty == {"en": {}, "fa-af": {}, "ps": {}}
    assert rules.verdict_faults(claim.verdict, claim.until, WRITTEN_ON) == []


@each_claim
def test_a_message_fits_one_part_and_english_leaves_room(claim: StarterClaim) -> None:
    for language in ("fa-af", "ps"):
        assert utf16_units(claim.texts[language].said.sms) <= UCS2_ALONE
    length = septets(claim.texts["en"].said.sms)
    assert length is not None
    assert length <= LONGEST_ENGLISH_SMS


@each_claim
def test_a_claim_says_the_same_in_every_language(claim: StarterClaim) -> None:
    by_language = {language: _sentences(text) for language, text in claim.texts.items()}
    assert list(by_language["fa-af"]) == list(by_language["en"]) == list(by_language["ps"])

    differing = [
        (found.slot, found.language, found.value)
        for slot in by_language["en"]
        for found in mismatches(
            slot, {lang: by_language[lang][slot] for lang in LANGUAGES}, protected_terms()
        )
    ]
    assert differing == []


@each_claim
def test_texts_are_in_their_script_and_clean(claim: StarterClaim) -> None:
    for language, text in claim.texts.items():
        shown = _shown(text)
        plain = {name: _SHORT_NAMES.sub("", words) for name, words in shown.items()}
        wrong = {name: problems_of_text(words, language) for name, words in plain.items()}
        assert {name: some for name, some in wrong.items() if some} == {}, language
        for words in (*shown.values(), *text.also):
            assert words == words.strip()
            assert "  " not in words
            assert "—" not in words
            assert not [c for c in words if unicodedata.category(c) == "Cc"]


@each_claim
def test_shown_dari_and_pashto_have_their_own_digits(claim: StarterClaim) -> None:
    for language in ("fa-af", "ps"):
        said = " ".join(_shown(claim.texts[language]).values())
        without_addresses = re.sub(r"\S+\.\S+", " ", said)
        assert [c for c in without_addresses if c.isascii() and c.isdigit()] == []


@each_claim
def test_a_claim_is_told_in_many_ways_some_in_latin_letters(claim: StarterClaim) -> None:
    for language, latin in (("en", 0), ("fa-af", 2), ("ps", 1)):
        also = claim.texts[language].also
        assert 4 <= len(also) <= 8
        assert len({*also, claim.texts[language].said.title}) == len(also) + 1
        if latin:
            assert sum(bool(_LATIN.search(said)) for said in also) >= latin, language


def test_phones_are_numbers_of_all_of_europe_or_stand_in_reviewed_data() -> None:
    """A wrong number sends somebody to nobody."""
    referrals = (DATA / "referrals.yaml").read_text(encoding="utf-8")
    known = {re.sub(r"\D", "", found) for found in re.findall(r"phone: \"([^\"]+)\"", referrals)}
    named = {
        number
        for claim in CLAIMS
        for words in _shown(claim.texts["en"]).values()
        for number in re.findall(r"(?<![\d/])\d{6,}(?![\d/])", to_ascii(words).replace(" ", ""))
    }
    assert named <= known | {"116000", "116006", "116016", "116111", "116123"}


def test_a_file_that_is_none_is_named(tmp_path) -> None:
    with pytest.raises(ClaimFileError, match=r"narratives\.yaml"):
        read_claims(tmp_path)
    (tmp_path / "narratives.yaml").write_text("narratives: [{key: a}]", encoding="utf-8")
    with pytest.raises(ClaimFileError, match=r"narratives\.yaml"):
        read_claims(tmp_path)
    (tmp_path / "narratives.yaml").write_text("narratives: []", encoding="utf-8")
    (tmp_path / "x.yaml").write_text("claims: [{key: a}]", encoding="utf-8")
    with pytest.raises(ClaimFileError, match=r"x\.yaml"):
        read_claims(tmp_path)


def test_vectors_are_shipped_for_every_wording() -> None:
    """Run `python -m tests.bench.make_claim_vectors` after changing a claim or a wording."""
    name = indexing_embedder().name
    texts = [text for claim in CLAIMS for text in claim.texts.values()]
    missing = [
        said
        for text in texts
        for said in text.wordings
        if shipped_vector(said, name, VECTORS) is None
    ]
    assert missing == []
