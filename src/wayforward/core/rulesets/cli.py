"""`wayforward rules`: the cited parameters, what changed when, how two rule sets differ."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime

import click

from wayforward.core.command_line import one_sentence, print_json
from wayforward.core.rulesets import queries
from wayforward.core.rulesets.queries import NoSuchRuleSetError
from wayforward.core.rulesets.rules import Comparison, RuleSetError, Turn, Value

_one_sentence = one_sentence(NoSuchRuleSetError, RuleSetError)
_json = click.option("--json", "as_json", is_flag=True, help="For machines.")
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def rules() -> None:
    """Rule sets: cited parameters, each with its days, its source and whether we read it."""


@rules.command()
@click.argument("rule_set", required=False)
@click.option("--on", type=_DAY, help="Only what was in force on a day (2017-03-29).")
@_json
@_one_sentence
def show(rule_set: str | None, on: datetime | None, as_json: bool) -> None:
    """Print a rule set, or the list of them."""
    if rule_set is None:
        _show_shelves(as_json)
        return
    values = queries.values_of(queries.rule_set(rule_set), on.date() if on else None)
    if as_json:
        print_json([asdict(value) for value in values])
        return
    for value in values:
        click.echo(f"{value.label('en')} [{value.key}]: {_said(value)}")
        click.echo(f"  {value.valid_from} to {value.valid_to or 'today'}; {value.citation}")


def _show_shelves(as_json: bool) -> None:
    shelves = queries.shelves()
    if as_json:
        print_json(
            [
                {
                    "key": one.one.key,
                    "names": one.one.names,
                    "general": one.one.general,
                    "parameters": one.parameters,
                    "unverified": one.unverified,
                    "unset": one.unset,
                }
                for one in shelves
            ]
        )
        return
    for one in shelves:
        click.echo(
            f"{one.one.key}: {one.parameters} parameters, {one.unverified} unverified, "
            f"{one.unset} not set"
        )


def _said(value: Value | None) -> str:
    if value is None:
        return "-"
    mark = "" if value.verified else " (unverified)"
    if value.value is None:
        return f"{'not set' if value.unset else 'no limit'}{mark}"
    return f"{json.dumps(value.value, ensure_ascii=False)} {value.unit}".rstrip() + mark


@rules.command()
@click.argument("rule_set")
@click.option("--since", type=_DAY, default="2000-01-01", show_default=True)
@click.option("--until", type=_DAY, default=str(date.max), help="To today and beyond by default.")
@_json
@_one_sentence
def changes(rule_set: str, since: datetime, until: datetime, as_json: bool) -> None:
    """What began, ended or got another value in a rule set, day by day."""
    found = queries.turns_between(queries.rule_set(rule_set), since.date(), until.date())
    if as_json:
        print_json([asdict(turn) for turn in found])
        return
    for turn in found:
        click.echo(f"{turn.on}  {turn.key} {turn.what}: {_turned(turn)}")
    if not found:
        click.echo("Nothing changed between those days.")


def _turned(turn: Turn) -> str:
    both = turn.before is not None and turn.after is not None
    return (
        f"{_said(turn.before)} -> {_said(turn.after)}" if both else _said(turn.after or turn.before)
    )


@rules.command()
@click.argument("first")
@click.argument("second")
@click.option("--on", type=_DAY, help="Both as of a day; else each in its last state.")
@_json
@_one_sentence
def diff(first: str, second: str, on: datetime | None, as_json: bool) -> None:
    """How two rule sets differ: what is another, what only one has, what is the same."""
    one, two = queries.rule_set(first), queries.rule_set(second)
    found = queries.differences_between(one, two, on.date() if on else None)
    if as_json:
        print_json([asdict(each) for each in found])
        return
    for each in found:
        if each.how is Comparison.SAME:
            click.echo(f"= {each.key}: {_said(each.first)}")
        else:
            click.echo(f"! {each.key}: {_said(each.first)} | {_said(each.second)}")


@rules.command()
@click.argument("rule_set")
@click.argument("key", required=False, default="")
@_json
@_one_sentence
def history(rule_set: str, key: str, as_json: bool) -> None:
    """How our own record of a rule set, or of one parameter, came to be as it is."""
    found = queries.edits_of(queries.rule_set(rule_set), key)
    if as_json:
        print_json([asdict(edit) for edit in found])
        return
    for edit in found:
        state = edit.state
        click.echo(f"{edit.at:%Y-%m-%d %H:%M}  {edit.verb} {edit.key}: {state['value']}")
