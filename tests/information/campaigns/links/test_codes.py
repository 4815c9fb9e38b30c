"""Codes: every slip of one digit and every exchange of neighbours is found, any script is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.language.digits import READER_DIGITS
from wayforward.information.campaigns.links.codes import (
    LENGTH,
    MistypedCodeError,
    NoCodeError,
    check_digit,
    new_code,
    read_code,
    spoken,
)

codes = st.integers(0, 9 * 10 ** (LENGTH - 2) - 1).map(lambda n: new_code(lambda _below: n))


def test_check_digit_is_damms_own_example() -> None:
    assert check_digit("572") == "4"


@given(codes)
def test_code_reads_as_itself_however_it_is_written(code: str) -> None:
    dari = code.translate(str.maketrans("0123456789", READER_DIGITS))

    assert len(code) == LENGTH
    assert code[0] != "0"
    for written in (code, spoken(code), dari, f" {dari[:4]}\u200c-{dari[4:]} "):
        assert read_code(written) == code


@given(codes, st.integers(0, LENGTH - 1), st.integers(1, 9))
def test_one_wrong_digit_is_found(code: str, place: int, more: int) -> None:
    wrong = str((int(code[place]) + more) % 10)

    with pytest.raises(MistypedCodeError):
        read_code(code[:place] + wrong + code[place + 1 :])


@given(codes, st.integers(0, LENGTH - 2))
def test_neighbours_that_changed_places_are_found(code: str, place: int) -> None:
    first, second = code[place], code[place + 1]
    turned = code[:place] + second + first + code[place + 2 :]

    if first == second:
        assert read_code(turned) == code
    else:
        with pytest.raises(MistypedCodeError):
            read_code(turned)


@pytest.mark.parametrize("given", ["", "1234", "123456789", "ABCDEFGH", "1234567\u0661x", "٤٩٢٧"])
def test_what_is_no_code_is_refused(given: str) -> None:
    with pytest.raises(NoCodeError):
        read_code(given)
