"""`wayforward narratives`: list, show, load, match, submit, withdraw, confirm, material.

Parses, calls, prints. Publishing is a second reader's, at the desk. Reports have commands of their
own, as has the weekly picture: reporting/cli.py, weekly/cli.py.
"""

from __future__ import annotations

import click
from django.utils import timezone

from wayforward.core.access.rules import AT_TERMINAL
from wayforward.core.citations.actions import NothingInDoubtError
from wayforward.core.command_line import one_sentence, print_json
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.answers.embedding import EmbedderUnavailableError
from wayforward.information.narratives import queries
from wayforward.information.narratives.loading import load_claims
from wayforward.information.narratives.matching.explaining import in_words
from wayforward.information.narratives.matching.matching import MOST, match
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.presenting import (
    claim_to_dict,
    line_to_dict,
    matched_to_dict,
    narrative_to_dict,
    threshold_to_dict,
)
from wayforward.information.narratives.publishing import actions as publishing
from wayforward.information.narratives.publishing.material_cli import material
from wayforward.information.narratives.queries import Shown
from wayforward.information.narratives.reporting.cli import import_file, show_reports
from wayforward.information.narratives.rules import Verdict
from wayforward.information.narratives.starters import ClaimFileError
from wayforward.information.narratives.weekly.cli import weekly

_VERDICTS = click.Choice([one.value for one in Verdict])
_STATES = click.Choice(["draft", "in_review", "published", "amber"])
_json_option = click.option("--json", "as_json", is_flag=True, help="For machines.")
_language = click.option("--lang", default="en", type=click.Choice(queries.LANGUAGES))


@click.group()
def narratives() -> None:
    """Rumours: the stories told about leaving, the claims under them, what answers each."""


narratives.add_command(import_file)
narratives.add_command(show_reports)
narratives.add_command(material)
narratives.add_command(weekly)


@narratives.command(name="list")
@_language
@click.option("--narrative", default="", help="Only claims under this one.")
@click.option("--verdict", type=_VERDICTS, help="Only claims with this verdict.")
@click.option("--state", type=_STATES, help="Only claims in this state in the language.")
@_json_option
def list_claims(
    lang: str, narrative: str, verdict: str | None, state: str | None, as_json: bool
) -> None:
    """The narratives, each with its claims in one language."""
    asked = Verdict(verdict) if verdict else None
    texts = list(queries.claim_texts(lang, narrative=narrative, verdict=asked))
    rows = [one for one in queries.shown(texts) if not state or one.state == state]
    stories = [one for one in queries.narratives() if not narrative or one.key == narrative]
    if narrative and not stories:
        raise click.ClickException(_no("narrative", narrative))
    if as_json:
        print_json(
            [
                narrative_to_dict(story)
                | {"claims": [line_to_dict(one) for one in _under(story.key, rows)]}
                for story in stories
            ]
        )
        return
    for story in stories:
        click.secho(f"{story.names.get(lang, story.key)} [{story.key}]", bold=True)
        for one in _under(story.key, rows):
            click.echo(f"  {_line(one)}")
    click.echo(f"{len(rows)} claims.")


def _under(key: str, rows: list[Shown]) -> list[Shown]:
    return [one for one in rows if one.claim.narrative.key == key]


def _line(one: Shown) -> str:
    until = f" until {one.claim.until}" if one.claim.until else ""
    mark = f"amber since {one.amber.since:%Y-%m-%d}" if one.amber else one.state
    return f"{one.claim.key}: {one.text.title} ({one.claim.verdict}{until}; {mark})"


def _no(what: str, key: str) -> str:
    return f"There is no {what} {key!r}; see `wayforward narratives list`."


