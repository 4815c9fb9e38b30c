"""How far long work has come: the bar on a terminal, and what work tells it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Advance = Callable[[int, int], None]  # done, total
T = TypeVar("T")


def counted(items: Iterable[T], total: int, progress: Advance | None) -> Iterator[T]:
    """The items one by one; `progress` is told of each once the work on it is done."""
    for done, item in enumerate(items, start=1):
        yield item
        if progress is not None:
            progress(done, total)


@contextmanager
def progress_bar(word: str, total: int | None) -> Iterator[Advance]:
    """A bar on standard error while somebody watches; silence otherwise."""
    # Only a terminal needs these: what works for a web server imports this file too.
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (TextColumn(word), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(word, total=total)
        yield lambda done, of: bar.update(task, completed=done, total=of)
