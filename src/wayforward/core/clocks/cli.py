"""`wayforward clocks`: deadlines of a party, how each was found, working days, a calendar file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.utils import timezone, translation

from wayforward.core.access.context import acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.clocks import queries
from wayforward.core.clocks.computing import REFUSALS
from wayforward.core.clocks.definitions import kinds
from wayforward.core.clocks.exporting import calendar_file
from wayforward.core.clocks.models import Clock, ClockState
from wayforward.core.clocks.rules import Length, Unit
from wayforward.core.clocks.sweeping import sweep as sweep_all
from wayforward.core.clocks.trying import Tried, try_out
from wayforward.core.command_line import one_sentence
from wayforward.core.language.calendar import FIRST_YEAR
from wayforward.core.parties.models import Party
from wayforward.core.parties.queries import NoSuchPartyError, party_named

_one_sentence = one_sentence(*REFUSALS, NoSuchPartyError)
_json = click.option("--json", "as_json", is_flag=True, help="For machines.")
_language = click.option(
    "--language",
    type=click.Choice([code for code, _name in settings.LANGUAGES]),
    default="en",
    help="The language of the explanation.",
)
_party = click.option(
    "--party", "where", required=True, help="Whose clocks: ARRANGEMENT/PARTY, by their keys."
)
_DAY = click.DateTime(["%Y-%m-%d"])


@contextmanager
def _for(party: Party) -> Iterator[None]:
    """Look as the secretariat of a party does; sensitive clocks stay closed at the terminal."""
    with acting_for(party, purpose=Purpose.ADMINISTRATION, roles=[Role.SECRETARIAT]):
        yield


@click.group()
def clocks() -> None:
    """Deadlines: what runs, how each end was found, working days of both sides."""


@clocks.command("list")
@_party
@click.option("--state", type=click.Choice(ClockState.values), multiple=True)
@_json
@_one_sentence
def list_(where: str, state: tuple[str, ...], as_json: bool) -> None:
    """Clocks of a party, the soonest end first."""
    with _for(party_named(where)):
        found = list(queries.clocks(states=[ClockState(one) for one in state]))
    if as_json:
        click.echo(json.dumps([_facts(one) for one in found], default=str))
        return
    for one in found:
        click.echo(f"{one.reference}  {one.kind}  {one.state}  {one.due_on or 'stands still'}")
    if not found:
        click.echo("This party has no clocks.")


def _facts(one: Clock) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "kind": one.kind,
        "state": one.state,
        "triggered_on": one.triggered_on,
        "due_on": one.due_on,
        "due_at": one.due_at,
        "parameter": one.parameter,
        "citation": one.citation,
        "verified": one.verified,
        "tacit": one.tacit,
    }


@clocks.command()
@click.argument("reference")
@_party
@_language
@_json
@_one_sentence
def explain(reference: str, where: str, language: str, as_json: bool) -> None:
    """How the end of a clock was found, step by step."""
    with translation.override(language), _for(party_named(where)):
        found = queries.explained(reference)
        words = list(found.sentences)
    if as_json:
        steps = [asdict(step) for step in found.due.steps]
        facts = {**_facts(found.clock), "sentences": words, "steps": steps}
        click.echo(json.dumps(facts, ensure_ascii=False, default=str))
        return
    click.echo("\n".join(words))


@clocks.command()
@_party
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Else to the screen.")
@_json
@_one_sentence
def export(where: str, out: Path | None, as_json: bool) -> None:
    """The running clocks of a party as a calendar file (.ics): references only."""
    with _for(party_named(where)):
        found = list(queries.clocks(states=[ClockState.RUNNING]))
    content = calendar_file(found, origin=settings.ORIGIN, made=timezone.now())
    if as_json:
        shown = [{"reference": one.reference, "due_on": one.due_on} for one in found]
        click.echo(json.dumps(shown, default=str))
    elif out is None:
        click.echo(content.decode(), nl=False)
    if out is not None:
        out.write_bytes(content)
        click.echo(f"{len(found)} clocks written to {out}.", err=as_json)


@clocks.command("kinds")
@_json
def kinds_(as_json: bool) -> None:
    """The kinds of clocks, what starts them and which parameter gives their length."""
    if as_json:
        click.echo(json.dumps([asdict(one) for one in kinds().values()], ensure_ascii=False))
        return
    for one in kinds().values():
        click.echo(f"{one.key}: {one.names['en']}, from {one.trigger_names['en']}")
        click.echo(f"  {', '.join(one.length.keys)}; {one.counted} working days, {one.ending}")


@clocks.command("try")
@click.argument("kind")
@_party
@click.option("--from", "triggered", type=_DAY, required=True, help="The day of the event.")
@click.option("--with", "counterpart", default="", help="The other side: ARRANGEMENT/PARTY.")
@click.option("--length", default="", help="Where a decision gives it: 30:calendar_days.")
@click.option(
    "--suspend", "stops", multiple=True, help="FIRST:RESUMED, such as 2017-03-10:2017-03-20."
)
@_language
@_json
@_one_sentence
def try_(
    kind: str,
    where: str,
    triggered: datetime,
    counterpart: str,
    length: str,
    stops: tuple[str, ...],
    language: str,
    as_json: bool,
) -> None:
    """When a clock would end, without starting one."""
    asked = Tried(
        kind=kind,
        party=party_named(where),
        counterpart=party_named(counterpart) if counterpart else None,
        triggered=triggered.date(),
        length=_length(length),
        stops=tuple(_stop(one) for one in stops),
    )
    with translation.override(language):
        due, words = try_out(asked, now=timezone.now())
    if as_json:
        facts = {"due_on": due.on, "sentences": words, "steps": [asdict(s) for s in due.steps]}
        click.echo(json.dumps(facts, ensure_ascii=False, default=str))
        return
    click.echo("\n".join(words))


def _length(text: str) -> Length | None:
    amount, _colon, unit = text.partition(":")
    if not text:
        return None
    if not amount.isdecimal() or unit not in set(Unit):
        raise click.ClickException("A length reads like 30:calendar_days or 3:months.")
    return Length(int(amount), Unit(unit))


def _stop(text: str) -> tuple[datetime, datetime]:
    first, _colon, last = text.partition(":")
    try:
        return datetime.fromisoformat(first), datetime.fromisoformat(last)
    except ValueError as problem:
        raise click.ClickException("A suspension reads like 2017-03-10:2017-03-20.") from problem


@clocks.command()
@click.argument("year", type=click.IntRange(FIRST_YEAR, date.max.year))
@click.option("--european", default="eu-institutions", show_default=True)
@click.option("--partner", default="afghanistan", show_default=True)
@_json
@_one_sentence
def days(year: int, european: str, partner: str, as_json: bool) -> None:
    """Working days of a YEAR, such as 2026 or 1405: of both sides together and of each."""
    found = queries.year_of_days(year, european, partner)
    if as_json:
        months = [
            dict(zip(("joint", "european", "partner"), one, strict=True)) for one in found.months
        ]
        click.echo(json.dumps({"year": year, "joint": found.joint, "months": months}))
        return
    for number, (joint, one, two) in enumerate(found.months, start=1):
        click.echo(f"{year}-{number:02}  both {joint:2}  {european} {one:2}  {partner} {two:2}")
    click.echo(f"{found.joint} working days of both sides in {year}")


@clocks.command()
@_json
def sweep(as_json: bool) -> None:
    """Alert, let run out, move what a calendar moved; harmless to repeat (`tick` does it)."""
    done = sweep_all()
    click.echo(json.dumps(asdict(done)) if as_json else str(done))
