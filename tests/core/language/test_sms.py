"""How long a text is as SMS, in the alphabet it needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.sms import septets, sms_parts, utf16_units


@given(st.text(), st.text())
def test_utf16_units_add_up_and_count_pairs_twice(one: str, other: str) -> None:
    assert utf16_units(one + other) == utf16_units(one) + utf16_units(other)
    assert utf16_units(one) == len(one) + sum(ord(c) > 0xFFFF for c in one)


@given(st.text(alphabet="ابپتټجچځڅدډرړسشښغکګلمنڼوهیېۍئ ؟،", min_size=1, max_size=140))
def test_dari_and_pashto_fit_in_seventy_units(text: str) -> None:
    if set(text) - {" "}:
        assert septets(text) is None
        assert (sms_parts(text) == 1) == (len(text) <= 70)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("x" * 160, True),
        ("x" * 161, False),
        ("€" * 80, True),  # of the extension: two septets each
        ("€" * 80 + "x", False),
        ("x" * 70 + "’", False),  # one curly apostrophe and the whole message is UCS-2
        ("x" * 69 + "’", True),
        ("😀" * 35, True),
        ("😀" * 35 + "x", False),
    ],
)
def test_a_message_is_measured_in_the_alphabet_it_needs(text: str, fits: bool) -> None:
    assert (sms_parts(text) == 1) is fits
