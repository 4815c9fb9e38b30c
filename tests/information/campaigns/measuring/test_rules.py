"""Reach as spans, small counts hidden, questions that can be asked, effects that can be told."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.campaigns.measuring.effects import (
    Least,
    Told,
    Verdict,
    by_area,
    effect,
    points,
)
from wayforward.information.campaigns.measuring.estimating import Interval, Share
from wayforward.information.campaigns.measuring.rules import (
    Arm,
    Fault,
    QuestionKind,
    QuestionText,
    Span,
    Wave,
    cost_of_one,
    faults,
    people_behind,
    people_behind_links,
    rounded,
    together,
)
from wayforward.information.campaigns.measuring.telling import Days, spans_of_days, table

spans = st.integers(0, 10**6).flatmap(
    lambda least: st.integers(least, 2 * 10**6).map(lambda most: Span(least, most))
)
LEAST = Least(of_group=50, of_area=20, confidence=0.95, design_effect=1.5)


@given(st.lists(spans, max_size=8))
def test_together_is_no_less_than_any_part_and_no_more_than_all(parts: list[Span]) -> None:
    found = together(parts)

    assert all(found.least >= one.least for one in parts)
    assert found.most == sum(one.most for one in parts)


@given(st.integers(0, 10**6), st.integers(1, 20))
def test_people_behind_openings_are_possible(opens: int, of_one: int) -> None:
    found = people_behind(opens, of_one)

    assert found.most == opens
    assert found.least * of_one >= opens > (found.least - 1) * of_one or opens == 0


@given(spans, st.integers(1, 20))
def test_rounding_only_widens_and_leaves_two_digits(span: Span, step: int) -> None:
    found = rounded(span, step)

    assert found.least <= span.least <= span.most <= found.most
    for end in (found.least, found.most):
        assert end % step == 0 or len(str(end).rstrip("0")) <= 2


@pytest.mark.parametrize(
    ("span", "wanted"),
    [((7, 9), (5, 10)), ((412, 1233), (410, 1300)), ((0, 4), (0, 5)), ((99_900, 101_000),
                                                                       (99_000, 110_000))],
)  # fmt: skip
def test_rounding_as_the_method_says(span: tuple[int, int], wanted: tuple[int, int]) -> None:
    assert rounded(Span(*span), 5) == Span(*wanted)


def test_cost_of_one_runs_from_the_most_to_the_least_reached() -> None:
    assert cost_of_one(300, Span(100, 300)) == (1.0, 3.0)
    assert cost_of_one(300, Span(0, 300)) is None


days = st.lists(
    st.tuples(st.integers(0, 40).map(lambda n: date(2026, 1, 1) + timedelta(n)), st.integers(0, 9)),
    max_size=40, unique_by=lambda pair: pair[0],
)  # fmt: skip


@given(days, st.integers(3, 12))
def test_no_span_of_days_is_small_and_none_is_told_twice(
    counts: list[tuple[date, int]], least: int
) -> None:
    found = spans_of_days(counts, least)

    assert all(one.count >= least and one.first <= one.last for one in found)
    assert all(a.last < b.first for a, b in pairwise(found))
    for one in found:
        inside = sum(count for day, count in counts if one.first <= day <= one.last)
        assert one.count == inside
    told = sum(one.count for one in found)
    assert sum(count for _day, count in counts) - told < least


@given(days, days, st.integers(3, 12))
def test_what_was_told_stays_when_more_days_come(
    counts: list[tuple[date, int]], more: list[tuple[date, int]], least: int
) -> None:
    """Whoever subtracts yesterday's page from today's learns of whole spans alone."""
    later = [(day + timedelta(50), count) for day, count in more]
    before, after = spans_of_days(counts, least), spans_of_days([*counts, *later], least)

    assert after[: len(before)] == before


def test_a_day_that_is_counted_in_parts_is_in_one_span() -> None:
    first, second = date(2026, 1, 1), date(2026, 1, 2)
    found = spans_of_days([(first, 6), (second, 1), (first, 3), (first, 5)], 5)

    assert found == [Days(first, first, 14)]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.integers(1, 5))
def test_one_person_may_have_opened_every_link(opens: list[int], of_one: int) -> None:
    """The least is possible: so many people, none of whom opened a link more often than that."""
    found = people_behind_links(opens, of_one)

    assert found.most == sum(opens)
    assert all(found.least * of_one >= one for one in opens)
    assert any((found.least - 1) * of_one < one for one in opens)


links = st.dictionaries(
    st.text(min_size=1, max_size=5), st.lists(st.integers(0, 30), min_size=1, max_size=3),
    max_size=8,
)  # fmt: skip


@given(links, st.integers(3, 12))
def test_small_counts_are_never_told(opens: dict[str, list[int]], least: int) -> None:
    found = table(opens, least, 3)
    counts = {name: sum(of_links) for name, of_links in opens.items()}

    for cell in found.cells:
        count = counts[cell.name]
        assert cell.span is None or count == 0 or count >= least
        assert cell.fewer is (0 < count < least)
        if cell.span is not None:
            assert cell.span.least <= count / 3 + 1
            assert cell.span.most >= count
    if found.total is not None and counts:
        assert sum(cell.span is None for cell in found.cells) != 1


ONE_OF = {
    "en": QuestionText("What does it cost?", ("Nothing", "A house")),
    "fa-af": QuestionText("چند است؟", ("هیچ", "یک خانه")),
    "ps": QuestionText("څومره دی؟", ("هیڅ", "یو کور")),
}
PLAIN = {language: QuestionText(one.asks) for language, one in ONE_OF.items()}


def test_question_that_can_be_asked_has_no_fault() -> None:
    for kind, texts in ((QuestionKind.ONE_OF, ONE_OF), (QuestionKind.TRUE_FALSE, PLAIN)):
        assert faults(kind, texts, right=1, languages=list(ONE_OF), cites=1) == []


@pytest.mark.parametrize(
    ("texts", "right", "cites", "fault"),
    [
        ({"en": ONE_OF["en"]}, 0, 1, Fault.NOT_IN_EVERY_LANGUAGE),
        (ONE_OF | {"ps": QuestionText(" ", ("هیڅ", "یو"))}, 0, 1, Fault.EMPTY),
        (ONE_OF | {"ps": QuestionText("x" * 301, ("هیڅ", "یو"))}, 0, 1, Fault.TOO_LONG),
        (ONE_OF | {"ps": QuestionText("x", ("هیڅ",))}, 0, 1, Fault.ANSWERS_DIFFER),
        (PLAIN, 0, 1, Fault.TOO_FEW_ANSWERS),
        ({k: QuestionText("x", tuple("abcdefg")) for k in ONE_OF}, 0, 1, Fault.TOO_MANY_ANSWERS),
        (ONE_OF | {"ps": QuestionText("x", ("a", "a"))}, 0, 1, Fault.SAME_ANSWER_TWICE),
        (ONE_OF, 2, 1, Fault.NO_RIGHT_ANSWER),
        (ONE_OF, 0, 0, Fault.CITES_NOTHING),
        (ONE_OF, 0, 2, Fault.CITES_TWO),
    ],
)
def test_question_that_cannot_be_asked_says_why(
    texts: dict[str, QuestionText], right: int, cites: int, fault: Fault
) -> None:
    found = faults(QuestionKind.ONE_OF, texts, right=right, languages=list(ONE_OF), cites=cites)

    assert fault in found


def _told(area: str, arm: Arm, before: tuple[int, int], after: tuple[int, int]) -> Told:
    return Told(area, arm, Share(*before), Share(*after))


OURS = _told("AF-KAB", Arm.CAMPAIGN, (80, 200), (120, 200))
OTHER = _told("AF-HER", Arm.COMPARISON, (80, 200), (84, 200))


def test_effect_is_the_change_that_the_others_do_not_share() -> None:
    found = effect([OURS, OTHER], LEAST)

    assert found.verdict is Verdict.MORE
    assert found.interval is not None
    assert found.interval.estimate == pytest.approx(0.18)
    assert points(found.interval).low < 18 < points(found.interval).high


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ([], Verdict.NOT_ASKED),
        ([_told("a", Arm.CAMPAIGN, (0, 0), (9, 90))], Verdict.NOT_ASKED_BEFORE),
        ([_told("a", Arm.CAMPAIGN, (9, 90), (0, 0))], Verdict.NOT_ASKED_AFTER),
        ([OURS], Verdict.CHANGE_ONLY),
        ([OURS, _told("b", Arm.COMPARISON, (9, 30), (9, 200))], Verdict.TOO_FEW),
        ([OURS, _told("b", Arm.COMPARISON, (80, 200), (110, 200))], Verdict.UNCLEAR),
        ([_told("a", Arm.CAMPAIGN, (120, 200), (60, 200)), OTHER], Verdict.FEWER),
        ([OTHER], Verdict.NOT_ASKED),
    ],
)
def test_what_may_be_said(told: list[Told], verdict: Verdict) -> None:
    found = effect(told, LEAST)

    assert found.verdict is verdict
    assert (found.interval is None) is (
        verdict in {Verdict.NOT_ASKED, Verdict.NOT_ASKED_AFTER, Verdict.NOT_ASKED_BEFORE,
                    Verdict.TOO_FEW}
    )  # fmt: skip


def test_an_area_that_is_asked_more_often_later_makes_no_change() -> None:
    told = [
        _told("a", Arm.CAMPAIGN, (90, 100), (27, 30)),
        _told("b", Arm.CAMPAIGN, (3, 30), (10, 100)),
    ]

    found = effect(told, LEAST)

    assert found.verdict is Verdict.CHANGE_ONLY
    assert found.interval is not None
    assert found.interval.estimate == pytest.approx(0)


def test_area_with_too_few_answers_is_left_out_and_named() -> None:
    small = _told("AF-BDS", Arm.CAMPAIGN, (10, 19), (19, 19))

    found = effect([OURS, OTHER, small], LEAST)

    assert found.left_out == ("AF-BDS",)
    assert found.interval == effect([OURS, OTHER], LEAST).interval


answers = st.integers(0, 120).flatmap(lambda n: st.integers(0, n).map(lambda know: Share(know, n)))


@given(
    st.lists(
        st.builds(
            Told, st.text("abc", min_size=1, max_size=3), st.sampled_from(Arm), answers, answers
        ),
        max_size=8,
        unique_by=lambda one: one.area,
    )
)
def test_no_share_of_few_answers_is_ever_told(told: list[Told]) -> None:
    found = effect(told, LEAST)

    assert all(one.share is None or one.share.asked >= LEAST.of_group for one in found.groups)
    if found.interval is not None:
        needed = [
            one
            for one in found.groups
            if found.verdict is not Verdict.CHANGE_ONLY or one.arm is Arm.CAMPAIGN
        ]
        assert all(one.enough for one in needed)  # fmt: skip


def test_points_are_widened_to_whole_ones() -> None:
    found = points(Interval(0.0949, 0.0211, 0.1599))

    assert (found.about, found.low, found.high) == (9, 2, 16)


def test_counts_become_shares_with_those_who_do_not_know() -> None:
    counts = {("a", Wave.BEFORE, 0): 3, ("a", Wave.BEFORE, 1): 2, ("a", Wave.BEFORE, -1): 5}

    [found] = by_area(counts, {"a": Arm.CAMPAIGN}, right=0)

    assert (found.before, found.after) == (Share(3, 10), Share(0, 0))
