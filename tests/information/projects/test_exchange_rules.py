"""An amount becomes euros by the nearest earlier rate, never by an old or a later one."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.projects.activities import Money
from wayforward.information.projects.exchange_rules import Rate, Rates, Unvalued, Valued

TODAY = date(2026, 1, 1)
AGE = 366
days = st.dates(date(2015, 1, 1), date(2026, 12, 31))
per_euros = st.decimals("0.5", "200", places=4)


def _rates(*known: Rate, today: date = TODAY) -> Rates:
    def of(currency: str) -> Iterable[Rate]:
        return [one for one in known if one.currency == currency]

    return Rates(of, largest_age=AGE, today=today)


def _daily(day: date, per_euro: object = "1.25", currency: str = "USD") -> Rate:
    return Rate(currency, day, day, Decimal(str(per_euro)), "daily")


def _yearly(year: int, per_euro: object = "2") -> Rate:
    return Rate("USD", date(year, 1, 1), date(year, 12, 31), Decimal(str(per_euro)), "yearly")


def _dollars(amount: object, day: date | None) -> Money:
    return Money(None if amount is None else Decimal(str(amount)), "USD", day)


def test_value_of_euros_needs_no_rate_and_no_day() -> None:
    assert _rates().value(Money(Decimal("5.005"), "EUR", None)) == Valued(
        Decimal("5.00"), None, None
    )


def test_value_own_day_comes_before_the_mean_of_its_year() -> None:
    rates = _rates(_yearly(2020), _daily(date(2020, 5, 4)))
    on_day = rates.value(_dollars(10, date(2020, 5, 4)))
    after = rates.value(_dollars(10, date(2020, 5, 9)))
    assert isinstance(on_day, Valued)
    assert isinstance(after, Valued)
    assert (on_day.euro, on_day.rate) == (Decimal("8.00"), _daily(date(2020, 5, 4)))
    assert after.rate == _yearly(2020)


def test_value_day_of_the_payment_stands_in_for_a_missing_value_date() -> None:
    valued = _rates(_daily(date(2020, 5, 4))).value(_dollars(10, None), date(2020, 5, 6))
    assert isinstance(valued, Valued)
    assert (valued.day, valued.euro) == (date(2020, 5, 6), 8)


def test_value_of_a_day_to_come_is_by_the_rate_of_today() -> None:
    valued = _rates(_daily(TODAY - timedelta(days=3))).value(_dollars(10, date(2031, 1, 1)))
    assert isinstance(valued, Valued)
    assert valued.day == TODAY


@pytest.mark.parametrize(
    ("money", "reason"),
    [
        (Money(None, "USD", TODAY), Unvalued.NO_AMOUNT),
        (Money(Decimal(1), "", TODAY), Unvalued.NO_CURRENCY),
        (Money(Decimal(1), "USD", None), Unvalued.NO_DAY),
        (Money(Decimal(1), "XDR", TODAY), Unvalued.NO_RATE),
        (Money(Decimal(1), "USD", date(2010, 1, 1)), Unvalued.NO_RATE),
        (Money(Decimal(1), "USD", date(2022, 1, 3)), Unvalued.RATE_TOO_OLD),
    ],
)
def test_value_says_why_there_is_none(money: Money, reason: Unvalued) -> None:
    assert _rates(_daily(date(2021, 1, 1))).value(money) is reason


def test_value_last_day_that_a_rate_serves() -> None:
    rates, last = _rates(_daily(date(2021, 1, 1))), date(2021, 1, 1) + timedelta(days=AGE)
    assert isinstance(rates.value(_dollars(1, last)), Valued)
    assert rates.value(_dollars(1, last + timedelta(days=1))) is Unvalued.RATE_TOO_OLD


@pytest.mark.parametrize("per_euro", ["0", "-1", "0.0000001", "1E20"])
def test_rate_that_no_currency_has_is_refused(per_euro: str) -> None:
    with pytest.raises(ValueError, match="is no rate"):
        _daily(TODAY, per_euro)


@given(st.lists(st.tuples(days, per_euros), max_size=12), days, st.lists(st.integers(2015, 2025)))
def test_rate_used_began_earlier_is_young_and_none_is_nearer(known, day, years) -> None:
    rows = [_daily(*one) for one in dict(known).items()] + [_yearly(year) for year in set(years)]
    asked = min(day, TODAY)
    valued = _rates(*rows).value(_dollars(100, day))
    serving = [one for one in rows if one.start <= asked and one.age(asked) <= AGE]
    if not serving:
        assert valued in (Unvalued.NO_RATE, Unvalued.RATE_TOO_OLD)
        return
    assert isinstance(valued, Valued)
    assert valued.rate in serving
    assert valued.rate.age(asked) == min(one.age(asked) for one in serving)
    assert valued.euro == (Decimal(100) / valued.rate.per_euro).quantize(Decimal("0.01"))


@given(st.decimals(-(10**15), 10**15, places=2), per_euros)
def test_value_and_back_differs_by_a_cent_at_most(amount, per_euro) -> None:
    valued = _rates(_daily(date(2020, 1, 1), per_euro)).value(_dollars(amount, date(2020, 1, 1)))
    assert isinstance(valued, Valued)
    assert abs(valued.euro * per_euro - amount) <= per_euro * Decimal("0.01")
