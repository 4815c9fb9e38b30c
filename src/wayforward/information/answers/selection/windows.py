"""Lays a question and a page's lines out as token windows the encoder can take, with pooling rows.

Pure numpy; shared by training and by the running selector so that both see the same input.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

QUESTION_PREFIX = "query: "
PAGE_PREFIX = "passage:"
WINDOW = 480
OVERLAP = 70
LONGEST_LINE = 120
STRIDE = 3
LONGEST_QUESTION = 64
MASKED = -1e9


@dataclass(frozen=True, slots=True)
class PageWindows:
    """Token ids (windows, tokens), padded; each token's line (-1 before the first line, -2 in the
    padding); and for each line the window it is pooled in, its first token and the one after it.
    """

    ids: Numbers
    owners: Numbers
    spans: tuple[tuple[int, int, int], ...]


def question_ids(ids: Sequence[int], start: int, end: int) -> Numbers:
    """One row of ids for a question already prefixed and tokenised."""
    return np.array([[start, *ids[:LONGEST_QUESTION], end]], dtype=np.int64)


def page_windows(
    prefix: Sequence[int], lines: Sequence[Sequence[int]], start: int, end: int, padding: int
) -> PageWindows:
    """Windows over tokenised lines, whole lines only, overlapping, each line pooled once."""
    cut = [[*line[:LONGEST_LINE], end] for line in lines]
    groups = _groups([len(line) for line in cut], WINDOW - len(prefix) - 1)
    rows = [[start, *prefix, *(t for line in cut[a:b] for t in line)] for a, b in groups]
    sizes = [len(line) for line in cut]
    before = len(prefix) + 1
    owned = [[-1] * before + [i for i in range(a, b) for _ in cut[i]] for a, b in groups]
    spans = tuple(_span(line, groups, sizes, before) for line in range(len(cut)))
    return PageWindows(_padded(rows, padding), _padded(owned, -2), spans)


def _padded(rows: Sequence[Sequence[int]], filling: int) -> Numbers:
    table = np.full((len(rows), max(len(row) for row in rows)), filling, dtype=np.int64)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return table


def _groups(sizes: Sequence[int], room: int) -> list[tuple[int, int]]:
    groups, start = [], 0
    while True:
        stop, used = start, 0
        while stop < len(sizes) and (used + sizes[stop] <= room or stop == start):
            used += sizes[stop]
            stop += 1
        groups.append((start, stop))
        if stop >= len(sizes):
            return groups
        back = stop
        while back > start + 1 and sum(sizes[back - 1 : stop]) <= OVERLAP:
            back -= 1
        start = max(back, start + 1)


def _span(
    line: int, groups: Sequence[tuple[int, int]], sizes: Sequence[int], offset: int
) -> tuple[int, int, int]:
    holding = [i for i, (a, b) in enumerate(groups) if a <= line < b]
    window = max(holding, key=lambda i: min(line - groups[i][0], groups[i][1] - 1 - line))
    first = offset + sum(sizes[groups[window][0] : line])
    return window, first, first + sizes[line]


def additive_mask(visible: NDArray[np.bool_]) -> Floats:
    """(windows, 1, 1, tokens): 0 on visible tokens, else hugely negative."""
    return np.where(visible, 0.0, MASKED).astype(np.float32)[:, None, None, :]


def condense(states: Floats, page: PageWindows) -> tuple[Floats, Numbers]:
    """Runs of STRIDE tokens of a line averaged, all lines in order as one sequence.

    `states` (windows, tokens, width) give pieces (m, width) and the line each belongs to (m,).
    Makes the trained layers several times cheaper and lets them see the whole page at once.
    """
    pieces, owners = [], []
    for line, (window, first, last) in enumerate(page.spans):
        for start in range(first, last, STRIDE):
            pieces.append(states[window, start : min(start + STRIDE, last)].mean(axis=0))
            owners.append(line)
    return np.stack(pieces).astype(np.float32), np.array(owners, dtype=np.int64)


def pooling(question_length: int, owners: Numbers, lines: Sequence[int]) -> Floats:
    """(lines + 1, question_length + m): row 0 averages the question, the rest one line each."""
    pool = np.zeros((len(lines) + 1, question_length + len(owners)), dtype=np.float32)
    pool[0, :question_length] = 1 / question_length
    for row, line in enumerate(lines, start=1):
        own = owners == line
        pool[row, question_length:] = own / max(1, int(own.sum()))
    return pool
