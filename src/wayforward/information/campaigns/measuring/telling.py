"""What of reach may be told to anybody: small counts hidden, ends round, small days together. Pure.

Somebody who comes back tomorrow and subtracts must not find a single reader: days are told in spans
that hold enough each, what is not yet enough waits, and what is told is a span itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wayforward.core.documents.charts.suppressing import Shown, suppress
from wayforward.information.campaigns.measuring.rules import Span, people_behind_links, rounded


@dataclass(frozen=True, slots=True)
class Days:
    """Some days in a row and what was counted on them together."""

    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A count as it is told: between what, or None where it is hidden; then `fewer` says why.

    `fewer`: than the threshold; otherwise it is withheld to protect another one.
    """

    name: str
    span: Span | None
    fewer: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by name as they are told; `total` None where telling it would tell a small one."""

    cells: tuple[Cell, ...]
    total: Span | None


def spans_of_days(counts: Iterable[tuple[date, int]], least: int) -> list[Days]:
    """Days in order, put together until each span holds `least`; the rest waits and is not told.

    A day may be counted in several parts, as of several links; it is in one span as a whole. A span
    that was told never changes afterwards, whatever comes: later days only add spans.
    """
    of_day: Counter[date] = Counter()
    for day, count in counts:
        of_day[day] += count
    found: list[Days] = []
    first: date | None = None
    held = 0
    for day, count in sorted(of_day.items()):
        if not count:
            continue
        first, held = first or day, held + count
        if held >= least:
            found.append(Days(first, day, held))
            first, held = None, 0
    return found


def until(spans: Sequence[Days]) -> date | None:
    """The last day that is told of; None where none is."""
    return spans[-1].last if spans else None


def table(opens: Mapping[str, Sequence[int]], least: int, of_one: int) -> Table:
    """People behind openings by name, with the total where it may be told.

    `opens` has the openings of each link under a name.
    Counts from one to below `least` are hidden, and what would give them away; the others are told
    as people between, rounded outwards.
    """
    if not opens:
        return Table((), None)
    hidden = suppress([sum(of_links) for of_links in opens.values()], least)
    cells = tuple(
        Cell(
            name,
            None if one.value is None else people_told(opens[name], least, of_one),
            one.shown is Shown.FEWER,
        )
        for name, one in zip(opens, hidden.rows[0], strict=True)
    )
    every = [one for of_links in opens.values() for one in of_links]
    told = hidden.sums and (sum(every) == 0 or sum(every) >= least)
    return Table(cells, people_told(every, least, of_one) if told else None)


def people_told(opens: Iterable[int], least: int, of_one: int) -> Span:
    """People behind openings of links, one number each, as it may be told where they are enough."""
    return rounded(people_behind_links(opens, of_one), least)
