"""`wayforward narratives import` and `reports`. Parses, calls, prints."""

from __future__ import annotations

import time
from pathlib import Path

import click
from django.utils import timezone

from wayforward.core.access.rules import AT_TERMINAL
from wayforward.core.command_line import one_sentence, print_json
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.narratives.models import Claim
from wayforward.information.narratives.reporting import queries
from wayforward.information.narratives.reporting.import_actions import import_reports
from wayforward.information.narratives.reporting.importing import ReportFileError
from wayforward.information.narratives.reporting.matched import NoMatcherError, batch_matcher
from wayforward.information.narratives.reporting.presenting import (
    imported_to_dict,
    seen_to_dict,
    waiting_to_dict,
)
from wayforward.information.narratives.reporting.queries import Seen, Waiting
from wayforward.information.narratives.reporting.sorting_actions import NoSuchClaimError
from wayforward.progress import progress_bar

_EXAMPLES = 3
_json_option = click.option("--json", "as_json", is_flag=True, help="For machines.")


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_json_option
@one_sentence(ReportFileError, NoMatcherError)
def import_file(file: Path, as_json: bool) -> None:
    """Reports of rumours from a CSV file: text, language, channel, day, province.

    Only `text` is needed. Personal data are taken out before anything is stored; a row that is bad
    is named and left out; a row that was read before changes nothing.
    """
    began = time.monotonic()
    with progress_bar("reports", None) as advance:
        done = import_reports(
            path=file, match=batch_matcher(), actor=AT_TERMINAL, today=timezone.now().date(),
            progress=advance,
        )  # fmt: skip
    if as_json:
        print_json(imported_to_dict(done, time.monotonic() - began))
        return
    for bad in done.bad:
        click.echo(str(bad), err=True)
    click.echo(str(done))
    if done.removed:
        taken = ", ".join(f"{kind} {count}" for kind, count in sorted(done.removed.items()))
        click.echo(f"Personal data taken out before storing: {taken}.")


@click.command(name="reports")
@click.option("--claim", default="", help="How often this claim was seen, and where.")
@click.option("--most", default=20, show_default=True, help="So many of what waits.")
@_json_option
@one_sentence(RuleSetError, NoSuchClaimError)
def show_reports(claim: str, most: int, as_json: bool) -> None:
    """Reports that wait for somebody to say what they tell, by reach times harm."""
    today = timezone.now().date()
    if claim:
        _show_seen(claim, as_json)
        return
    found = queries.waiting(on=today, most=most)
    if as_json:
        print_json([waiting_to_dict(one) for one in found])
        return
    for one in found:
        click.echo(_line(one))
        for example in one.examples[:_EXAMPLES]:
            click.echo(f"    {' '.join(example.text.split())[:160]}")
    click.echo(f"{len(found)} wait." if found else "Nothing waits.")


def _show_seen(key: str, as_json: bool) -> None:
    claim = Claim.objects.filter(key=key).first()
    if claim is None:
        raise NoSuchClaimError(key)
    one = queries.seen(claim, on=timezone.now().date())
    if as_json:
        print_json(seen_to_dict(one))
        return
    for line in _seen_lines(one):
        click.echo(line)


def _seen_lines(one: Seen) -> list[str]:
    mark = "" if one.least.verified else " (unverified)"
    lines = [
        f"{one.claim}: {one.reports} reports, at least {one.sightings} independent sightings.",
        f"Answered in public from {one.least.value} on{mark}: so far {one.audience.value}.",
    ]
    lines += [f"  {province}: {count}" for province, count in one.places.items()]
    if one.elsewhere:
        lines.append(f"  place unknown, or too few to name it: {one.elsewhere}")
    return lines


def _line(one: Waiting) -> str:
    what = one.suggested or "new"
    harm = "harm unknown" if one.harm is None else f"harm {one.harm}"
    return (
        f"{what}: told {one.told} times, at least {one.sightings} sightings, {harm};"
        f" {one.first} to {one.last}; {', '.join(one.languages)}"
    )
