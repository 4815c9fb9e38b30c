"""Which activity counts for a country, with which share; how old, how complete."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.information.projects.making import activity, payment

from wayforward.information.projects.rules import (
    Age,
    AgeLimits,
    Basis,
    Completeness,
    Part,
    PartLimits,
    age,
    claim_of,
    completeness,
    completeness_of,
    last_word,
    missing_parts,
    should_have_ended,
    transactions_for,
)

TODAY = date(2026, 1, 1)
LIMITS = AgeLimits(fresh=183, old=730)
AF = '<recipient-country code="AF"{}/>'
PK = '<recipient-country code="PK"{}/>'
REGION = '<recipient-region code="619" vocabulary="1"/>'
IN_AF = '<recipient-country code="AF"/>'


@pytest.mark.parametrize(
    ("inside", "basis", "percentage"),
    [
        (AF.format(""), Basis.ONLY_COUNTRY, 100),
        (AF.format(' percentage="40"'), Basis.STATED_SHARE, 40),
        (AF.format(' percentage="40"') + PK.format(' percentage="60"'), Basis.STATED_SHARE, 40),
        (AF.format("") + PK.format(""), Basis.UNSTATED_SHARE, None),
        (AF.format("") + REGION, Basis.UNSTATED_SHARE, None),
        (AF.format(' percentage="0"') + PK.format(' percentage="100"'), Basis.NOT_NAMED, 0),
        (REGION, Basis.REGION_ONLY, 0),
        (PK.format(""), Basis.NOT_NAMED, 0),
        ("", Basis.NOT_NAMED, 0),
        (payment("3", 5, IN_AF), Basis.TRANSACTIONS, None),
        ('<location><administrative country="af"/></location>', Basis.LOCATIONS, None),
    ],
)
def test_claim_recipients_as_stated(inside, basis, percentage):
    claim = claim_of(activity(inside), "AF")
    assert claim.basis is basis
    assert claim.percentage == (None if percentage is None else Decimal(percentage))


@given(st.lists(st.decimals(0, 100, places=2), max_size=6))
def test_claim_any_shares_lie_between_nothing_and_all(shares):
    inside = "".join(AF.format(f' percentage="{share}"') for share in shares)
    claim = claim_of(activity(inside), "AF")
    assert claim.percentage == min(sum(shares, Decimal(0)), Decimal(100))
    assert claim.counts == any(shares)


def test_transactions_recipient_of_its_own_is_taken_at_its_word():
    paid = payment("3", 5, IN_AF) + payment("4", 7, '<recipient-country code="PK"/>')
    counted = transactions_for(activity(paid + payment("4", 9)), "AF")
    assert [(one.transaction.money.amount, one.percentage) for one in counted] == [(5, 100)]


def test_transactions_without_recipient_share_as_the_activity_does():
    whole = activity(AF.format(' percentage="25"') + PK.format("") + payment("4", 9))
    assert [one.percentage for one in transactions_for(whole, "AF")] == [25]
    assert transactions_for(activity(REGION + payment("4", 9)), "AF") == ()


def test_completeness_full_activity_is_good_and_bare_one_thin():
    inside = ('<description><narrative>Ten wells</narrative></description>'
              '<participating-org role="4"><narrative>Doer</narrative></participating-org>'
              '<activity-date type="2" iso-date="2025-01-01"/>'
              '<contact-info><email>ask@agency.example</email></contact-info>'
              '<location><name><narrative>Kabul</narrative></name></location>'
              '<sector code="14030"/>' + payment("4", 9))  # fmt: skip
    assert missing_parts(activity(inside)) == (Part.BUDGET,)
    assert completeness(activity(inside), PartLimits(8, 5)) is Completeness.GOOD
    assert completeness(activity(""), PartLimits(8, 5)) is Completeness.THIN


@given(st.integers(0, len(Part)), st.integers(1, len(Part)), st.integers(1, len(Part)))
def test_completeness_is_as_its_limits_say(missing, one, other):
    limits, told = PartLimits(max(one, other), min(one, other)), len(Part) - missing
    found = completeness_of(missing, limits)
    assert (found is Completeness.GOOD) == (told >= limits.good)
    assert (found is Completeness.THIN) == (told < limits.partial)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('last-updated-datetime="2025-12-01T00:00:00Z"', Age.FRESH),
        ('last-updated-datetime="2025-01-01"', Age.AGEING),
        ('last-updated-datetime="2019-02-28T16:36:46.5066631"', Age.OLD),
        ('last-updated-datetime="2031-01-01"', Age.UNKNOWN),
        ("", Age.UNKNOWN),
    ],
)
def test_age_in_plain_categories(attributes, expected):
    assert age(activity("", attributes=attributes), TODAY, LIMITS) is expected


def test_age_moment_ahead_of_greenwich_is_still_today():
    late = 'last-updated-datetime="2026-01-01T03:30:00+04:30"'  # 23:00 in Greenwich the day before
    assert last_word(activity("", attributes=late), date(2025, 12, 31)) == date(2025, 12, 31)


def test_age_without_update_is_that_of_the_last_payment():
    assert age(activity(payment("4", 9)), TODAY, LIMITS) is Age.AGEING


def test_running_activity_past_its_end_should_have_ended():
    assert should_have_ended(activity('<activity-date type="3" iso-date="2025-01-01"/>'), TODAY)
    assert not should_have_ended(activity('<activity-date type="3" iso-date="2027-01-01"/>'), TODAY)
