"""`wayforward accounts`: who may enter the desk.

A password is never an argument: everybody on the machine can read those.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from wayforward.core.access import actions
from wayforward.core.access.queries import AccountLine, NoSuchAccountError
from wayforward.core.access.queries import accounts as all_accounts
from wayforward.core.access.rules import AT_TERMINAL, Role
from wayforward.core.access.segregation import RoleNotForPartyError, RolesNotTogetherError
from wayforward.core.command_line import one_sentence
from wayforward.core.parties.queries import NoSuchPartyError, party_named

_one_sentence = one_sentence(
    actions.NameTakenError,
    actions.NameNotAllowedError,
    actions.NoRoleError,
    actions.PasswordTooWeakError,
    actions.SubjectTakenError,
    actions.SubjectNotAllowedError,
    actions.NotTiedError,
    NoSuchAccountError,
    NoSuchPartyError,
    RolesNotTogetherError,
    RoleNotForPartyError,
)
_roles = click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in Role]),
    multiple=True,
    required=True,
    help="May be given several times.",
)
_reason = click.option("--reason", default="", help="Why, for the log.")
_language = click.option(
    "--language",
    type=click.Choice([code for code, _name in settings.LANGUAGES]),
    default="en",
    help="The language in which the link opens.",
)


@click.group()
def accounts() -> None:
    """Accounts of staff: who may enter the desk, and in which roles."""


@accounts.command()
@click.argument("name")
@_roles
@click.option(
    "--password",
    "by_password",
    is_flag=True,
    help="Ask for a password instead; or read it (stdin).",
)
@click.option("--party", default="", metavar="ARRANGEMENT/PARTY", help="Whom it acts for.")
@_language
@_one_sentence
def add(name: str, roles: tuple[str, ...], by_password: bool, party: str, language: str) -> None:
    """Open an account and print a one-time link with which its person chooses a password."""
    password = _read_password() if by_password else ""
    with transaction.atomic():
        account = actions.create_account(
            name=name,
            roles=map(Role, roles),
            actor=AT_TERMINAL,
            party=party_named(party) if party else None,
        )
        if password:
            actions.choose_password(user=account.user, password=password, actor=AT_TERMINAL)
    click.echo(f"The account {account} is open as {', '.join(account.roles)}.")
    if not password:
        _print_link(str(account), language)


def _read_password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    password = sys.stdin.readline().rstrip("\n")
    if not password:
        raise click.ClickException("The first line of the standard input is the password.")
    return password


@accounts.command()
@click.argument("name")
@_language
@_one_sentence
def link(name: str, language: str) -> None:
    """Print a new one-time link, for a password that was never chosen or is forgotten."""
    _print_link(name, language)


def _print_link(name: str, language: str) -> None:
    uid, token = actions.make_link(name=name, actor=AT_TERMINAL)
    with translation.override(language):
        path = reverse("desk-welcome", args=[uid, token])
    click.echo("Good once, for three days; hand it over on a way that only this person reads:")
    click.echo(f"{settings.ORIGIN}{path}")


@accounts.command("list")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def list_(as_json: bool) -> None:
    """Who has an account, in which roles, and with which second factor."""
    lines = all_accounts()
    if as_json:
        click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False, default=str))
        return
    for line in lines:
        party = f" for {line.party}" if line.party else ""
        click.echo(f"{line.name}  {', '.join(line.roles)}{party}{_state(line)}")
    if not lines:
        click.echo("Nobody has an account yet: `wayforward accounts add NAME --role editor`.")


def _state(line: AccountLine) -> str:
    if line.closed:
        return f"  (closed {line.closed:%Y-%m-%d})"
    factors = " and ".join(line.factors) or "no second factor yet"
    if line.organisation:
        factors += f"; through {line.organisation}"
    last = f"last signed in {line.signed_in:%Y-%m-%d}" if line.signed_in else "never signed in"
    return f"  ({last}; {factors if line.password or line.organisation else 'no password yet'})"


@accounts.command()
@click.argument("name")
@_roles
@_one_sentence
def roles(name: str, roles: tuple[str, ...]) -> None:
    """Have an account hold exactly these roles, from the next page on."""
    account = actions.set_roles(name=name, roles=map(Role, roles), actor=AT_TERMINAL)
    click.echo(f"{account} is now {', '.join(account.roles)}.")


@accounts.command()
@click.argument("name")
@_reason
@_one_sentence
def close(name: str, reason: str) -> None:
    """End an account at once; what it did stays in the log under its name."""
    account = actions.close_account(name=name, actor=AT_TERMINAL, reason=reason)
    click.echo(f"The account {account} is closed and signed out everywhere.")


@accounts.command("reset-factors")
@click.argument("name")
@_reason
@_one_sentence
def reset_factors(name: str, reason: str) -> None:
    """Remove every second factor (a lost telephone); the next sign-in sets one up again."""
    count = actions.reset_factors(name=name, actor=AT_TERMINAL, reason=reason)
    click.echo(f"Second factors removed: {count}. {name} is signed out everywhere.")


@accounts.command()
@click.argument("name")
@click.option("--subject", metavar="SUB", help="Tie it to this subject of the server.")
@click.option("--remove", is_flag=True, help="Tie it to none.")
@_reason
@_one_sentence
def oidc(name: str, subject: str | None, remove: bool, reason: str) -> None:
    """Tie an account to a subject of your organisation's sign-in server (WAYFORWARD_OIDC_URL)."""
    if (subject is not None) == remove:
        raise click.UsageError("Give either --subject SUB or --remove.")
    if subject is None:
        account = actions.untie_subject(name=name, actor=AT_TERMINAL, reason=reason)
        click.echo(f"The account {account} is tied to no subject and signed out everywhere.")
        return
    server = settings.SIGN_IN_SERVER
    if server is None:
        raise click.ClickException("No server is set: WAYFORWARD_OIDC_URL, _CLIENT and _SECRET.")
    account = actions.tie_subject(
        name=name, issuer=server.issuer, subject=subject, actor=AT_TERMINAL
    )
    click.echo(f"{account} now signs in through {server.issuer} as {subject!r} as well.")
