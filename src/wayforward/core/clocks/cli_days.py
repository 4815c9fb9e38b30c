"""`wayforward clocks decide|withdraw|decisions`: what a party decides about its working days."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import click
from django.conf import settings

from wayforward.core.access.context import acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import AT_TERMINAL, Role
from wayforward.core.clocks import foreseeing
from wayforward.core.clocks.computing import REFUSALS
from wayforward.core.clocks.deciding import decide_days, proposed, withdraw_decision
from wayforward.core.clocks.foreseeing import Foreseen, Made
from wayforward.core.clocks.models import CalendarDecision, DecisionKind
from wayforward.core.command_line import one_sentence
from wayforward.core.parties.models import Party
from wayforward.core.parties.queries import NoSuchPartyError, party_named

_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = click.DateTime(["%Y-%m-%d"])
_one_sentence = one_sentence(*REFUSALS, NoSuchPartyError)
_json = click.option("--json", "as_json", is_flag=True, help="For machines.")
_party = click.option(
    "--party", "where", required=True, help="Whose days: ARRANGEMENT/PARTY, by their keys."
)
_only_look = click.option(
    "--try", "only_look", is_flag=True, help="Show what would move and record nothing."
)


@contextmanager
def _for(party: Party) -> Iterator[None]:
    """Act as the secretariat of a party; the log names the operator at the terminal."""
    with acting_for(
        party,
        purpose=Purpose.ADMINISTRATION,
        roles=[Role.SECRETARIAT],
        name=AT_TERMINAL.name,
    ):
        yield


@click.command()
@click.argument("what", type=click.Choice(DecisionKind.values))
@_party
@click.option("--from", "since", type=_DAY, required=True, help="The first day.")
@click.option("--until", type=_DAY, help="The last day; else one day, or a weekend from then on.")
@click.option("--rest", type=click.Choice(_WEEK), multiple=True, help="Of a weekend: each day.")
@click.option("--why", default="", help="The feast, the closure.")
@click.option(
    "--language",
    type=click.Choice([code for code, _name in settings.LANGUAGES]),
    default="en",
    help="The language of --why.",
)
@click.option("--citation", required=True, help="Which decision or announcement it rests on.")
@_only_look
@_json
@_one_sentence
def decide(
    what: str,
    where: str,
    since: datetime,
    until: datetime | None,
    rest: tuple[str, ...],
    why: str,
    language: str,
    citation: str,
    only_look: bool,
    as_json: bool,
) -> None:
    """Decide that days of a party are a holiday, working days, or its weekend from then on."""
    given: dict[str, Any] = {
        "what": DecisionKind(what),
        "since": since.date(),
        "until": until.date() if until else None,
        "weekdays": tuple(sorted({_WEEK.index(day) for day in rest})),
        "names": {language: why} if why else {},
        "citation": citation,
    }
    party = party_named(where)
    with _for(party):
        found = foreseeing.foresee(party, proposed(**given))
        made = None if only_look else decide_days(party=party, **given)
    _say(made.pk if made else None, found, "decided", as_json)


@click.command()
@click.argument("number", type=int)
@_party
@_only_look
@_json
@_one_sentence
def withdraw(number: int, where: str, only_look: bool, as_json: bool) -> None:
    """Take a decision on working days back, by its NUMBER; it stays on record."""
    party = party_named(where)
    with _for(party):
        one = foreseeing.decision_made(party, number).decision
        found = foreseeing.foresee_withdrawal(one)
        if not only_look:
            withdraw_decision(decision=one)
    _say(None if only_look else number, found, "withdrawn", as_json)


def _say(number: int | None, found: Foreseen, done: str, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"decision": number, **_foreseen(found)}, default=str))
        return
    for one in found.moved:
        click.echo(f"{one.clock.reference}  {one.clock.kind}  {one.before} -> {one.after}")
    for clock in found.beyond:
        click.echo(f"{clock.reference}  {clock.kind}  could not be counted any more")
    if number is None:
        click.echo(f"{len(found.moved)} deadlines of this party would move; nothing is recorded.")
    else:
        click.echo(
            f"Decision {number} {done}; {len(found.moved)} deadlines of this party move at the "
            "next sweep."
        )


def _foreseen(found: Foreseen) -> dict[str, Any]:
    moved = [
        {
            "reference": one.clock.reference,
            "kind": one.clock.kind,
            "before": one.before,
            "after": one.after,
        }
        for one in found.moved
    ]
    return {"moves": moved, "beyond": [one.reference for one in found.beyond]}


@click.command()
@_party
@_json
@_one_sentence
def decisions(where: str, as_json: bool) -> None:
    """What a party decided about its working days, the last one first; withdrawn ones too."""
    party = party_named(where)
    with _for(party):
        found = foreseeing.decisions(party)
    if as_json:
        click.echo(json.dumps([_facts(one) for one in found], ensure_ascii=False, default=str))
        return
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("This party has decided nothing about its days.")


def _facts(made: Made) -> dict[str, Any]:
    one = made.decision
    return {
        "decision": one.pk,
        "what": one.kind,
        "since": one.since,
        "until": one.until,
        "rest": [_WEEK[day] for day in one.weekdays],
        "names": one.names,
        "citation": one.citation,
        "decided_at": one.decided_at,
        "by": made.by,
        "withdrawn_at": one.withdrawn_at,
        "withdrawn_by": made.withdrawn_by,
    }


def _line(made: Made) -> str:
    one = made.decision
    parts = (
        f"{one.pk}  {one.kind}  {_span(one)}",
        " ".join(_WEEK[day] for day in one.weekdays),
        next(iter(one.names.values()), ""),
        one.citation,
        f"withdrawn {one.withdrawn_at:%Y-%m-%d}" if one.withdrawn_at else "",
    )
    return "  ".join(part for part in parts if part)


def _span(one: CalendarDecision) -> str:
    if one.until is None:
        return f"from {one.since}"
    return str(one.since) if one.since == one.until else f"{one.since} to {one.until}"
