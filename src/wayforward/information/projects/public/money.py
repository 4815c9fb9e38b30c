"""The amounts of one project, each kind apart, with rate and day: as its page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wayforward.core.language.digits import format_number, to_reader
from wayforward.information.projects import wording
from wayforward.information.projects.activities import PlannedDisbursement, Transaction
from wayforward.information.projects.codes import CodeList, name_of
from wayforward.information.projects.exchange_rules import EURO, Unvalued
from wayforward.information.projects.models import ProjectMoney
from wayforward.information.projects.money_rules import MoneyKind, transaction_kind
from wayforward.information.projects.presenting import number
from wayforward.information.projects.public.texts import name_in_words
from wayforward.information.projects.queries import Whole
from wayforward.information.projects.totals_wording import language, money

SHOWN = 12  # newest amounts of a kind that a page shows; the files hold all
_RATE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount in its own currency and in euros, with the rate, or why there are no euros.

    `share` is the percentage of it for the country, "" where it is all; `whose` names the other
    side.
    """

    day: date | None
    until: date | None
    amount: str
    currency: str
    euros: str
    why_not: str
    rate: str
    rate_day: date | None
    rate_source: str
    share: str
    whose: str
    replaced: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """The amounts of one kind, newest first; `euros` is the sum of what counts for the country.

    `summed` of them could be summed; `more` are not shown.
    """

    name: str
    count: int
    euros: str
    summed: int
    amounts: tuple[Amount, ...]
    more: int


def kinds_of(whole: Whole) -> tuple[Kind, ...]:
    """The amounts of a project by kind, in the order of the list of kinds."""
    by_kind: dict[str, list[tuple[ProjectMoney, str]]] = {}
    for row, whose in zip(whole.money, _sides(whole), strict=True):
        by_kind.setdefault(row.kind, []).append((row, whose))
    return tuple(_kind(kind, by_kind[kind]) for kind in MoneyKind if kind in by_kind)


def _sides(whole: Whole) -> Iterable[str]:
    """Who is on the other side of each amount, in the order of the rows."""
    plans = iter(whole.activity.planned)
    payments = iter(whole.activity.transactions)
    for row in whole.money:
        if row.kind == MoneyKind.BUDGET:
            yield ""
        elif row.kind == MoneyKind.PLANNED_DISBURSEMENT:
            yield _whose(next(plans))
        else:
            yield _whose(next(payments))


def _whose(one: PlannedDisbursement | Transaction) -> str:
    """The receiver, else the provider, by name or by reference."""
    for party in (one.receiver, one.provider):
        if party is not None and (name := name_in_words(party.names) or party.reference):
            return name
    return ""


def _kind(kind: MoneyKind, rows: Sequence[tuple[ProjectMoney, str]]) -> Kind:
    newest = sorted(rows, key=lambda one: (one[0].day or date.min, one[0].position), reverse=True)
    counted = [part for row, _whose in rows if (part := _for_country(row)) is not None]
    return Kind(
        name=kind_name(kind),
        count=len(rows),
        euros=money(sum(counted, Decimal(0))),
        summed=len(counted),
        amounts=tuple(_amount(row, whose) for row, whose in newest[:SHOWN]),
        more=max(len(rows) - SHOWN, 0),
    )


def kind_name(kind: MoneyKind) -> str:
    """What a kind of money is called."""
    of_list = transaction_kind(kind)
    if of_list is not None:
        return name_of(CodeList.TRANSACTION_TYPES, of_list, language()) or kind.value
    return str(wording.MONEY[kind])


def _for_country(row: ProjectMoney) -> Decimal | None:
    """What of an amount counts; None where it is replaced, has no euros or no stated share."""
    if row.replaced or row.euro is None or row.percentage is None:
        return None
    return row.euro * row.percentage / 100


def _amount(row: ProjectMoney, whose: str) -> Amount:
    tongue = language()
    share = None if row.percentage is None else number(round(row.percentage, 2))
    return Amount(
        day=row.day,
        until=row.until,
        amount="" if row.amount is None else money(row.amount),
        currency=row.currency,
        euros="" if row.euro is None or row.currency == EURO else money(row.euro),
        why_not=str(wording.UNVALUED[Unvalued(row.unvalued)]) if row.unvalued else "",
        rate="" if row.rate is None else format_number(row.rate, tongue, _RATE_DIGITS),
        rate_day=row.rate_day,
        rate_source=row.rate_source,
        share="" if share == "100" else to_reader(share or "?", tongue),
        whose=whose,
        replaced=row.replaced,
    )
