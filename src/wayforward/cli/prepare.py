"""`wayforward setup`: database, migrations, arrangement, register; safe to repeat."""

import os
import subprocess
import sys

import click

from wayforward.conf import environment
from wayforward.database.cluster import Cluster, cluster_in


def start_database() -> Cluster | None:
    """Start the embedded cluster when no DATABASE_URL is set; None when it is not ours."""
    if environment().database_url:
        return None
    cluster = cluster_in(environment().data)
    cluster.start()
    return cluster


def prepare(say: bool = True) -> None:
    """Migrate and load as the owner, in a process of its own so that we stay the app role.

    Raises click.ClickException when it fails; the reason is already on the screen.
    """
    done = subprocess.run(
        [sys.executable, "-m", "wayforward.cli.prepare"],
        env={
            **os.environ,
            "WAYFORWARD_DATABASE_ROLE": "owner",
            "WAYFORWARD_SAY": "1" if say else "",
        },
        check=False,
    )
    if done.returncode != 0:
        raise click.ClickException("The database could not be prepared; the reason stands above.")


@click.command()
def setup() -> None:
    """Create the database, bring its tables up to date, load the arrangement and the register."""
    start_database()
    prepare()


def _load() -> None:
    from django.core.management import call_command

    from wayforward.conf import start_django

    start_django()
    say = print if os.environ.get("WAYFORWARD_SAY") else lambda _: None
    call_command("migrate", verbosity=0, interactive=False)
    say("Tables are up to date.")
    call_command("collectstatic", verbosity=0, interactive=False)

    from wayforward.core.access.actions import load_duties
    from wayforward.core.parties.actions import load_arrangements
    from wayforward.core.rulesets.actions import load_rule_sets
    from wayforward.information.campaigns.loading import load_campaigns
    from wayforward.information.cards.loading import load_cards
    from wayforward.information.narratives.loading import load_claims
    from wayforward.information.sources.actions import load_register

    say(str(load_arrangements()))
    load_duties()
    say(str(load_rule_sets()))
    say(str(load_register()))
    say(str(load_cards()))
    say(str(load_claims()))
    say(str(load_campaigns()))


if __name__ == "__main__":
    _load()
