"""What of reach may be told to anybody: small counts hidden, ends round, small days together. Pure.

Somebody who comes back tomorrow and subtracts must not find a single reader: days are told in spans
that hold enough each, what is not yet enough waits, and what is told is a span itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wayforward.core.documents.charts.suppressing import Shown, suppress
from wayforward.information.campaigns.measuring.rules import Span, people_behind, rounded


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

    A span that was told never changes afterwards, whatever comes: later days only add spans.
    """
    found: list[Days] = []
    first: date | None = None
    held = 0
    for day, count in sorted(counts):
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


def table(counts: Mapping[str, int], least: int, of_one: int) -> Table:
    """People behind openings by name, with the total where it may be told.

    Counts from one to below `least` are hidden, and what would give them away; the others are told
    as people between, rounded outwards.
    """
    if not counts:
        return Table((), None)
    hidden = suppress(list(counts.values()), least)
    cells = tuple(
        Cell(name, _span(one.value, least, of_one), one.shown is Shown.FEWER)
        for name, one in zip(counts, hidden.rows[0], strict=True)
    )
    total = sum(counts.values())
    told = hidden.sums and (total == 0 or total >= least)
    return Table(cells, _span(total, least, of_one) if told else None)


def _span(count: int | None, least: int, of_one: int) -> Span | None:
    return None if count is None else rounded(people_behind(count, of_one), least)
