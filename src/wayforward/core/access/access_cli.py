"""`wayforward access`: the matrix of who may see what, the walls, the keys of sealed fields."""

from __future__ import annotations

import json
from dataclasses import asdict

import click
from django.db import connection
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from wayforward.core.access.checks import database_faults, model_faults, role_faults
from wayforward.core.access.encryption import SealBrokenError
from wayforward.core.access.keyring import KeyMissingError, KeysNotOursError, keyring
from wayforward.core.access.matrix import as_markdown
from wayforward.core.access.matrix import matrix as access_matrix
from wayforward.core.access.rotating import rotate_keys as rotate
from wayforward.core.access.rotating import waiting
from wayforward.core.access.rules import AT_TERMINAL
from wayforward.core.command_line import one_sentence

_json = click.option("--json", "as_json", is_flag=True, help="For machines.")


@click.group()
def access() -> None:
    """Who may see what, whether the walls stand, and the keys of sealed fields."""


@access.command()
@_json
@click.option("--markdown", is_flag=True, help="The page docs/access-matrix.md.")
def matrix(as_json: bool, markdown: bool) -> None:
    """Print roles, purposes, data classes, policies of tables, and what may be disclosed."""
    found = access_matrix()
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, default=sorted))
    elif markdown:
        click.echo(as_markdown(found), nl=False)
    else:
        for line in found.roles:
            click.echo(f"{line.role}: {', '.join(line.purposes)}; sees {', '.join(line.classes)}")
        for table in found.tables:
            if table.policies:
                click.echo(f"{table.table} ({table.data_class}): {len(table.policies)} policies")


@access.command()
@_json
def check(as_json: bool) -> None:
    """Say which table or role is not walled as it must be; exit status 1 when any is not."""
    with connection.cursor() as cursor:
        faults = [*model_faults(), *database_faults(cursor), *role_faults(cursor)]
    if as_json:
        click.echo(json.dumps([asdict(fault) for fault in faults], ensure_ascii=False))
    else:
        for fault in faults:
            click.echo(str(fault))
        click.echo(f"{len(faults)} faults." if faults else "Every wall stands.")
    if faults:
        raise click.exceptions.Exit(1)


@access.command()
@_json
def keys(as_json: bool) -> None:
    """Print the names of the keys, the one that seals first, and how much waits for it."""
    ring, left = keyring(), waiting()
    if as_json:
        names = [key.name for key in ring.keys]
        click.echo(json.dumps({"keys": names, "current": names[0], "waiting": left}))
        return
    click.echo(f"Keys, the one that seals first: {ring}.")
    click.echo(f"{left} rows wait to be sealed anew." if left else "Everything is sealed with it.")


@access.command("rotate-keys")
@click.option("--batch", default=200, show_default=True, help="Rows in one transaction.")
@_json
def rotate_keys(batch: int, as_json: bool) -> None:
    """Make a new key and seal everything with it. May be stopped and run again."""
    with one_sentence(KeysNotOursError, KeyMissingError, SealBrokenError), Progress(
        TextColumn("Sealing anew"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        transient=True, disable=as_json,
    ) as bar:  # fmt: skip
        task = bar.add_task("", total=None)
        done = rotate(
            actor=AT_TERMINAL,
            batch=batch,
            progress=lambda count: bar.update(task, completed=count),
            begun=lambda total: bar.update(task, total=total),
        )
    click.echo(json.dumps(asdict(done)) if as_json else str(done))
