"""Whom a campaign reached as it may be told; what may be said of what people know."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from tests.information.campaigns.making import OFFICER as WHO
from tests.information.campaigns.making import SHOWN_FROM, Made
from tests.information.campaigns.measuring.making import (
    OFFICER,
    linked,
    placement_of,
    running,
    told_effect,
)

from wayforward.core.rulesets.models import Parameter
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.campaigns import queries as campaigns
from wayforward.information.campaigns.links.actions import withdraw_link
from wayforward.information.campaigns.links.models import LinkOpens, ShortLink
from wayforward.information.campaigns.measuring import queries
from wayforward.information.campaigns.measuring.actions import Said, tell_reach
from wayforward.information.campaigns.measuring.effects import Verdict
from wayforward.information.campaigns.measuring.rules import How, Span
from wayforward.information.campaigns.models import Placement
from wayforward.information.campaigns.withdrawing_actions import withdraw

pytestmark = pytest.mark.django_db
FIRST = SHOWN_FROM
LATER = SHOWN_FROM + timedelta(18)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return running(tmp_path)


def _opened(link: ShortLink, day: date, opens: int, language: str = "en") -> None:
    LinkOpens.objects.create(link_id=link.pk, day=day, language=language, opens=opens)


def test_reach_counts_openings_up_to_the_day_before(made: Made) -> None:
    link = linked(made.campaign)
    _opened(link, FIRST, 9)
    _opened(link, FIRST + timedelta(1), 30, "ps")
    _opened(link, LATER, 500)

    found = queries.reach(made.campaign, on=LATER)

    assert found.until == FIRST + timedelta(1)
    assert [(one.first, one.last) for one in found.days] == [
        (FIRST, FIRST), (FIRST + timedelta(1), FIRST + timedelta(1)),
    ]  # fmt: skip
    assert found.counted == found.people == Span(10, 40)  # 13 to 39, widened to fives
    assert {one.name: one.counted and one.counted.span for one in found.languages} == {
        "en": Span(0, 10), "ps": Span(10, 30),
    }  # fmt: skip
    assert [one.name for one in found.places] == ["AF-KAB"]
    assert [one.name for one in found.channels] == ["by_hand"]


def test_whoever_opened_two_links_may_be_one_person(made: Made) -> None:
    """Two codes of a poster, each opened 30 times: ten people may have opened both, thrice each."""
    first = linked(made.campaign)
    withdraw_link(code=first.code, actor=OFFICER, why="printed too small")
    second = linked(made.campaign)
    for link, language in ((first, "en"), (first, "ps"), (second, "en")):
        _opened(link, FIRST, 15 if link == first else 30, language)

    found = queries.reach(made.campaign, on=LATER)

    assert [(one.first, one.last, one.people) for one in found.days] == [
        (FIRST, FIRST, Span(10, 60))
    ]
    assert found.counted == found.people == Span(10, 60)
    assert [one.counted and one.counted.span for one in found.channels] == [Span(10, 60)]


def test_reach_of_few_openings_is_not_told(made: Made) -> None:
    link = linked(made.campaign)
    _opened(link, FIRST, 4)

    found = queries.reach(made.campaign, on=LATER)

    assert (found.people, found.counted, found.until, found.days) == (None, None, None, ())
    assert found.channels == ()


def test_small_language_is_hidden_and_cannot_be_worked_out(made: Made) -> None:
    link = linked(made.campaign)
    for language, opens in (("en", 2), ("fa-af", 40), ("ps", 9)):
        _opened(link, FIRST, opens, language)

    found = {one.name: one.counted for one in queries.reach(made.campaign, on=LATER).languages}

    assert found["en"] is not None
    assert found["en"].fewer
    assert found["ps"] is not None
    assert (found["ps"].span, found["ps"].fewer) == (None, False)
    assert found["fa-af"] is not None
    assert found["fa-af"].span == Span(10, 40)


def test_what_others_say_may_be_the_same_people(made: Made) -> None:
    _opened(linked(made.campaign), FIRST, 30)
    for least, most in ((200, 500), (100, 900)):
        said = Said(FIRST, FIRST, least, most, How.STATION, "Radio Demo", "by its word")
        tell_reach(placement_id=placement_of(made.campaign).pk, said=said, actor=OFFICER)

    found = queries.reach(made.campaign, on=LATER)

    assert found.told == Span(200, 1400)
    assert found.people == Span(200, 1500)
    [line] = found.channels
    assert line.told == Span(200, 1400)


def test_cost_of_one_is_a_range_in_one_currency_and_unknown_in_two(made: Made) -> None:
    _opened(linked(made.campaign), FIRST, 90)
    place = placement_of(made.campaign)

    [spent] = queries.reach(made.campaign, on=LATER).spent
    assert (spent.currency, spent.amount) == ("EUR", Decimal("450.00"))
    assert spent.of_one == (450 / 90, 450 / 30)
    Placement.objects.create(
        material=place.material, channel="radio", province="AF-KAB", first_day=FIRST,
        last_day=FIRST, cost=9000, currency="AFN",
    )  # fmt: skip

    assert [one.of_one for one in queries.reach(made.campaign, on=LATER).spent] == [None, None]


def test_the_report_costs_what_the_page_of_the_campaign_says(made: Made) -> None:
    withdraw(part=made.leaflet, why="a misprint", who=WHO)

    assert queries.reach(made.campaign, on=LATER).spent == ()
    assert campaigns.shown(made.campaign).costs == []


def test_nothing_is_told_without_its_numbers(made: Made) -> None:
    Parameter.objects.filter(key="reach-least-shown").delete()

    with pytest.raises(RuleSetError):
        queries.reach(made.campaign, on=timezone.now().date())


def test_effect_of_a_campaign(made: Made) -> None:
    told_effect(made.campaign)

    [found] = queries.effects(made.campaign, on=LATER)

    assert found.effect.verdict is Verdict.MORE
    assert found.effect.interval is not None
    assert found.effect.interval.estimate == pytest.approx(0.18)


def test_reach_takes_as_many_queries_however_many_openings(
    made: Made, django_assert_max_num_queries: object
) -> None:
    link = linked(made.campaign)
    for number in range(40):
        _opened(link, FIRST + timedelta(number % 10), 5)

    with django_assert_max_num_queries(9):  # type: ignore[operator]
        queries.reach(made.campaign, on=LATER)
