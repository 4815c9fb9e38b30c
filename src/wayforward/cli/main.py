"""`wayforward`: the table of contents of the command line. Each group lives with its subject.

Groups are loaded only when called, so that `wayforward --help` answers at once and the database
commands work before Django can.
"""

import sys
from importlib import import_module

import click

from wayforward import __version__
from wayforward.conf import start_django

# name -> (module, attribute, needs Django, one line for the table of contents)
COMMANDS: dict[str, tuple[str, str, bool, str]] = {
    "run": ("wayforward.cli.run", "run", False, "Start everything and serve the site."),
    "setup": ("wayforward.cli.prepare", "setup", False, "Create the database, load the data."),
    "doctor": ("wayforward.cli.doctor", "doctor", False, "Say what is wrong and how to mend it."),
    "ask": ("wayforward.information.answers.cli", "ask", True, "Ask the official sources."),
    "answers": (
        "wayforward.information.answers.cli",
        "answers",
        True,
        "Switch answers off and on by topic and country.",
    ),
    "sources": (
        "wayforward.information.sources.cli",
        "sources",
        True,
        "The register of official pages: list, add, check, status, import.",
    ),
    "cards": (
        "wayforward.information.cards.cli",
        "cards",
        True,
        "Short answers in three languages: list, show, confirm, cite, pack.",
    ),
    "narratives": (
        "wayforward.information.narratives.cli",
        "narratives",
        True,
        "Rumours, reports of them and what answers them: list, show, load, import, weekly.",
    ),
    "campaigns": (
        "wayforward.information.campaigns.cli",
        "campaigns",
        True,
        "Campaigns of both sides: list, show, load, sign, start, end, materials.",
    ),
    "projects": (
        "wayforward.information.projects.cli",
        "projects",
        True,
        "Development projects: import, rates, list, show, totals, export.",
    ),
    "citations": (
        "wayforward.information.sources.changes.cli",
        "citations",
        True,
        "What we publish and which official sentences it stands on.",
    ),
    "evaluate": (
        "wayforward.information.narratives.matching.cli",
        "evaluate",
        True,
        "Print figures: language, retrieval, selection, changes, cards, matching.",
    ),
    "arrangement": (
        "wayforward.core.parties.cli",
        "arrangement",
        True,
        "The arrangement: load, show.",
    ),
    "persons": (
        "wayforward.core.persons.cli",
        "persons",
        False,
        "Whether records may be one person: compare, match, renew-keys.",
    ),
    "rules": (
        "wayforward.core.rulesets.cli",
        "rules",
        True,
        "Cited parameters: show, changes, diff, history.",
    ),
    "clocks": (
        "wayforward.core.clocks.cli",
        "clocks",
        True,
        "Deadlines: list, explain, try, days, export, kinds, sweep.",
    ),
    "documents": (
        "wayforward.core.documents.cli",
        "documents",
        True,
        "Letters, charts, the store of files: letter, chart, check, scan.",
    ),
    "accounts": (
        "wayforward.core.access.cli",
        "accounts",
        True,
        "Who may enter the desk: add, list, roles, link, close.",
    ),
    "access": (
        "wayforward.core.access.access_cli",
        "access",
        True,
        "Who may see what: matrix, check, keys, rotate-keys.",
    ),
    "audit": (
        "wayforward.core.audit.cli",
        "audit",
        True,
        "The log: verify, export, heads, unusual access, one person's report.",
    ),
    "demo": ("wayforward.cli.demo", "demo", False, "Two sides of one case, with made-up people."),
    "database": ("wayforward.cli.database", "database", False, "The embedded database."),
    "worker": ("wayforward.cli.work", "worker", True, "Run background work until stopped."),
    "tick": ("wayforward.cli.work", "tick", True, "Put due work in the queue; harmless to repeat."),
    "manage": ("wayforward.cli.manage", "manage", False, "Django's own commands."),
}


class Contents(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table of contents."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, with Django loaded when it needs it."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, needs_django, _ = COMMANDS[cmd_name]
        if needs_django:
            start_django()
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of contents, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry[3]) for name, entry in COMMANDS.items()])


@click.command(cls=Contents, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="wayforward")
def wayforward() -> None:
    """Run a migration-cooperation arrangement from end to end."""


def main() -> None:
    """The console script; expected failures are one sentence and exit status 1."""
    from wayforward.cli.errors import expected_failures, explain

    try:
        # Outside its standalone mode click hands an early exit's status back as the value.
        status = wayforward(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except expected_failures() as problem:
        sentence = explain(problem)
        if sentence is None:
            raise
        click.echo(f"wayforward: {sentence}", err=True)
        sys.exit(1)
