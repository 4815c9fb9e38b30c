"""Forms of words alone: one SMS, one spot; what either says in doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.information.materials.making import LANGUAGES, PACE, sentences, text

from wayforward.core.language.sms import sms_parts
from wayforward.information.materials import plain
from wayforward.information.materials.refusals import (
    NothingToSayError,
    RadioTooLongError,
    SmsTooLongError,
)
from wayforward.information.materials.speaking import Pace, own_spot, spoken_words, spot_of

DOUBT = date(2026, 2, 20)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sms_is_one_message_with_the_editors_words(language: str) -> None:
    one = text(language)

    assert sms_parts(plain.sms(one)) == 1
    assert plain.sms(one).startswith(one.sms)


def test_sms_has_the_address_where_it_has_room() -> None:
    assert plain.sms(text("en")).endswith(" way.example.org/t/57")


@pytest.mark.parametrize("language", LANGUAGES)
def test_sms_without_words_of_its_own_is_made_of_whole_sentences(language: str) -> None:
    one = text(language, sms="")
    message = plain.sms(one)

    assert sms_parts(message) == 1
    rest = message.replace("way.example.org/t/57", "")
    for said in (one.title, *sentences(one)):
        rest = rest.replace(said, "")
    assert not rest.strip()


def test_sms_without_room_for_the_headline_is_refused() -> None:
    one = text("ps", sms="", title="ښ" * 71)

    with pytest.raises(SmsTooLongError, match="71"):
        plain.sms(one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sms_in_doubt_says_only_that_and_where_to_look(language: str) -> None:
    one = text(language, doubt=DOUBT)
    message = plain.sms(one)

    assert sms_parts(message) == 1
    assert one.sms not in message
    assert "way.example.org/t/57" in message


@pytest.mark.parametrize("language", LANGUAGES)
def test_draft_says_so_above_the_words(language: str) -> None:
    one = text(language, signed=False)
    mark = plain.word("draft", language)

    assert plain.sms(one).startswith(f"{mark}\n")
    assert plain.radio(one, PACE).startswith(f"{mark}\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_radio_says_how_long_it_takes_and_who_says_it(language: str) -> None:
    one = text(language)
    script = plain.radio(one, PACE)

    assert one.radio in script
    assert one.publisher in script
    assert ("۱۵" if language != "en" else "15") in script.splitlines()[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_radio_in_doubt_fits_and_does_not_repeat_what_was_said(language: str) -> None:
    script = plain.radio(text(language, doubt=DOUBT), PACE)

    assert text(language).radio not in script
    assert plain.word("radio_doubt", language) in script


def test_radio_that_lasts_longer_is_refused_with_its_seconds() -> None:
    with pytest.raises(RadioTooLongError, match=r"15\.4 seconds"):
        plain.radio(text("en", radio="word " * 40), PACE)


def test_radio_without_words_of_its_own_takes_whole_sentences_by_rank() -> None:
    one = text("en", radio="")

    script = plain.radio(one, Pace(2.6, 8)).split("\n\n")[1]

    assert script == " ".join((one.title, "The application is free of charge."))


def test_numbers_to_dial_are_told_digit_by_digit() -> None:
    assert spoken_words("Call 112 within 14 days") == 3 + 3 + 1
    assert spoken_words("به ۱۱۲ زنگ بزنید") == 3 + 3


@given(st.lists(st.text("ab ", min_size=1, max_size=40), min_size=1), st.integers(1, 30))
def test_spot_is_the_first_sentences_and_lasts_no_longer(said: list[str], most: int) -> None:
    pace = Pace(2.0, most)
    try:
        spot = spot_of(said, pace)
    except RadioTooLongError:
        assert own_seconds(said[0], pace) > most
        return
    assert spot.seconds <= most
    assert " ".join(said).startswith(spot.script)


def own_seconds(said: str, pace: Pace) -> float:
    return spoken_words(said) / pace.words_per_second


def test_spot_of_nothing_is_refused() -> None:
    with pytest.raises(NothingToSayError):
        spot_of([], PACE)


def test_own_spot_is_told_as_it_stands() -> None:
    assert own_spot("Three short words", PACE).script == "Three short words"


def test_doubt_without_room_for_the_day_leaves_out_the_day() -> None:
    one = replace(text("ps", doubt=DOUBT), address="https://way.example.org/t/123456789012345")

    assert sms_parts(plain.sms(one)) == 1
