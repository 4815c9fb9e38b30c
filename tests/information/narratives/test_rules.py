"""What makes a claim right and when the public may be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.narratives import rules
from wayforward.information.narratives.rules import (
    Audience,
    RadioWords,
    Standing,
    State,
    Verdict,
    Words,
)

TODAY = date(2026, 3, 1)
RADIO = " ".join(["word"] * 34)
WORDS = RadioWords(least=30, most=38)
SAID = Words(
    "Everybody gets a house", ("A bed first.",), ("Nobody gets one.",), ("Ask.",), "No.", RADIO
)
counts = st.integers(0, 1000)
standings = st.lists(st.builds(Standing, live=st.booleans(), in_doubt=st.booleans()), max_size=5)


def _obstacles(**changed):
    wanted = {
        "state": State.IN_REVIEW, "faulty": [], "citations": [Standing(True, False)],
        "written_by": "one", "judged_by": "", "reader": "other", "sightings": 3, "least": 3,
    } | changed  # fmt: skip
    return [one.key for one in rules.obstacles_to_publishing(**wanted)]


@given(counts, counts, counts)
def test_more_sightings_never_make_a_rumour_less_public(some: int, more: int, least: int) -> None:
    if rules.audience(some, least) is Audience.EVERYBODY:
        assert rules.audience(some + more, least) is Audience.EVERYBODY


@given(st.integers(1, 1000))
def test_the_threshold_itself_is_enough_and_one_less_is_not(least: int) -> None:
    assert rules.audience(least, least) is Audience.EVERYBODY
    assert rules.audience(least - 1, least) is Audience.HELPLINE


@given(standings)
def test_nothing_is_published_without_a_live_citation_that_is_not_amber(citations) -> None:
    found = _obstacles(citations=citations)

    held = any(one.live and not one.in_doubt for one in citations)
    assert ("no_live_citation" in found) == (not held)
    assert ("amber" in found) == any(one.in_doubt for one in citations)


@given(
    st.sampled_from(State), standings, counts, counts, st.booleans(), st.booleans(),
    st.sampled_from(["", "one", "other", "another"]),
)  # fmt: skip
def test_what_may_be_published_meets_every_condition_and_only_that(
    state: State, citations, sightings: int, least: int, same: bool, faulty: bool, judge: str
) -> None:
    reader = "one" if same else "other"
    found = _obstacles(
        state=state, citations=citations, sightings=sightings, least=least, judged_by=judge,
        reader=reader, faulty=["sms"] if faulty else [],
    )  # fmt: skip

    met = (
        state is State.IN_REVIEW and sightings >= least and not same and not faulty
        and judge != reader
        and bool(citations) and not any(one.in_doubt for one in citations)
        and any(one.live for one in citations)
    )  # fmt: skip
    assert (found == []) == met


@given(st.sampled_from(Verdict), st.none() | st.dates())
def test_a_last_day_goes_with_was_true_alone_and_lies_behind_us(verdict, until) -> None:
    fine = until is not None and until < TODAY if verdict is Verdict.WAS_TRUE else until is None

    assert (rules.verdict_faults(verdict, until, TODAY) == []) == fine


def test_a_claim_true_to_this_day_was_not_true_until_it() -> None:
    assert rules.verdict_faults(Verdict.WAS_TRUE, TODAY, TODAY) == ["until_to_come"]
    assert rules.verdict_faults(Verdict.WAS_TRUE, TODAY - timedelta(1), TODAY) == []
    assert rules.verdict_faults(Verdict.WAS_TRUE, None, TODAY) == ["until_missing"]


def test_good_words_have_no_faults() -> None:
    assert rules.faults(SAID, Verdict.FALSE, WORDS) == {}
    assert rules.faults(replace(SAID, who="Families."), Verdict.TRUE_FOR_SOME, WORDS) == {}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"title": " "}, {"title": "empty"}),
        ({"title": "x" * 141}, {"title": "too_long"}),
        ({"fact": ()}, {"fact": "missing"}),
        ({"wrong": ("a", "")}, {"wrong": "empty"}),
        ({"instead": ("a",) * 4}, {"instead": "too_many"}),
        ({"who": "Families."}, {"who": "only_true_for_some"}),
        ({"sms": ""}, {"sms": "empty"}),
        ({"sms": "ا" * 71}, {"sms": "too_long"}),
        ({"radio": ""}, {"radio": "empty"}),
        ({"radio": "a few words"}, {"radio": "too_short"}),
        ({"radio": RADIO + " and five more words here"}, {"radio": "too_long"}),
    ],
)
def test_every_fault_is_named_by_its_field(changed, fault) -> None:
    assert rules.faults(replace(SAID, **changed), Verdict.FALSE, WORDS) == fault


def test_true_for_some_says_for_whom() -> None:
    assert rules.faults(SAID, Verdict.TRUE_FOR_SOME, WORDS) == {"who": "empty"}
