"""When a report is taken for a claim: the same words, the same numbers, the same yes or no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.narratives.matching.deciding import (
    Found,
    Rule,
    decide,
    load_rule,
    may_be_told_again,
    probability,
    row_of,
    same_words,
    told_again,
)
from wayforward.information.narratives.matching.scoring import document
from wayforward.information.narratives.rules import Decision

TOLD = "Germany gives every family 500 euros a month"
some = st.floats(0, 1, allow_nan=False)
found = st.builds(Found, score=some, meaning=some, words=some, letters=some)


@pytest.mark.parametrize(
    ("report", "again"),
    [
        (TOLD, True),
        ("germany gives every family 500 euros a month!!!", True),
        ("every month Germany gives a family 500 euros", True),
        ("Germany gives every family 5000 euros a month", False),
        ("Germany gives no family 500 euros a month", False),
        ("Sweden takes nobody", False),
        ("", False),
    ],
)
def test_told_again_means_words_numbers_and_yes_or_no(report: str, again: bool) -> None:
    assert told_again(report, [TOLD, "another way to tell it"], "en") is again


def test_spelling_variants_of_dari_and_pashto_make_no_difference() -> None:
    assert told_again("كشتي کلان است ۱۲ نفر", ["کشتی کلان است 12 نفر"], "fa")
    assert told_again("دا کښتۍ لويه ده", ["دا کښتۍ لویه ده"], "ps")


words = st.lists(
    st.sampled_from(["ship", "big", "safe", "500", "کشتی", "خونه", "می‌رود"]), min_size=1
)


@given(words, st.lists(words, min_size=1, max_size=3))
def test_nothing_told_again_is_passed_over_by_the_quick_look(
    report: list[str], wordings: list[list[str]]
) -> None:
    said, tellings = " ".join(report), [" ".join(one) for one in wordings]

    if told_again(said, tellings, "en"):
        assert may_be_told_again(said, [document(tellings).words])


@given(st.text(max_size=80), st.text(max_size=80))
def test_sharing_words_is_mutual_and_never_more_than_all(one: str, other: str) -> None:
    assert same_words(one, other) == same_words(other, one)
    assert 0 <= same_words(one, other) <= 1


@given(st.lists(found, min_size=1, max_size=12), st.data())
def test_probability_is_one_and_no_claim_beside_others_gains_by_them(
    ranked: list[Found], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(ranked) - 1))
    row = row_of(place, ranked)

    assert 0 < probability(row, load_rule()) < 1
    assert len(row) == 4


def test_alone_a_claim_does_not_stand_out() -> None:
    assert row_of(0, [Found(0.9, 0.8, 0.5, 0.5)])[0] == 0


@pytest.mark.parametrize(
    ("chance", "again", "decision"),
    [
        (0.1, True, Decision.NEAR_EXACT),
        (0.5, False, Decision.SUGGESTED),
        (0.49, False, Decision.NEW),
    ],
)
def test_decision_follows_the_rule(chance: float, again: bool, decision: Decision) -> None:
    rule = Rule(0, 0, 0, 0, 0, suggested_from=0.5)
    assert decide(chance, told_again=again, rule=rule) is decision
