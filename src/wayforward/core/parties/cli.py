"""`wayforward arrangement`: load and show arrangements."""

import json
from pathlib import Path

import click

from wayforward.core.command_line import one_sentence
from wayforward.core.parties.actions import PartyInUseError, load_arrangement
from wayforward.core.parties.queries import all_parties, arrangements


@click.group()
def arrangement() -> None:
    """The arrangement and its cited parameters."""


@arrangement.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@one_sentence(PartyInUseError)
def load(folder: Path) -> None:
    """Bring the database in line with an arrangement's folder of YAML."""
    click.echo(str(load_arrangement(folder=folder)))


@arrangement.command("parties")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def parties(as_json: bool) -> None:
    """List the parties: ARRANGEMENT/PARTY, what each is, whether it is recognised."""
    found = [
        {"party": f"{party.arrangement}/{party}", "kind": party.kind, "country": party.country,
         "recognition": party.recognition, "names": party.names}
        for party in all_parties()
    ]  # fmt: skip
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        kind = " ".join(filter(None, (one["kind"], one["recognition"])))
        click.echo(f"{one['party']}  {one['names'].get('en', '')} ({kind})")


@arrangement.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def show(as_json: bool) -> None:
    """Print arrangements with their parameters; unverified ones are marked."""
    found = arrangements()
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, default=str))
        return
    for entry in found:
        click.echo(f"{entry['key']}  {entry['valid_from']} to {entry['valid_to'] or 'today'}")
        for parameter in entry["parameters"]:
            mark = "" if parameter["verified"] else "  (unverified)"
            click.echo(f"  {parameter['key']}: {parameter['value']} {parameter['unit']}{mark}")
            click.echo(f"    {parameter['citation']}")