@narratives.command()
@click.argument("key")
@_language
@_json_option
@one_sentence(RuleSetError)
def show(key: str, lang: str, as_json: bool) -> None:
    """One claim: what is said, what answers it, what that stands on, how it is told."""
    text = _wanted(key, lang)
    [one] = queries.shown([text])
    least = queries.least_sightings(on=timezone.now().date())
    if as_json:
        print_json(claim_to_dict(one) | {"public_from": threshold_to_dict(least)})
        return
    click.secho(text.title, bold=True)
    click.echo(_line(one))
    for sentence in (*text.fact, *text.wrong, text.who, *(f"-> {step}" for step in text.instead)):
        if sentence:
            click.echo(f"  {sentence}")
    click.echo(f"  SMS: {text.sms}\n  radio: {text.radio}")
    for page in one.cites:
        mark = "" if page.live else " (not there at the last visit, or never visited)"
        click.echo(f"  stands on {page.source.url} {page.heading}".rstrip() + mark)
    for said in one.wordings[1:]:
        click.echo(f"  also told: {said}")
    mark = "" if least.verified else " (unverified)"
    click.echo(f"Answered in public from {least.value} independent sightings on{mark}.")
    click.echo(f"  {least.citation}")


@narratives.command()
@_json_option
def load(as_json: bool) -> None:
    """Bring narratives and claims in line with their files; what people edited stays."""
    with one_sentence(ClaimFileError):
        done = load_claims()
    if as_json:
        print_json({name: getattr(done, name) for name in done.__slots__})
    else:
        click.echo(str(done))


@narratives.command(name="match")
@click.argument("text")
@_language
@click.option("--most", default=MOST, show_default=True, type=click.IntRange(1, 20))
@_json_option
@one_sentence(EmbedderUnavailableError)
def match_report(text: str, lang: str, most: int, as_json: bool) -> None:
    """Which claim a report tells, in whatever language it is told, and why. Nothing is kept."""
    if not text.strip():
        raise click.ClickException("Write what is being told, in quotes.")
    found = match(text, reader=lang, most=most)
    if as_json:
        print_json(matched_to_dict(found, lang))
        return
    click.secho(f"{found.decision} (language: {found.language or 'unsure'})", bold=True)
    for one in found.matches:
        click.echo(f"  {one.score:.2f}  {one.claim} ({one.verdict}): {one.title}")
        click.echo(f"        {in_words(one.why)}")


@narratives.command()
@click.argument("key")
@_language
def submit(key: str, lang: str) -> None:
    """Hand a draft to a second pair of eyes."""
    with one_sentence(publishing.NotInThatStateError):
        publishing.submit(text_id=_wanted(key, lang).pk, actor=AT_TERMINAL)
    _tell(key, lang)


@narratives.command()
@click.argument("key")
@_language
@click.option("--why", required=True, help="Stands in the log.")
def withdraw(key: str, lang: str, why: str) -> None:
    """Take what answers a claim from the public."""
    with one_sentence(publishing.NotInThatStateError):
        publishing.withdraw(text_id=_wanted(key, lang).pk, actor=AT_TERMINAL, why=why)
    _tell(key, lang)


@narratives.command()
@click.argument("key")
@_language
@click.option("--why", default="", help="What was compared; stands in the log.")
@_json_option
def confirm(key: str, lang: str, why: str, as_json: bool) -> None:
    """Say that an amber text was compared with its pages and is right."""
    text = _wanted(key, lang)
    with one_sentence(NothingInDoubtError):
        cleared = publishing.confirm(text_id=text.pk, actor=AT_TERMINAL, why=why)
    if as_json:
        [one] = queries.shown([_wanted(key, lang)])
        print_json(claim_to_dict(one) | {"cleared": cleared})
    else:
        _tell(key, lang)


def _wanted(key: str, lang: str) -> ClaimText:
    text = queries.text_of(key, lang)
    if text is None:
        raise click.ClickException(_no("claim", key))
    return text


def _tell(key: str, lang: str) -> None:
    [one] = queries.shown([_wanted(key, lang)])
    click.echo(_line(one))
