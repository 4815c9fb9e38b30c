"""Digits in the reader's script and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.digits import format_number, to_ascii, to_reader


@pytest.mark.parametrize("text", ["2024", "۲۰۲۴", "٢٠٢٤", "२०२४"])
def test_to_ascii_any_script_gives_ascii(text: str) -> None:
    assert to_ascii(text) == "2024"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fa-af", "۱۴۰۳"),
        ("fa_AF", "۱۴۰۳"),
        ("prs", "۱۴۰۳"),
        ("ps", "۱۴۰۳"),
        ("en", "1403"),
        ("de", "1403"),
    ],
)
def test_to_reader_gives_the_digits_of_the_language(language: str, expected: str) -> None:
    assert to_reader("14٠3", language) == expected


def test_to_reader_leaves_addresses_alone() -> None:
    text = "شماره 112 یا https://example.org/page2?x=3 یا help24@example.org"
    assert to_reader(text, "fa-af") == (
        "شماره ۱۱۲ یا https://example.org/page2?x=3 یا help24@example.org"
    )


def test_format_number_groups_thousands_in_both_scripts() -> None:
    assert format_number(12345.6, "en", 1) == "12,345.6"
    assert format_number(12345.6, "ps", 1) == "۱۲٬۳۴۵٫۶"


@given(st.text())
def test_to_ascii_of_to_reader_equals_to_ascii(text: str) -> None:
    assert to_ascii(to_reader(text, "ps")) == to_ascii(text)


@given(st.text())
def test_to_ascii_keeps_length(text: str) -> None:
    assert len(to_ascii(text)) == len(text)
