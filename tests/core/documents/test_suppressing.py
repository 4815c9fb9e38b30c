"""No hidden count can be worked out from what is published: proved by trying every table."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.documents.charts.suppressing import Count, Shown, suppress, suppress_table

THRESHOLD = 3
SMALL = st.integers(0, 5)
ROWS = st.integers(1, 3)


@st.composite
def tables(draw: st.DrawFn) -> list[list[int]]:
    columns = draw(st.integers(1, 3))
    return draw(
        st.lists(st.lists(SMALL, min_size=columns, max_size=columns), min_size=1, max_size=3)
    )


def _told(
    counts: list[list[int]], shown: Sequence[Sequence[Count]], rows: bool, columns: bool
) -> object:
    """Everything a reader sees."""
    said = tuple(tuple((one.shown, one.value) for one in row) for row in shown)
    row_sums = tuple(map(sum, counts)) if rows else ()
    column_sums = tuple(sum(column) for column in zip(*counts, strict=True)) if columns else ()
    return said, row_sums, column_sums


def _possible(one: Count) -> list[int]:
    """What a reader holds possible for a cell; counts here do not go beyond twelve."""
    if one.value is not None:
        return [one.value]
    return list(range(1, THRESHOLD) if one.shown is Shown.FEWER else range(THRESHOLD, 13))


@given(tables(), st.booleans(), st.booleans())
def test_every_hidden_count_has_two_values_that_fit_what_is_published(
    counts: list[list[int]], rows: bool, columns: bool
) -> None:
    published = suppress_table(counts, THRESHOLD, row_sums=rows, column_sums=columns)
    shown, rows, columns = published.rows, rows and published.sums, columns and published.sums
    hidden = [one for row in shown for one in row if one.value is None]
    if not hidden or len(hidden) > 4:
        return
    seen: dict[tuple[int, int], set[int]] = {}
    wanted = _told(counts, shown, rows, columns)
    for values in product(*(_possible(one) for row in shown for one in row)):
        width = len(counts[0])
        guess = [list(values[at : at + width]) for at in range(0, len(values), width)]
        if _told(guess, shown, rows, columns) != wanted:
            continue
        for r, row in enumerate(guess):
            for c, value in enumerate(row):
                seen.setdefault((r, c), set()).add(value)

    assert all(
        len(seen[r, c]) > 1
        for r, row in enumerate(shown)
        for c, one in enumerate(row)
        if one.value is None
    )


@given(tables(), st.booleans(), st.booleans())
def test_small_counts_are_hidden_and_what_is_shown_is_true(
    counts: list[list[int]], rows: bool, columns: bool
) -> None:
    shown = suppress_table(counts, THRESHOLD, row_sums=rows, column_sums=columns).rows

    for row, said in zip(counts, shown, strict=True):
        for count, one in zip(row, said, strict=True):
            assert one.value in {None, count}
            assert not (0 < count < THRESHOLD and one.value is not None)
            assert (one.shown is Shown.FEWER) == (0 < count < THRESHOLD)


def _said(counts: list[int], **more: bool) -> list[object]:
    return [
        one.value if one.value is not None else one.shown.value
        for one in suppress(counts, 5, **more).rows[0]
    ]


def test_one_small_count_beside_a_printed_sum_hides_the_next_smallest() -> None:
    assert _said([3, 20, 9, 0]) == ["fewer", 20, "withheld", 0]


def test_without_a_printed_sum_small_counts_alone_are_hidden() -> None:
    assert _said([3, 20, 9, 0], total=False) == ["fewer", 20, 9, 0]


def test_two_small_counts_protect_each_other_unless_their_sum_tells() -> None:
    assert _said([3, 2, 20]) == ["fewer", "fewer", 20]
    # One and one, with a sum of two, can be nothing else.
    assert _said([1, 1, 20]) == ["fewer", "fewer", "withheld"]


def test_nothing_small_hides_nothing() -> None:
    assert _said([5, 20, 0]) == [5, 20, 0]


def test_a_table_hides_a_rectangle() -> None:
    counts = [[2, 30, 40], [50, 60, 70], [80, 90, 15]]

    shown = suppress_table(counts, 5).rows

    hidden = {(r, c) for r in range(3) for c in range(3) if shown[r][c].value is None}
    assert (0, 0) in hidden
    assert len(hidden) == 4


def test_where_nothing_can_protect_a_count_the_sums_are_not_told() -> None:
    for counts in ([3], [0, 4]):
        published = suppress(counts, 5)

        assert not published.sums
        assert published.rows[0][-1].value is None
    assert suppress([3, 9], 5).sums


@pytest.mark.parametrize(("counts", "threshold"), [([[1]], 2), ([[-1]], 5), ([[1, 2], [3]], 5)])
def test_nonsense_is_refused(counts: list[list[int]], threshold: int) -> None:
    with pytest.raises(ValueError, match=r"\."):
        suppress_table(counts, threshold)
