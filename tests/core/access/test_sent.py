"""What somebody sent is a number, one of a set, or refused in a sentence."""

from __future__ import annotations

from enum import StrEnum

import pytest
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.access.sent import chosen, refuse_unstorable, whole_number

RUBBISH = ("", " ", "-1", "1.5", "x", "٣", "²", "9" * 19, "9" * 5000, "\x00", "1 ", "0x1")


class _Sides(StrEnum):
    HERE = "here"


def _sent(value: str) -> QueryDict:
    sent = QueryDict(mutable=True)
    sent["n"] = value
    return sent


@given(st.integers(0, 10**18 - 1))
def test_every_number_of_a_row_is_read(number: int) -> None:
    assert whole_number(_sent(str(number)), "n") == number


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_rubbish_is_refused_or_something_else(rubbish: str) -> None:
    assert whole_number(_sent(rubbish), "n", otherwise=0) == 0
    with pytest.raises(BadRequest):
        whole_number(_sent(rubbish), "n")
    with pytest.raises(BadRequest):
        whole_number(_sent("1"), "another")


def test_what_is_none_of_a_set_is_refused() -> None:
    assert chosen(_Sides, "here") is _Sides.HERE
    with pytest.raises(BadRequest):
        chosen(_Sides, "there")


def test_what_no_database_keeps_is_refused() -> None:
    make = RequestFactory()
    refuse_unstorable(make.post("/?a=1", {"b": ["c", "d"]}))
    for request in (make.get("/?a=%00"), make.post("/", {"a": ["b", "c\x00"]})):
        with pytest.raises(BadRequest):
            refuse_unstorable(request)
