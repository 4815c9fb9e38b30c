"""The verbs of exchange rates: load a file of daily rates, value again what was read before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from wayforward.core.audit.actions import SYSTEM, record
from wayforward.core.rulesets import queries as rulesets
from wayforward.information.projects.activities import Money
from wayforward.information.projects.exchange_rates import read_daily, shipped
from wayforward.information.projects.exchange_rules import EURO, Rate, Rates
from wayforward.information.projects.models import ExchangeRate, ProjectMoney
from wayforward.information.projects.storing import value_fields

LARGEST_AGE = "exchange-rate-largest-age"
_ROWS = 5000


@dataclass(frozen=True, slots=True)
class LoadedRates:
    """What loading a file of rates came to: `revalued` amounts are worth something else now."""

    rates: int
    currencies: int
    first: date | None
    last: date | None
    revalued: int

    def __str__(self) -> str:
        return (
            f"{self.rates} rates of {self.currencies} currencies, {self.first} to {self.last};"
            f" {self.revalued} amounts have another value in euros now."
        )


def rates_of_today(today: date) -> Rates:
    """Shipped and loaded rates, with the largest age that is set. Raises RuleSetError."""
    age = rulesets.value("", LARGEST_AGE, on=today).whole()
    return Rates(_known, largest_age=age, today=today)


def _known(currency: str) -> Iterator[Rate]:
    yield from shipped().get(currency, ())
    for row in ExchangeRate.objects.filter(currency=currency).iterator():
        yield Rate(currency, row.day, row.day, row.per_euro, row.source)


@transaction.atomic
def load_rates(*, path: Path) -> LoadedRates:
    """Take over the daily rates of a file and value every amount by them.

    A day that was known already is written anew. Raises RateFileError, OSError, RuleSetError.
    """
    rates = read_daily(path, path.name)
    count, currencies, days = 0, set[str](), set[date]()
    while batch := list(islice(rates, _ROWS)):
        _put(batch)
        count += len(batch)
        currencies |= {one.currency for one in batch}
        days |= {one.start for one in batch}
    revalued = revalue()
    record(
        stream="projects", name="exchange rates loaded", subject=path.name[-200:], actor=SYSTEM,
        rates=count, revalued=revalued,
    )  # fmt: skip
    return LoadedRates(
        count, len(currencies), min(days, default=None), max(days, default=None), revalued
    )


def _put(rates: list[Rate]) -> None:
    once = {(one.currency, one.start): one for one in rates}
    ExchangeRate.objects.bulk_create(
        [
            ExchangeRate(
                currency=one.currency, day=one.start, per_euro=one.per_euro, source=one.source
            )
            for one in once.values()
        ],
        update_conflicts=True,
        unique_fields=["currency", "day"],
        update_fields=["per_euro", "source"],
    )


@transaction.atomic
def revalue() -> int:
    """Value every amount by the rates known now; how many are worth something else than before.

    Raises RuleSetError.
    """
    rates, changed = rates_of_today(timezone.now().date()), 0
    rows = ProjectMoney.objects.exclude(currency=EURO).order_by("pk").iterator(_ROWS)
    while batch := list(islice(rows, _ROWS)):
        other = [row for row in batch if _revalued(row, rates)]
        ProjectMoney.objects.bulk_update(other, _FIELDS, batch_size=500)
        changed += len(other)
    return changed


_FIELDS = ["euro", "rate", "rate_day", "rate_source", "unvalued"]


def _revalued(row: ProjectMoney, rates: Rates) -> bool:
    """Put the value of now into a row; whether it is another one."""
    fields = value_fields(Money(row.amount, row.currency, row.value_date), row.day, rates)
    if all(getattr(row, name) == value for name, value in fields.items()):
        return False
    for name, value in fields.items():
        setattr(row, name, value)
    return True
