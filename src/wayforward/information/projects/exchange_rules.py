"""By which exchange rate an amount becomes euros, and why some amount does not. Pure.

Where rates come from is `exchange_rates.py`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from wayforward.information.projects.activities import Money

EURO = "EUR"
_CENT = Decimal("0.01")
_LEAST, _MOST = Decimal("0.000001"), Decimal(1_000_000_000)


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of a currency for one euro, from `start` to `end` (one day, or the mean of a span).

    Raises ValueError for what no currency costs, or a span that ends before it starts.
    """

    currency: str
    start: date
    end: date
    per_euro: Decimal
    source: str

    def __post_init__(self) -> None:
        """A rate that is none would value everything at nothing."""
        if not _LEAST <= self.per_euro <= _MOST or self.end < self.start:
            raise ValueError(f"{self.per_euro} {self.currency} for one euro is no rate.")

    def age(self, day: date) -> int:
        """Days from the end of the span to `day`, 0 within it."""
        return max((day - self.end).days, 0)


class Unvalued(StrEnum):
    """Why an amount has no value in euros."""

    NO_AMOUNT = "no_amount"
    NO_CURRENCY = "no_currency"
    NO_DAY = "no_day"
    NO_RATE = "no_rate"  # nobody gave one for the currency up to that day
    RATE_TOO_OLD = "rate_too_old"


@dataclass(frozen=True, slots=True)
class Valued:
    """An amount in euros, to the cent; `day` is the one asked for, `rate` None for euros."""

    euro: Decimal
    day: date | None
    rate: Rate | None


class Rates:
    """Rates to value amounts by: the nearest earlier one, none older than `largest_age` days.

    Of two equally near, that of the shorter span counts: a day's own rate before a year's mean.
    `today` stands in for days to come, which have no rate yet.
    """

    def __init__(
        self, known: Callable[[str], Iterable[Rate]], *, largest_age: int, today: date
    ) -> None:
        """`known` gives all rates of a currency; it is asked once for each."""
        self._known, self._largest_age, self._today = known, largest_age, today
        self._spans: dict[str, list[list[Rate]]] = {}

    def _of(self, currency: str) -> list[list[Rate]]:
        """The rates of a currency by the length of their span, each list in order of days.

        Of spans equally long, the one that began last is the nearest.
        """
        if currency not in self._spans:
            by_length: dict[int, list[Rate]] = defaultdict(list)
            for rate in sorted(self._known(currency), key=lambda rate: rate.start):
                by_length[(rate.end - rate.start).days].append(rate)
            self._spans[currency] = list(by_length.values())
        return self._spans[currency]

    def nearest(self, currency: str, day: date) -> Rate | None:
        """The nearest rate that began by `day`, however old; None where there is none."""
        before = [
            rows[place - 1]
            for rows in self._of(currency)
            if (place := bisect_right(rows, day, key=lambda rate: rate.start))
        ]
        return min(before, key=lambda rate: (rate.age(day), rate.end - rate.start), default=None)

    def value(self, money: Money, otherwise: date | None = None) -> Valued | Unvalued:
        """`money` in euros as of its value date, or of the day `otherwise` where it has none."""
        day = money.value_date or otherwise
        if money.amount is None:
            return Unvalued.NO_AMOUNT
        if not money.currency:
            return Unvalued.NO_CURRENCY
        if money.currency == EURO:
            return Valued(_to_cent(money.amount), day, None)
        if day is None:
            return Unvalued.NO_DAY
        return self._changed(money.amount, money.currency, min(day, self._today))

    def _changed(self, amount: Decimal, currency: str, day: date) -> Valued | Unvalued:
        rate = self.nearest(currency, day)
        if rate is None:
            return Unvalued.NO_RATE
        if rate.age(day) > self._largest_age:
            return Unvalued.RATE_TOO_OLD
        return Valued(_to_cent(amount / rate.per_euro), day, rate)


def _to_cent(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT)
