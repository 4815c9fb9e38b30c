"""Kinds of money kept apart: budgets, promises, payments; which budget another one replaces. Pure.

In euros: `exchange_rules.py`. Money that two publishers both report: `chain_rules.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from wayforward.information.projects.activities import Budget
from wayforward.information.projects.kinds import TransactionKind


class MoneyKind(StrEnum):
    """What an amount of an activity is: a budget, a plan, or a transaction by its kind."""

    BUDGET = "budget"
    PLANNED_DISBURSEMENT = "planned_disbursement"
    INCOMING_FUNDS = "incoming_funds"
    OUTGOING_COMMITMENT = "outgoing_commitment"
    DISBURSEMENT = "disbursement"
    EXPENDITURE = "expenditure"
    INTEREST_PAYMENT = "interest_payment"
    LOAN_REPAYMENT = "loan_repayment"
    REIMBURSEMENT = "reimbursement"
    PURCHASE_OF_EQUITY = "purchase_of_equity"
    SALE_OF_EQUITY = "sale_of_equity"
    CREDIT_GUARANTEE = "credit_guarantee"
    INCOMING_COMMITMENT = "incoming_commitment"
    OUTGOING_PLEDGE = "outgoing_pledge"
    INCOMING_PLEDGE = "incoming_pledge"
    UNKNOWN = "unknown"  # a transaction whose code is on no list


class Family(StrEnum):
    """What is summed, each apart: adding one to another would count the same money again."""

    BUDGET = "budget"
    COMMITMENT = "commitment"
    DISBURSEMENT = "disbursement"
    SPENDING = "spending"


FAMILIES = {
    MoneyKind.BUDGET: Family.BUDGET,
    MoneyKind.OUTGOING_COMMITMENT: Family.COMMITMENT,
    MoneyKind.DISBURSEMENT: Family.DISBURSEMENT,
    MoneyKind.REIMBURSEMENT: Family.DISBURSEMENT,
    MoneyKind.EXPENDITURE: Family.SPENDING,
}


def money_kind(kind: TransactionKind | None) -> MoneyKind:
    """The kind of money of a transaction; UNKNOWN where its code is on no list."""
    return MoneyKind[kind.name] if kind else MoneyKind.UNKNOWN


def transaction_kind(kind: MoneyKind) -> TransactionKind | None:
    """The kind of transaction behind money; None for budgets, plans and unknown codes."""
    return TransactionKind.__members__.get(kind.name)


def replaced(budgets: Sequence[Budget]) -> tuple[bool, ...]:
    """For each budget whether a revised one of the same activity stands in its place.

    An original budget is replaced where the period of a revised one overlaps its own. A budget
    without a whole period replaces nothing and is not replaced.
    """
    revised = [one for one in budgets if one.revised]
    return tuple(
        not one.revised and any(_overlap(one, other) for other in revised) for one in budgets
    )


def _overlap(one: Budget, other: Budget) -> bool:
    if not (one.start and one.end and other.start and other.end):
        return False
    return one.start <= other.end and other.start <= one.end
