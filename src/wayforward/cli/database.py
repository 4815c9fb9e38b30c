"""`wayforward database`: start, stop and look at the embedded cluster by hand."""

import os
import subprocess
import sys

import click

from wayforward.conf import environment
from wayforward.database.cluster import APP, Cluster, cluster_in


@click.group()
def database() -> None:
    """The embedded database in the data folder."""


def _cluster() -> Cluster:
    if environment().database_url:
        raise click.ClickException(
            "DATABASE_URL is set, so the database is yours to start and stop; unset it to use ours."
        )
    return cluster_in(environment().data)


@database.command()
def start() -> None:
    """Start the database and leave it running."""
    started = _cluster().start()
    click.echo("The database is started." if started else "The database was running already.")


@database.command()
def stop() -> None:
    """Stop the database."""
    _cluster().stop()
    click.echo("The database is stopped.")


@database.command()
def url() -> None:
    """Print the address programs connect to."""
    click.echo(environment().database_url or _cluster().url(APP))


@database.command()
def shell() -> None:
    """Open PostgreSQL's own shell."""
    cluster = _cluster()
    program = cluster.programs.path("psql")
    sys.exit(
        subprocess.run([str(program), cluster.url(APP)], check=False, env=os.environ).returncode
    )
