"""The closed IATI code lists that rules speak of, by their codes in 2.x. Names: `codes.py`."""

from enum import StrEnum


class TransactionKind(StrEnum):
    """What a transaction is, by its code in 2.x (code list TransactionType)."""

    INCOMING_FUNDS = "1"
    OUTGOING_COMMITMENT = "2"
    DISBURSEMENT = "3"
    EXPENDITURE = "4"
    INTEREST_PAYMENT = "5"
    LOAN_REPAYMENT = "6"
    REIMBURSEMENT = "7"
    PURCHASE_OF_EQUITY = "8"
    SALE_OF_EQUITY = "9"
    CREDIT_GUARANTEE = "10"
    INCOMING_COMMITMENT = "11"
    OUTGOING_PLEDGE = "12"
    INCOMING_PLEDGE = "13"


class ActivityStatus(StrEnum):
    """Where an activity stands in its life (code list ActivityStatus)."""

    PLANNED = "1"
    RUNNING = "2"
    FINISHING = "3"
    CLOSED = "4"
    CANCELLED = "5"
    SUSPENDED = "6"


class Role(StrEnum):
    """What a participating organisation does (code list OrganisationRole)."""

    FUNDING = "1"
    ACCOUNTABLE = "2"
    EXTENDING = "3"
    IMPLEMENTING = "4"


class DateKind(StrEnum):
    """Which day an activity date is (code list ActivityDateType)."""

    PLANNED_START = "1"
    ACTUAL_START = "2"
    PLANNED_END = "3"
    ACTUAL_END = "4"
