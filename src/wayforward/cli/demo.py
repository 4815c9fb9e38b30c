"""`wayforward demo`: a folder of its own with made-up parties and people, to look at walls at work.

Never touches another data folder. Everything goes through the actions that people use.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from wayforward.conf import REPOSITORY, start_django

MARK = "demonstration"


def _use(folder: Path) -> None:
    """Work in a folder that is empty or was made for this. Raises click.ClickException."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise click.ClickException(
            f"{folder} holds something else: a demonstration wants a folder of its own (--data)."
        )
    if os.environ.get("DATABASE_URL"):
        raise click.ClickException(
            "A demonstration brings its own database: run it without DATABASE_URL."
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    os.environ["WAYFORWARD_DATA"] = str(folder.resolve())


@click.command()
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=REPOSITORY / "var" / "demo",
    help="Its own folder; made when it is not there.",
)
@click.option("--serve/--no-serve", default=True, help="Serve the site until Ctrl-C.")
@click.option("--codes", is_flag=True, help="Print how to sign in, with codes of this half minute.")
@click.option("--json", "as_json", is_flag=True, help="What each side sees, for machines.")
def demo(data: Path, serve: bool, codes: bool, as_json: bool) -> None:
    """Show two sides of one case with made-up people: what each sees, and what it does not."""
    _use(data)
    start_django()
    from wayforward.core.demonstration import showing, staging

    if codes and staging.keys_file().exists():
        click.echo(showing.ways_in())  # and the database, which may be serving, is left alone
    else:
        _show(serve=serve, codes=codes, as_json=as_json)


def _show(*, serve: bool, codes: bool, as_json: bool) -> None:
    from wayforward.cli.prepare import prepare, start_database
    from wayforward.core.demonstration import showing, staging

    cluster = start_database()
    try:
        prepare(say=False)
        staging.set_the_stage()
        if codes:
            click.echo(showing.ways_in())
            return
        sides = showing.both_sides()
        click.echo(json.dumps(sides, ensure_ascii=False) if as_json else showing.told(sides))
        if serve and not as_json:
            _serve()
    finally:
        if cluster is not None:
            cluster.stop()


def _serve() -> None:
    from wayforward.cli import run
    from wayforward.core.demonstration import showing

    # Codes last half a minute: they come once the site answers, below its address.
    run.serve(then=lambda: click.echo(showing.ways_in()))
