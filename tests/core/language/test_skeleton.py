"""Spellings that differ and sound alike share a skeleton."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.skeleton import skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("panahandagi", "پناهندگی"),
        ("پناهندگي", "پناهندګۍ"),
        ("chetor mitanam", "چطور میتوانم"),
        ("وطن", "وتن"),
        ("صحت", "سهت"),
        ("khana", "خانه"),
        ("shafakhana", "شفاخانه"),
    ],
)
def test_one_word_in_two_spellings(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


def test_other_words_stay_other_words() -> None:
    assert skeleton("مکتب") != skeleton("محکمه")
    assert skeleton("14 days") != skeleton("7 days")


@given(st.text(max_size=60))
def test_a_skeleton_is_signs_and_blanks(text: str) -> None:
    assert all(sign.isascii() for sign in skeleton(text))
    assert "  " not in skeleton(text)
