"""Folding for search: spellings that must meet, and laws that must hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.normalise import (
    display_clean,
    joined_tokens,
    loose_form,
    search_form,
    search_form_with_offsets,
    tokens,
)

ARABIC_SCRIPT = st.text(
    st.characters(min_codepoint=0x0600, max_codepoint=0x06FF)
    | st.sampled_from("\u200c\u200d\u200e\u200f\u202b\u2067\ufb8e\ufefb\ufdf2\u0654\u0640 \n")
)
ANY_TEXT = st.text() | ARABIC_SCRIPT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كشور", "کشور"),
        ("علي", "علی"),
        ("على", "علی"),
        ("مسئول", "مسیول"),
        ("خانۀ", "خانه"),
        ("خانهٔ", "خانه"),
        ("خانة", "خانه"),
        ("آلمان", "المان"),
        ("أمن", "امن"),
        ("مؤقت", "موقت"),
        ("پناه\u200cجو", "پناه جو"),
        ("مُهاجِر", "مهاجر"),
        ("مهـــاجر", "مهاجر"),
        ("\u202bمهاجر\u202c", "مهاجر"),
        ("ﻣﻬﺎﺟﺮ", "مهاجر"),
        ("۱۴۰۳", "1403"),
        ("١٤٠٣", "1403"),
        ("کې", "کي"),
        ("لرئ", "لرۍ"),
        ("ګډ", "گډ"),
        ("ہے", "هی"),
        ("املاء", "املا"),
        ("Zürich", "zurich"),
        ("STRASSE", "straße"),
        ("İstanbul", "istanbul"),
        ("  a \n b ", "a b"),
    ],
)
def test_search_form_of_two_spellings_is_one(one: str, other: str) -> None:
    assert search_form(one) == search_form(other)


def test_search_form_keeps_pashto_letters_apart() -> None:
    assert search_form("ښار") != search_form("شار")


@pytest.mark.parametrize(
    ("pashto", "typed"),
    [("پښتو", "پشتو"), ("پښتو", "بشتو"), ("ټول", "تول"), ("ځای", "جای"), ("څوک", "چوک"),
     ("ډاکټر", "داکتر"), ("ګډ", "کد"), ("ږغ", "ژغ"), ("ړوند", "روند"), ("ښوونځی", "شوونجي")],
)  # fmt: skip
def test_loose_form_of_pashto_typed_on_another_keyboard_matches(pashto: str, typed: str) -> None:
    assert loose_form(pashto) == loose_form(typed)


@given(ANY_TEXT)
def test_search_form_twice_changes_nothing(text: str) -> None:
    assert search_form(search_form(text)) == search_form(text)


@given(ANY_TEXT)
def test_loose_form_twice_changes_nothing(text: str) -> None:
    assert loose_form(loose_form(text)) == loose_form(text)


@given(ANY_TEXT)
def test_loose_form_of_search_form_equals_loose_form(text: str) -> None:
    assert loose_form(search_form(text)) == loose_form(text)


@given(ANY_TEXT)
def test_offset_map_gives_same_text_and_rising_origins(text: str) -> None:
    folded = search_form_with_offsets(text)
    assert folded.text == search_form(text)
    assert list(folded.origins) == sorted(folded.origins)
    assert all(0 <= origin < len(text) for origin in folded.origins)


@given(ANY_TEXT.filter(lambda text: bool(search_form(text))), st.data())
def test_original_span_of_any_part_folds_to_something_containing_it(
    text: str, data: st.DataObject
) -> None:
    folded = search_form_with_offsets(text)
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.original_span(start, end)
    part = folded.text[start:end].strip()
    assert part in search_form(text[first:last])


def test_original_span_of_a_word_with_marks_covers_the_whole_word() -> None:
    text = "این مُهاجِر آمد"
    folded = search_form_with_offsets(text)
    start = folded.text.index("مهاجر")
    first, last = folded.original_span(start, start + 5)
    assert text[first:last].strip() == "مُهاجِر"


@given(ANY_TEXT)
def test_tokens_carry_no_spaces_and_stand_in_the_search_form(text: str) -> None:
    assert all(token in search_form(text) and not token.isspace() for token in tokens(text))


def test_tokens_drop_punctuation_of_three_scripts() -> None:
    assert tokens("«پناهنده‌گی» چیست؟ EU-Staat, 2008/115/EC۔") == [
        "پناهنده", "گی", "چیست", "eu", "staat", "2008", "115", "ec",
    ]  # fmt: skip


def test_joined_tokens_gives_words_split_by_zwnj_in_one_piece() -> None:
    assert joined_tokens("برای پناه\u200cجو\u200cیان در آلمان") == ["پناهجویان"]


def test_display_clean_removes_marks_and_keeps_spelling() -> None:
    assert display_clean("\u200fمی\u200cروم\u202c\x00\n۱۲ ي") == "می\u200cروم\n۱۲ ي"


def test_display_clean_drops_zwnj_that_joins_nothing() -> None:
    assert display_clean("می\u200c\u200cروم \u200cخانه\u200c") == "می\u200cروم خانه"


@given(ANY_TEXT)
def test_display_clean_keeps_the_search_form(text: str) -> None:
    assert search_form(display_clean(text)) == search_form(text)


@given(ANY_TEXT)
def test_display_clean_twice_changes_nothing(text: str) -> None:
    assert display_clean(display_clean(text)) == display_clean(text)
