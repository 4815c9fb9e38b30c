"""Rules of campaigns: plans, placements, what is lacking, where a material stands."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.information.campaigns.making import PLAN, SPOT

from wayforward.information.campaigns.rules import (
    FITS,
    LANGUAGES,
    MOST_DAYS,
    ONE_TEXT,
    Carried,
    Chain,
    Channel,
    Line,
    MaterialKind,
    Side,
    Spot,
    Standing,
    costs,
    lacking,
    plan_faults,
    side_of,
    spot_faults,
    stands,
    words_faults,
)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
MOMENTS = st.datetimes(timezones=st.just(UTC))
AMOUNTS = st.decimals(-10_000, 10_000, places=2)
TEXTS = st.lists(
    st.builds(
        Carried, st.sampled_from(["claim", "card", "other"]), st.booleans(), st.none() | MOMENTS
    ),
    max_size=5,
)
WHOLE = Chain({"m": 1}, (), (), 1, tuple(Side))


def _plan(**changed: object):
    return PLAN.__class__(**{name: getattr(PLAN, name) for name in PLAN.__slots__} | changed)


@given(TEXTS, st.none() | MOMENTS)
def test_a_material_is_good_only_where_all_it_carries_is(carried, own) -> None:
    found = stands(carried, own)

    held = not carried or any(not one.published for one in carried)
    doubts = [one.doubted_since for one in carried if one.doubted_since] + ([own] if own else [])
    assert (found.standing is Standing.HELD) is held
    assert (found.standing is Standing.GOOD) is (not held and not doubts)
    assert found.since == (min(doubts) if doubts else None)
    assert set(found.held_by) == {one.name for one in carried if not one.published}


@given(TEXTS, st.none() | MOMENTS, MOMENTS)
def test_one_more_doubt_never_makes_a_material_better(carried, own, since) -> None:
    order = (Standing.GOOD, Standing.AMBER, Standing.HELD)
    before = stands(carried, own).standing
    after = stands([*carried, Carried("more", True, since)], own).standing
    if carried:
        assert order.index(after) >= order.index(before)


@given(DAYS, DAYS, AMOUNTS, st.sampled_from(Channel), st.sampled_from(MaterialKind))
def test_a_placement_without_faults_is_one_the_database_takes(
    first, last, cost, channel, kind
) -> None:
    spot = Spot(channel, first, last, province="AF-KAB", cost=cost)
    if spot_faults(spot, kind, PLAN.first_day, PLAN.last_day):
        return
    assert PLAN.first_day <= first <= last <= PLAN.last_day
    assert cost >= 0
    assert channel in FITS[kind]


@given(DAYS, DAYS, st.lists(AMOUNTS, max_size=4))
def test_a_plan_without_faults_runs_forwards_and_spends_nothing_negative(
    first, last, amounts
) -> None:
    plan = _plan(first_day=first, last_day=last, budget=tuple(Line("x", a) for a in amounts))
    faults = plan_faults(plan)
    late = "too_many_days" if (last - first).days >= MOST_DAYS else None
    assert faults.get("last_day") == ("reversed" if last < first else late)
    assert ("budget" in faults) is any(amount < 0 for amount in amounts)


@given(st.lists(st.tuples(st.sampled_from(["EUR", "AFN"]), AMOUNTS), max_size=8))
def test_costs_are_summed_by_currency_and_never_across(placed) -> None:
    found = {one.currency: one.amount for one in costs(placed)}
    for currency in ("EUR", "AFN"):
        wanted = sum((amount for code, amount in placed if code == currency), Decimal(0))
        assert found.get(currency, Decimal(0)) == wanted


def test_every_kind_of_material_has_a_way_to_people() -> None:
    assert set(FITS) == set(MaterialKind)
    assert all(FITS.values())
    assert set().union(*FITS.values()) == set(Channel)


def test_a_whole_campaign_lacks_nothing_and_each_part_is_missed_by_name() -> None:
    assert lacking(PLAN, WHOLE) == []
    found = dict(lacking(_plan(names={"en": "x"}, budget=()), Chain({}, (), (), 0, ())))
    assert found == {
        "names": "fa-af, ps", "budget": "", "sides": "", "messages": "", "outcomes": "",
    }  # fmt: skip
    partly = Chain({"m": 0}, ("m",), ("m-sms/ps",), 1, tuple(Side))
    assert lacking(PLAN, partly) == [
        ("untranslated", "m"), ("materials", "m"), ("placements", "m-sms/ps"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", sorted(ONE_TEXT))
def test_one_text_is_one(kind: MaterialKind) -> None:
    assert words_faults(kind, "t", ["one", "two"]) == {"words": "one_text"}
    assert words_faults(kind, "t", ["one"]) == {}
    assert words_faults(kind, " ", []) == {"title": "empty", "words": "empty"}


def test_an_sms_in_dari_has_seventy_letters() -> None:
    assert words_faults(MaterialKind.SMS, "t", ["س" * 70]) == {}
    assert words_faults(MaterialKind.SMS, "t", ["س" * 71]) == {"words": "two_parts"}


def test_a_placement_out_of_time_or_of_two_places_says_so() -> None:
    late = SPOT.__class__(
        **{name: getattr(SPOT, name) for name in SPOT.__slots__}
        | {"last_day": PLAN.last_day + timedelta(days=1), "country": "IR"}
    )
    faults = spot_faults(late, MaterialKind.LEAFLET, PLAN.first_day, PLAN.last_day)
    assert faults == {"place": "one_place", "first_day": "outside"}


def test_who_is_on_which_side() -> None:
    assert side_of("eu_institution") is side_of("member_state_authority") is Side.EUROPEAN
    assert side_of("partner_country_authority") is Side.PARTNER
    assert side_of("oversight_body") is None


def test_languages_are_those_of_the_site() -> None:
    assert LANGUAGES == ("en", "fa-af", "ps")
