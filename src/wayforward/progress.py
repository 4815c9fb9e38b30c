"""The bar that long work shows on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

Advance = Callable[[int, int], None]  # done, total


@contextmanager
def progress_bar(word: str, total: int | None) -> Iterator[Advance]:
    """A bar on standard error while somebody watches; silence otherwise."""
    console = Console(stderr=True)
    columns = (TextColumn(word), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(word, total=total)
        yield lambda done, of: bar.update(task, completed=done, total=of)
