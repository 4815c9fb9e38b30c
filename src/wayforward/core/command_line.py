"""What the command groups share: a refusal is one sentence, never a traceback; one kind of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

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


def print_json(content: object) -> None:
    """What `--json` gives to machines, on one line: the last, whatever was said before it.

    Letters stand as they are, days and moments as ISO 8601 has them; anything else that JSON does
    not know stands as its text.
    """
    click.echo(json.dumps(content, ensure_ascii=False, default=_as_text))


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
