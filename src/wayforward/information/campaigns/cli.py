"""`wayforward campaigns`: list, show, load, sign, start, end, materials. Parses, calls, prints.

How many to ask, reach, effect and the report have a file of their own, measuring/cli.py; printing
has printing_cli.py.

Signing asks for the password and the code of the account that signs: whoever holds the terminal
signs for nobody else.
"""

from __future__ import annotations

from typing import Any

import click

from wayforward.core.access.rules import AT_TERMINAL, NotAllowedError
from wayforward.core.command_line import one_sentence, print_json
from wayforward.information.campaigns import queries, readiness, step_actions
from wayforward.information.campaigns.loading import load_campaigns
from wayforward.information.campaigns.measuring.cli import COMMANDS
from wayforward.information.campaigns.models import Campaign
from wayforward.information.campaigns.moving import Who
from wayforward.information.campaigns.presenting import (
    campaign_to_dict,
    line_to_dict,
    material_to_dict,
)
from wayforward.information.campaigns.printing_cli import print_materials
from wayforward.information.campaigns.queries import PlacedMaterial
from wayforward.information.campaigns.refusals import CampaignError, StepClosedError
from wayforward.information.campaigns.rules import State
from wayforward.information.campaigns.signing import NotThemError, proved_account
from wayforward.information.campaigns.starters import CampaignFileError
from wayforward.information.campaigns.wording import lacking_in_words, why_in_words

_STATES = click.Choice([one.value for one in State])
_json_option = click.option("--json", "as_json", is_flag=True, help="For machines.")
_TERMINAL = Who(AT_TERMINAL)


@click.group()
def campaigns() -> None:
    """Campaigns: from an objective to what changed, signed by both sides."""


for _one in (*COMMANDS, print_materials):
    campaigns.add_command(_one)


def _wanted(key: str) -> Campaign:
    one = queries.campaign_of(key)
    if one is None:
        raise click.ClickException(
            f"There is no campaign {key!r}; see `wayforward campaigns list`."
        )
    return one


@campaigns.command(name="list")
@click.option("--state", type=_STATES, help="Only campaigns in this state.")
@_json_option
def list_campaigns(state: str | None, as_json: bool) -> None:
    """Every campaign with its state and days."""
    found = [one for one in queries.campaigns() if state in (None, one.state)]
    if as_json:
        print_json([line_to_dict(one) for one in found])
        return
    for one in found:
        click.echo(_line(one))
    click.echo(f"{len(found)} campaigns.")


def _line(one: Campaign) -> str:
    days = f"{one.first_day} to {one.last_day}"
    return f"{one.key}: {one.names.get('en', one.key)} ({one.state}, {days})"


@campaigns.command()
@click.argument("key")
@_json_option
def show(key: str, as_json: bool) -> None:
    """One campaign from its objective to its outcomes, and what it lacks."""
    found = queries.shown(_wanted(key))
    lacks = lacking_in_words(readiness.lacks(found)) if found.campaign.state == State.DRAFT else []
    if as_json:
        print_json(campaign_to_dict(found) | {"lacks": lacks})
        return
    one = found.campaign
    click.secho(_line(one), bold=True)
    click.echo(f"  objective: {one.objective.get('en', '–')}")
    click.echo(f"  audience: {one.who.get('en', '–')}")
    for side in found.sides:
        who = f"signed by {side.signature.account}" if side.signature else "not signed"
        click.echo(f"  {side.side}: {side.party.key}, {who}")
    for link in found.links:
        against = f" (against {link.message.claim})" if link.message.claim else ""
        click.echo(f"  message: {link.message.says.get('en', link.message.key)}{against}")
        for row in link.materials:
            click.echo(f"    {_material(row)}")
    for outcome in found.outcomes:
        click.echo(f"  outcome: {outcome.what.get('en', '–')} ({outcome.target}{outcome.unit})")
    click.echo(f"  budget: {found.total} {one.currency}, left {found.left} {one.currency}")
    for lack in lacks:
        click.echo(f"  still missing: {lack}")


def _material(row: PlacedMaterial) -> str:
    since = f" since {row.stands.since:%Y-%m-%d}" if row.stands.since else ""
    state = "withdrawn" if row.withdrawn else f"{row.stands.standing}{since}"
    held = f" ({', '.join(row.stands.held_by)})" if row.stands.held_by else ""
    return f"{row.material.key}/{row.material.language}: {row.material.title} [{state}{held}]"


@campaigns.command()
@_json_option
@one_sentence(CampaignFileError)
def load(as_json: bool) -> None:
    """Bring the starter campaigns in line with their files."""
    done = load_campaigns()
    if as_json:
        print_json({"campaigns": done.campaigns, "new": done.new, "changed": done.changed,
                "kept": done.kept})  # fmt: skip
    else:
        click.echo(str(done))


@campaigns.command()
@click.argument("key")
@_json_option
def materials(key: str, as_json: bool) -> None:
    """The materials of a campaign, and whether each may be given out."""
    found = [row for link in queries.shown(_wanted(key)).links for row in link.materials]
    if as_json:
        print_json([material_to_dict(row) for row in found])
        return
    for row in found:
        click.echo(_material(row))
    click.echo(f"{len(found)} materials.")


@campaigns.command()
@click.argument("key")
@click.option("--account", required=True, help="The name of the account that signs.")
@click.password_option(confirmation_prompt=False, help="Asked for where it is not given.")
@click.option("--code", prompt="Code of the app", help="Of the authenticator app of the account.")
@_json_option
@one_sentence(NotAllowedError, NotThemError)
def sign(key: str, account: str, password: str, code: str, as_json: bool) -> None:
    """Sign a campaign for the side of an account's party, as that account."""
    one = _wanted(key)
    signer = proved_account(name=account, password=password, code=code)
    _taken(lambda: step_actions.sign(campaign_id=one.pk, version=one.version, account=signer))
    _tell(key, as_json)


@campaigns.command()
@click.argument("key")
@_json_option
def start(key: str, as_json: bool) -> None:
    """Start a campaign that both sides have signed: its materials are given out."""
    _step(key, "start", as_json)


@campaigns.command()
@click.argument("key")
@_json_option
def end(key: str, as_json: bool) -> None:
    """End a campaign; the pages of its materials stay."""
    _step(key, "end", as_json)


def _step(key: str, step: str, as_json: bool) -> None:
    one = _wanted(key)
    _taken(lambda: step_actions.take(campaign_id=one.pk, step=step, version=one.version,
                                     who=_TERMINAL))  # fmt: skip
    _tell(key, as_json)


def _taken(take: Any) -> None:
    with one_sentence(CampaignError):
        try:
            take()
        except StepClosedError as refusal:
            reasons = " ".join(why_in_words(why, _role) for why in refusal.why_not)
            raise click.ClickException(reasons) from refusal


def _role(role: str) -> str:
    return role.replace("_", " ")


def _tell(key: str, as_json: bool) -> None:
    one = _wanted(key)
    if as_json:
        print_json(campaign_to_dict(queries.shown(one)))
    else:
        click.echo(_line(one))
