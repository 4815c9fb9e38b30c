"""What an address looks for, and back."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.projects.public.wishing import narrows, query_of, wish_from
from wayforward.information.projects.queries import Wish

TODAY = date(2026, 11, 29)
WISHES = st.builds(
    Wish,
    country=st.just("AF"),
    text=st.text("abپښ &=%'\"", max_size=20).map(str.strip),
    province=st.sampled_from(["", "AF-KAB", "AF-HER"]),
    district=st.sampled_from(["", "kab-paghman"]),
    category=st.sampled_from(["", "140", "720"]),
    reporter=st.sampled_from(["", "XM-DAC-41121", "GB-CHC-285776&x=1"]),
    status=st.sampled_from(["", "2", "4"]),
    gone=st.booleans(),
)


@given(WISHES)
def test_a_wish_goes_into_an_address_and_comes_back_the_same(wish: Wish) -> None:
    assert wish_from(QueryDict(query_of(wish)).dict(), "AF", today=TODAY) == wish


def test_what_runs_now_is_a_wish_for_today() -> None:
    wish = wish_from({"status": "live"}, "AF", today=TODAY)
    assert (wish.live_on, wish.status, query_of(wish)) == (TODAY, "", "status=live")


@pytest.mark.parametrize(
    "given_", [{"province": "AF-XXX"}, {"category": "999x"}, {"status": "9"}, {"gone": "maybe"}]
)
def test_what_is_on_no_list_wishes_nothing(given_: dict[str, str]) -> None:
    assert wish_from(given_, "AF", today=TODAY) == Wish("AF", gone=False)


def test_endless_words_and_zero_bytes_are_cut() -> None:
    wish = wish_from({"text": "a\x00b" * 1000, "reporter": "r\x00" * 1000}, "AF", today=TODAY)
    assert (len(wish.text), len(wish.reporter)) == (100, 400)
    assert "\x00" not in wish.text + wish.reporter


def test_a_place_alone_does_not_narrow() -> None:
    assert not narrows(Wish("AF", province="AF-KAB", district="kab-paghman", gone=False))
    assert narrows(Wish("AF", text="wells"))
