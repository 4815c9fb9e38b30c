"""Django's own commands, for people who know them."""

import os
import sys

import click


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own commands, run as the owner of the database."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayforward.settings")
    os.environ.setdefault("WAYFORWARD_DATABASE_ROLE", "owner")
    execute_from_command_line([sys.argv[0], *arguments])
