"""Texts to pass on keep whole sentences and addresses; the parts of an SMS are counted as sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.sms import sms_parts
from wayforward.information.cards.sharing import MOST_PARTS, share_text, sms

ADDRESS = "https://example.org/en/cards/appeal-deadline"
SENTENCES = st.lists(st.text("ابپ abc", min_size=1, max_size=200), max_size=6)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("€" * 80, 1),  # each takes two places
        ("€" * 81, 2),
        ("ښ" * 70, 1),
        ("ښ" * 71, 2),
        ("ښ" * 134, 2),
        ("ښ" * 135, 3),
        ("a" * 70 + "ښ", 2),  # one letter makes all of it UCS-2
        ("😀" * 36, 2),  # a pair of code units each
    ],
)
def test_sms_parts_are_counted_as_networks_do(text: str, parts: int) -> None:
    assert sms_parts(text) == parts


def test_sms_of_short_sentences_holds_all_of_them() -> None:
    found = sms("How long?", ("You have 14 days.", "A lawyer helps."), ADDRESS)

    assert found.text == f"You have 14 days. A lawyer helps. {ADDRESS}"
    assert found.parts == 1


def test_sms_leaves_out_the_sentences_that_do_not_fit() -> None:
    found = sms("پوښتنه", ("ښ" * 60, "ځ" * 200), ADDRESS)

    assert found.text == f"{'ښ' * 60} {ADDRESS}"
    assert found.parts == 2


def test_sms_of_an_overlong_first_sentence_says_the_question() -> None:
    assert sms("How long?", ("a" * 900,), ADDRESS).text == f"How long? {ADDRESS}"


@given(SENTENCES)
def test_sms_always_ends_with_the_whole_address_and_cuts_no_sentence(answer: list[str]) -> None:
    found = sms("Question?", answer, ADDRESS)

    said = found.text.removesuffix(f" {ADDRESS}")
    assert said == "Question?" or said in [" ".join(answer[:n]) for n in range(len(answer) + 1)]
    assert found.parts == sms_parts(found.text) <= MOST_PARTS


@given(SENTENCES)
def test_share_text_ends_with_the_whole_address(answer: list[str]) -> None:
    said = share_text("Question?", answer, ADDRESS, longest=300)

    assert said.startswith("Question?")
    assert said.endswith(f"\n\n{ADDRESS}")
    assert len(said) <= 302
