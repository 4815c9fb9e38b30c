"""The sums over the projects of a page, with what was left out of them and by which rates."""

from __future__ import annotations

from dataclasses import dataclass

from wayforward.information.projects import totals_wording
from wayforward.information.projects.public import queries
from wayforward.information.projects.public.queries import RatesUsed
from wayforward.information.projects.queries import Wish
from wayforward.information.projects.totals_queries import totals
from wayforward.information.projects.totals_wording import SaidSum


@dataclass(frozen=True, slots=True)
class Sums:
    """Each kind of money, what was summed, what may be counted twice, the rates behind it."""

    kinds: tuple[SaidSum, ...]
    about: tuple[str, ...]
    cautions: tuple[str, ...]
    rates: RatesUsed | None


def sums_of(wish: Wish) -> Sums:
    """The sums over the projects that fit, in the active language."""
    found = totals(wish)
    return Sums(
        totals_wording.sums(found),
        tuple(totals_wording.about(found)),
        tuple(totals_wording.cautions(found)),
        queries.rates_used(wish),
    )
