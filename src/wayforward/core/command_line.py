"""What the command groups share: a refusal is one sentence, never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def one_sentence(*refusals: type[Exception]) -> Iterator[None]:
    """Say a refusal as its sentence and end with status 1; above a command or around a part of it.

    Raises click.ClickException for each of `refusals`; whatever else happens is a defect.
    """
    try:
        yield
    except refusals as problem:
        raise click.ClickException(str(problem)) from problem
