"""Kinds of money are kept apart; a revised budget stands in place of the first one."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.projects.activities import Budget, Money
from wayforward.information.projects.kinds import TransactionKind
from wayforward.information.projects.money_rules import (
    FAMILIES,
    Family,
    MoneyKind,
    money_kind,
    replaced,
    transaction_kind,
)

days = st.none() | st.dates(date(2020, 1, 1), date(2023, 12, 31))


def _budget(start: date | None, end: date | None, revised: bool) -> Budget:
    return Budget(Money(Decimal(1), "EUR", None), start, end, revised, committed=False)


budgets = st.lists(st.builds(_budget, days, days, st.booleans()), max_size=6)


def test_every_transaction_kind_is_money_of_its_own_kind_and_back() -> None:
    kinds = [money_kind(one) for one in TransactionKind]
    assert len(set(kinds)) == len(TransactionKind)
    assert [transaction_kind(one) for one in kinds] == list(TransactionKind)
    assert money_kind(None) is MoneyKind.UNKNOWN
    assert transaction_kind(MoneyKind.BUDGET) is None


def test_every_family_is_of_some_kind_and_money_received_is_of_none() -> None:
    assert set(FAMILIES.values()) == set(Family)
    assert MoneyKind.INCOMING_FUNDS not in FAMILIES


def test_revised_budget_replaces_the_first_of_its_period_alone() -> None:
    first = _budget(date(2020, 1, 1), date(2020, 12, 31), revised=False)
    other = _budget(date(2021, 1, 1), date(2021, 12, 31), revised=False)
    revised = _budget(date(2020, 7, 1), date(2020, 12, 31), revised=True)
    assert replaced([first, other, revised]) == (True, False, False)


@given(budgets)
def test_replaced_never_all_and_never_without_a_revised_one(found: list[Budget]) -> None:
    gone = replaced(found)
    assert len(gone) == len(found)
    assert not any(gone) or any(one.revised for one in found)
    assert not any(out and one.revised for out, one in zip(gone, found, strict=True))
