"""What a week's picture counts, calls rising, and keeps from the public."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import KEY, STORY, TEXTS, load_one
from tests.information.narratives.reporting.making import load_rumour_rules, publish
from tests.information.narratives.weekly.making import MONDAY, TODAY, told, usual_weeks

from wayforward.core.rulesets.models import Parameter
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.cards.models import Need
from wayforward.information.narratives.models import Claim, ClaimText
from wayforward.information.narratives.rules import Audience
from wayforward.information.narratives.weekly.lines import Line
from wayforward.information.narratives.weekly.public_queries import (
    PublicPicture,
    public_weekly,
    short_version,
)
from wayforward.information.narratives.weekly.queries import Picture, last_week, weekly

WHOLE = 11  # weeks that the shipped method looks at


@pytest.fixture
def texts(db: None, tmp_path: Path) -> dict[str, ClaimText]:
    load_rumour_rules()
    return load_one(import_page(tmp_path, "01", *SAID))


@pytest.fixture
def claim(texts: dict[str, ClaimText]) -> Claim:
    return texts["en"].claim


def _picture(language: str = "en") -> Picture:
    return weekly(MONDAY, language=language, today=TODAY)


def test_rumour_that_leaps_rises_and_its_narrative_with_it(claim: Claim) -> None:
    usual_weeks(claim, WHOLE)
    told(claim, MONDAY, 8)

    picture = _picture()

    [line] = picture.claims
    assert (line.key, line.title, line.count, line.rising) == (KEY, TEXTS["en"].said.title, 8, True)
    assert line.weeks == (*([1] * 10), 8)
    assert line.judged
    assert (line.judged.usual, line.judged.chance < 0.01) == (1.0, True)
    assert [(one.key, one.rising) for one in picture.narratives] == [(STORY.key, True)]
    assert picture.totals == line.weeks
    assert (picture.judged, picture.whole, last_week(TODAY)) == (True, True, MONDAY)


def test_insistent_person_makes_no_rumour_rise(claim: Claim) -> None:
    usual_weeks(claim, WHOLE)
    told(claim, MONDAY, 40, province="AF-KAB", day=MONDAY)

    [line] = _picture().claims
    assert (line.reports, line.count, line.rising) == (40, 1, False)


def test_nothing_is_called_rising_while_too_few_weeks_are_known(claim: Claim) -> None:
    usual_weeks(claim, 5)
    told(claim, MONDAY, 8)
    assert not _picture().judged
    assert _picture().claims[0].judged is None

    usual_weeks(claim, 6)
    assert _picture().judged
    assert (_picture().method.baseline, _picture().claims[0].rising) == (4, True)


def test_unknown_parts_are_counted_as_unknown(claim: Claim) -> None:
    told(claim, MONDAY, 7, province="AF-KAB", came_by="desk", people=1)
    told(claim, MONDAY, 2, province="AF-HER", language="und", channel="")
    told(None, MONDAY, 3, province="", language="und", channel="")
    told(None, MONDAY, 1, set_aside=True, province="")

    picture = _picture()

    assert picture.reports == 13
    assert dict(picture.languages) == {"ps": 8, "und": 5}
    assert dict(picture.channels) == {"facebook": 8, "": 5}
    assert dict(picture.ways) == {"desk": 7, "web": 6}
    assert dict(picture.places) == {}
    assert (picture.places_too_few, picture.places_unknown) == (2, 2)
    assert (picture.unsorted, picture.set_aside) == (3, 1)


def test_province_is_named_from_the_threshold_on(claim: Claim) -> None:
    told(claim, MONDAY, 6, province="AF-KAB", came_by="desk", day=MONDAY)
    told(claim, MONDAY, 4, province="AF-HER", came_by="desk", day=MONDAY)

    picture = _picture()
    assert (picture.places, picture.places_too_few) == ((("AF-KAB", 6),), 4)


def test_needs_of_the_week_that_nothing_official_answered(texts: dict[str, ClaimText]) -> None:
    for days, times in ((0, 4), (6, 3), (7, 100), (-1, 100)):
        Need.objects.create(
            day=MONDAY + timedelta(days=days), language="ps", topics=["work"], times=times
        )

    picture = _picture()
    assert ([need.times for need in picture.needs], picture.needs_times) == ([7], 7)


def test_picture_of_a_week_without_anything_is_there(texts: dict[str, ClaimText]) -> None:
    picture = _picture("ps")
    assert (picture.reports, picture.claims, picture.judged) == (0, (), False)


def test_without_its_parameters_there_is_no_picture(claim: Claim) -> None:
    Parameter.objects.filter(key="burst-false-share").delete()
    with pytest.raises(RuleSetError, match="burst-false-share"):
        _picture()


def _public(language: str = "en") -> PublicPicture:
    return public_weekly(MONDAY, language=language, today=TODAY)


def test_public_reads_of_a_rumour_only_what_is_answered_in_its_language(
    texts: dict[str, ClaimText], claim: Claim
) -> None:
    usual_weeks(claim, WHOLE)
    told(claim, MONDAY, 8)
    assert _public().claims == ()

    publish(texts["ps"])

    assert _public("en").claims == ()
    [line] = _public("ps").claims
    assert (line.key, line.count, line.rising) == (KEY, 8, True)
    assert line.address == f"/ps/rumours/{KEY}"


def test_sightings_of_long_ago_count_for_who_may_be_told(
    texts: dict[str, ClaimText], claim: Claim
) -> None:
    told(claim, MONDAY, 1)
    assert [line.audience for line in _picture().claims] == [Audience.HELPLINE]

    told(claim, MONDAY - timedelta(weeks=40), 3)

    assert [line.audience for line in _picture().claims] == [Audience.EVERYBODY]


def test_many_rumours_are_asked_about_at_once(claim: Claim) -> None:
    told(claim, MONDAY, 1)
    with CaptureQueriesContext(connection) as one:
        weekly(MONDAY, language="en", today=TODAY)
    for number in range(5):
        copy = Claim.objects.create(
            key=f"claim-{number}", narrative=claim.narrative, verdict="false", harm=2
        )
        told(copy, MONDAY, 1)
    with CaptureQueriesContext(connection) as six:
        assert len(weekly(MONDAY, language="en", today=TODAY).claims) == 6

    assert len(six) == len(one)


def test_public_reads_of_no_rumour_that_few_have_heard(
    texts: dict[str, ClaimText], claim: Claim
) -> None:
    told(claim, MONDAY, 2)
    publish(*texts.values())
    assert [line.audience for line in _picture().claims] == [Audience.HELPLINE]

    public = _public()

    assert public.claims == ()
    assert KEY not in str(public)
    assert public.reports is None  # fewer than five


def test_public_reads_no_small_count_nor_what_gives_one_away(
    texts: dict[str, ClaimText], claim: Claim
) -> None:
    told(claim, MONDAY, 7)
    told(claim, MONDAY, 2, language="en", channel="radio")
    told(claim, MONDAY, 6, language="fa-af", channel="tiktok")

    public = _public()

    assert public.reports == 15
    counts = dict(public.languages)
    assert counts["en"] is None
    assert [*counts.values()].count(None) == 2
    assert not hasattr(public, "places")


def _line(key: str, count: int, seen: bool, address: str) -> Line:
    return Line(
        key, f"title of {key}", (0, count), count, None, (), (), 1,
        Audience.EVERYBODY if seen else Audience.HELPLINE, address,
    )  # fmt: skip


@given(
    st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.booleans()), max_size=12),
    st.dictionaries(st.sampled_from(["ps", "en", "fa-af", "und", "de"]), st.integers(1, 40)),
    st.integers(1, 12),
)
def test_short_version_names_nothing_below_the_thresholds(
    lines: list[tuple[int, bool, bool]], languages: dict[str, int], least: int
) -> None:
    made = [
        _line(f"c{n}", count, seen, f"/en/rumours/c{n}" if public else "")
        for n, (count, seen, public) in enumerate(lines)
    ]
    method = replace(_EMPTY, claims=tuple(made), languages=tuple(languages.items()),
                     reports=sum(languages.values()))  # fmt: skip

    told = short_version(method, least)

    named = {one.key for one in told.claims}
    assert named == {one.key for one in made if one.address and one.audience == "everybody"}
    shown = [one.count for one in told.claims] + [count for _kind, count in told.languages]
    assert all(count is None or count == 0 or count >= max(least, 3) for count in shown)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=3), st.integers(3, 4))
@example([1, 1, 1], 3)
@example([1, 1], 3)
@example([2, 1, 1], 4)
def test_nobody_can_work_out_a_hidden_count(counts: list[int], least: int) -> None:
    kinds = tuple(zip(["ps", "en", "und"], counts, strict=False))
    told = short_version(replace(_EMPTY, languages=kinds, reports=sum(counts)), least)

    hidden = [place for place, (_kind, count) in enumerate(told.languages) if count is None]
    possible = [
        guess
        for guess in product(range(1, 16), repeat=len(told.languages))
        if all(count in (None, guess[n]) for n, (_kind, count) in enumerate(told.languages))
        and (sum(guess) < told.threshold if told.reports is None else sum(guess) == told.reports)
    ]

    assert all(len({guess[place] for guess in possible}) > 1 for place in hidden)


def _empty() -> Picture:
    from wayforward.information.narratives.weekly.rules import Method

    return Picture(
        MONDAY, True, (MONDAY,), Method(8, 3, 10, 3), False, 0, (0,), (), (), (), (), 0, 0, 0, 0,
        (), (), (), 0,
    )  # fmt: skip


_EMPTY = _empty()
