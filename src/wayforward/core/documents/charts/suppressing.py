"""Small counts are hidden, and so much beside them that nobody can work them out. Pure.

A count of one or two in a table can point at a person. Hiding it alone is not enough where the sum
is printed: the rest gives it away. So further counts are hidden until no hidden one is determined.
Whether one is, is asked exactly: hidden counts in a table with printed sums are a flow between its
rows and its columns, and a count is determined if no other flow has the same sums (Gusfield 1988,
"A graph theoretic approach to statistical data security").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush
from itertools import count as count_up

Cell = tuple[int, int]
Node = tuple[str, int]
_OUTSIDE: Node = ("outside", 0)  # what stands for sums that are not printed


class Shown(StrEnum):
    """How a count is shown."""

    AS_IT_IS = "as_it_is"
    FEWER = "fewer"  # fewer than the threshold
    WITHHELD = "withheld"  # not small, hidden to protect others


@dataclass(frozen=True, slots=True)
class Count:
    """A count as it may be published; `value` is None where it is hidden."""

    shown: Shown
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it may be published; the sums are told with it only where `sums` is true."""

    rows: tuple[tuple[Count, ...], ...]
    sums: bool


def suppress(counts: Sequence[int], threshold: int, *, total: bool = True) -> Published:
    """A single row of counts, published with its sum or without; `rows` has one row."""
    return suppress_table([counts], threshold, row_sums=total, column_sums=False)


def suppress_table(
    counts: Sequence[Sequence[int]],
    threshold: int,
    *,
    row_sums: bool = True,
    column_sums: bool = True,
) -> Published:
    """A table of counts as it may be published with the sums of its rows, its columns, or neither.

    Counts from one to below the threshold are hidden; nought is shown. No hidden count can be
    worked out from what is shown. Where nothing can be hidden that would protect one, as in a table
    of one count, the sums are not told. Raises ValueError for counts below nought, rows of unequal
    length or a threshold below three ("fewer than two" says one).
    """
    _check(counts, threshold)
    small = frozenset(cell for cell, count in _cells(counts) if 0 < count < threshold)
    told = _Table(counts, threshold, small, row_sums, column_sums)
    hidden = told.hidden()
    kept = small if hidden is None else hidden
    rows = tuple(
        tuple(_shown((r, c), count, kept, small) for c, count in enumerate(row))
        for r, row in enumerate(counts)
    )
    return Published(rows, sums=hidden is not None and (row_sums or column_sums))


def _shown(cell: Cell, count: int, hidden: frozenset[Cell], small: frozenset[Cell]) -> Count:
    if cell not in hidden:
        return Count(Shown.AS_IT_IS, count)
    return Count(Shown.FEWER if cell in small else Shown.WITHHELD)


def _check(counts: Sequence[Sequence[int]], threshold: int) -> None:
    if threshold < 3:
        raise ValueError("A threshold below three hides nothing.")
    if len({len(row) for row in counts}) > 1:
        raise ValueError("The rows of a table are equally long.")
    if any(count < 0 for _cell, count in _cells(counts)):
        raise ValueError("A count is nought or more.")


def _cells(counts: Sequence[Sequence[int]]) -> Iterator[tuple[Cell, int]]:
    for r, row in enumerate(counts):
        for c, count in enumerate(row):
            yield (r, c), count


@dataclass(frozen=True, slots=True)
class _Table:
    counts: Sequence[Sequence[int]]
    threshold: int
    small: frozenset[Cell]
    row_sums: bool
    column_sums: bool

    def hidden(self) -> frozenset[Cell] | None:
        """The small counts and what protects them; None where nothing would."""
        hidden = self.small
        settled = False
        while not settled:
            settled = True
            for cell in sorted(hidden):
                further = self._protection(cell, hidden)
                if further is None:
                    return None
                if further - hidden:
                    hidden, settled = hidden | further, False
                    break
        return hidden

    def _protection(self, cell: Cell, hidden: frozenset[Cell]) -> frozenset[Cell] | None:
        """Counts that must be hidden so that this one could be one more or one less.

        The fewest people's worth of them; among these only hidden ones where it may vary already.
        """
        row, column = self._row(cell), self._column(cell)
        if row == column:
            return frozenset()
        ways = [
            self._cheapest(*ends, cell, hidden)
            for change, ends in ((+1, (column, row)), (-1, (row, column)))
            if self._can(cell, change)
        ]
        found = [way for way in ways if way is not None]
        return min(found, key=lambda way: way[0])[1] if found else None

    def _cheapest(
        self, start: Node, goal: Node, cell: Cell, hidden: frozenset[Cell]
    ) -> tuple[int, frozenset[Cell]] | None:
        """How the difference is carried from one sum to the other, hiding as little as can be.

        Dijkstra's way: a hidden count costs nothing, a shown one what it counts.
        """
        todo: list[tuple[int, int, Node, frozenset[Cell]]] = [(0, 0, start, frozenset())]
        done: set[Node] = set()
        order = count_up(1)
        while todo:
            cost, _order, here, used = heappop(todo)
            if here == goal:
                return cost, used
            if here in done:
                continue
            done.add(here)
            for there, over in self._steps(here):
                if over != cell and there not in done:
                    more = 0 if over in hidden else self.counts[over[0]][over[1]]
                    heappush(todo, (cost + more, next(order), there, used | {over}))
        return None

    def _steps(self, here: Node) -> Iterator[tuple[Node, Cell]]:
        """From a row to a column by one more, from a column to a row by one less; nought stays."""
        for cell, count in _cells(self.counts):
            if not count:
                continue
            if self._row(cell) == here and self._can(cell, +1):
                yield self._column(cell), cell
            if self._column(cell) == here and self._can(cell, -1):
                yield self._row(cell), cell

    def _can(self, cell: Cell, change: int) -> bool:
        """A reader knows that a small count is at least one and below the threshold.

        Of one that is withheld they know that it is not small, and it was not shown as nought.
        """
        after = self.counts[cell[0]][cell[1]] + change
        if cell in self.small:
            return 0 < after < self.threshold
        return after >= self.threshold

    def _row(self, cell: Cell) -> Node:
        return ("row", cell[0]) if self.row_sums else _OUTSIDE

    def _column(self, cell: Cell) -> Node:
        return ("column", cell[1]) if self.column_sums else _OUTSIDE
