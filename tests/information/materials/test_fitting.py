"""What fits on a form: whole sentences, by rank and order, never half of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.information.materials.making import sentences, text

from wayforward.information.materials import refusals
from wayforward.information.materials.fitting import (
    FORMS,
    LONGEST_ADDRESS,
    check_address,
    chosen,
    fitted,
)
from wayforward.information.materials.texts import Kind, Rumour, Section

SENTENCES = st.text("abcdef ۱۲۳ښځې", min_size=1, max_size=60)
SECTIONS = st.lists(
    st.builds(
        Section,
        heading=st.just("h"),
        sentences=st.lists(SENTENCES, max_size=4).map(tuple),
        rank=st.integers(0, 3),
    ),
    max_size=5,
)


@given(SECTIONS, st.integers(0, 400), st.integers(0, 12), st.integers(0, 3))
def test_chosen_are_whole_sentences_within_the_room(sections, characters, most, fewer) -> None:
    found = chosen(sections, characters=characters, sentences=most, fewer=fewer)
    kept = [sentence for section in found for sentence in section.sentences]

    assert sum(map(len, kept)) <= characters
    assert len(kept) <= most
    assert all(section.sentences for section in found)
    assert set(kept) <= {sentence for section in sections for sentence in section.sentences}


@given(SECTIONS, st.integers(0, 400), st.integers(0, 12))
def test_chosen_of_each_section_are_its_first_sentences(sections, characters, most) -> None:
    named = [
        Section(str(at), section.sentences, section.rank) for at, section in enumerate(sections)
    ]
    for section in chosen(named, characters=characters, sentences=most):
        whole = named[int(section.heading)].sentences
        assert whole[: len(section.sentences)] == section.sentences


@given(SECTIONS, st.integers(0, 400), st.integers(0, 12))
def test_chosen_has_nothing_of_a_rank_before_all_lower_ones(sections, characters, most) -> None:
    named = [
        Section(str(at), section.sentences, section.rank) for at, section in enumerate(sections)
    ]
    kept = {one.heading: one for one in chosen(named, characters=characters, sentences=most)}
    taken = {at: len(kept[at].sentences) if at in kept else 0 for at in (s.heading for s in named)}
    for cut in (one for one in named if taken[one.heading] < len(one.sentences)):
        assert not any(taken[one.heading] for one in named if one.rank > cut.rank)


@given(SECTIONS)
def test_chosen_with_room_for_all_is_all_in_the_order_of_reading(sections) -> None:
    found = chosen(sections, characters=10_000, sentences=100)

    assert [one.sentences for one in found] == [one.sentences for one in sections if one.sentences]


@pytest.mark.parametrize("kind", list(FORMS))
def test_fitted_text_that_has_room_stays_whole(kind: Kind) -> None:
    one = text()

    kept = sentences(fitted(kind, one))

    assert kept == sentences(one)[: len(kept)] or len(kept) == FORMS[kind].sentences
    assert fitted(kind, one).title == one.title


def test_fitted_picture_keeps_what_is_possible_before_why_it_is_wrong() -> None:
    kept = sentences(fitted(Kind.CARD, text()))

    assert kept == ["The application is free of charge.", "Ask a free legal adviser."]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"title": "t" * 221}, refusals.TitleTooLongError),
        ({"title": " "}, refusals.NothingToSayError),
        ({"rumour": Rumour("r" * 151, "False")}, refusals.RumourTooLongError),
        ({"address": "https://way.example.org/" + "a" * 100}, refusals.AddressTooLongError),
        ({"sections": (Section("h", ("s" * 500,)),), "rumour": None}, refusals.NothingFitsError),
    ],
)
def test_fitted_text_that_is_too_much_is_refused_in_one_sentence(changed, refusal) -> None:
    with pytest.raises(refusal) as found:
        fitted(Kind.CARD, text(**changed))

    assert str(found.value).count(".") == 1
    assert "{" not in str(found.value)


@pytest.mark.parametrize("changed", [{"rumour": None, "doubt": text().made_on}, {}])
def test_fitted_truth_or_warning_may_stand_without_a_sentence(changed) -> None:
    one = text(sections=(Section("h", ("s" * 500,)),), **changed)

    assert fitted(Kind.CARD, one).sections == ()


def test_fitted_headline_alone_is_a_poster() -> None:
    assert fitted(Kind.POSTER, text(sections=())).sections == ()


def test_longest_address_is_the_last_that_a_code_of_version_six_holds() -> None:
    from wayforward.information.materials.codes import code_of

    longest = "https://way.example.org/".ljust(LONGEST_ADDRESS, "a")

    check_address(longest)
    assert code_of(longest).version == 6
    assert code_of(longest + "a").version == 7
