"""The sums over the projects of a page, with what was left out of them and by which rates.

Summing takes most of the time of a page, so that sums stay in memory until a file is read or rates
are loaded, at most an hour. Those of words that a reader typed are never kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from django.db.models import Max
from django.utils import timezone

from wayforward.information.projects import totals_wording
from wayforward.information.projects.models import ExchangeRate, ProjectFile
from wayforward.information.projects.public import queries
from wayforward.information.projects.public.queries import RatesUsed
from wayforward.information.projects.queries import Wish
from wayforward.information.projects.totals_queries import Totals, totals
from wayforward.information.projects.totals_wording import SaidSum

_KEPT = 200  # different wishes, a few kB each


@dataclass(frozen=True, slots=True)
class Sums:
    """Each kind of money, what was summed, what may be counted twice, the rates behind it."""

    kinds: tuple[SaidSum, ...]
    about: tuple[str, ...]
    cautions: tuple[str, ...]
    rates: RatesUsed | None


@dataclass(frozen=True, slots=True)
class _State:
    """What sums rest on: the files read, the rates loaded, and the hour."""

    read_at: datetime | None
    file: int | None
    rate: int | None
    hour: datetime


def sums_of(wish: Wish) -> Sums:
    """The sums over the projects that fit, in the active language; of those still told of."""
    wish = replace(wish, gone=False)
    found, rates = _reckoned(wish) if wish.text else _kept(wish, _state(wish.country))
    return Sums(
        totals_wording.sums(found),
        tuple(totals_wording.about(found)),
        tuple(totals_wording.cautions(found)),
        rates,
    )


def _reckoned(wish: Wish) -> tuple[Totals, RatesUsed | None]:
    return totals(wish), queries.rates_used(wish)


@lru_cache(maxsize=_KEPT)
def _kept(wish: Wish, _state: _State) -> tuple[Totals, RatesUsed | None]:
    return _reckoned(wish)


def _state(country: str) -> _State:
    files = ProjectFile.objects.filter(country=country)
    file = files.aggregate(read_at=Max("read_at"), file=Max("pk"))
    rate = ExchangeRate.objects.aggregate(rate=Max("pk"))
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    return _State(**file, **rate, hour=hour)
