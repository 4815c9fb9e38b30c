"""`wayforward ask` and `wayforward answers`: asking on a terminal, and the operator's switches."""

import json
from collections.abc import Callable

import click

from wayforward.core.command_line import one_sentence
from wayforward.information.answers.asking import ask as ask_sources
from wayforward.information.answers.outcomes import Answer, CardAnswer, Outcome, Quotation
from wayforward.information.answers.presenting import answer_to_dict
from wayforward.information.answers.rules import READER_LANGUAGES
from wayforward.information.answers.switch_actions import SwitchError, switch_off, switch_on

_SENTENCES = {
    Outcome.NO_OFFICIAL_TEXT: "No official text we watch answers this. Where to turn:",
    Outcome.UNCLEAR_LANGUAGE: "The language is unclear: ask again with --lang fa-af, ps or en.",
    Outcome.PERSONAL_DATA_REFUSED: "The question holds personal data; ask again without it. "
    "Nothing was stored.",
    Outcome.TOPIC_OFF: "Answers on this topic are switched off at the moment. Where to turn:",
    Outcome.EMPTY: "Ask a question in a few words.",
    Outcome.TOO_LONG: "The question is too long: ask it in one or two sentences.",
}


def _show_quotation(quotation: Quotation) -> None:
    mark = "  (not confirmed within its interval)" if quotation.stale else ""
    click.secho("\n".join(quotation.answer_sentences) or quotation.text, bold=True)
    click.echo(f"  {quotation.publisher}: {quotation.title}")
    if quotation.heading_path:
        click.echo(f"  {' > '.join(quotation.heading_path)}")
    checked = quotation.checked_at or quotation.captured_at
    click.echo(f"  last checked {checked:%Y-%m-%d}{mark}")
    click.echo(f"  {quotation.url}")
    click.echo(f"  our copy: {quotation.stored_copy}\n")


def _show_card(card: CardAnswer) -> None:
    click.secho(card.title, bold=True)
    for sentence in (*card.answer, *(f"-> {step}" for step in card.next)):
        click.echo(f"  {sentence}")
    since = f", under review since {card.since:%Y-%m-%d}" if card.since else ""
    click.echo(f"  short answer ({card.state}{since}): {card.address}")
    for cite in card.citations:
        click.echo(f"  stands on {cite.publisher}: {cite.url} {cite.heading}".rstrip())
    click.echo("")


def _show(answer: Answer) -> None:
    if answer.outcome in _SENTENCES:
        click.echo(_SENTENCES[answer.outcome])
    if answer.personal_data:
        click.echo("Found: " + ", ".join(sorted({f.kind for f in answer.personal_data})))
    for card in answer.cards:
        if card.sure:
            _show_card(card)
    for quotation in answer.passages:
        _show_quotation(quotation)
    for card in answer.cards:
        if not card.sure:
            click.echo(f"Perhaps: {card.title} ({card.address})")
    for contact in answer.referral:
        click.echo(f"- {contact.name}: {contact.text} {contact.phone} {contact.url}")


@click.command()
@click.argument("question")
@click.option("--lang", type=click.Choice(READER_LANGUAGES), help="The reader's language.")
@click.option("--country", help="Two letters (ISO 3166-1), such as DE.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def ask(question: str, lang: str | None, country: str | None, as_json: bool) -> None:
    """Ask the official sources; the question is not stored."""
    answer = ask_sources(question, language=lang, country=country)
    if as_json:
        click.echo(json.dumps(answer_to_dict(answer), ensure_ascii=False))
    else:
        _show(answer)


@click.group()
def answers() -> None:
    """Switch answers off and on by topic and country."""


_TOPIC = click.option("--topic", default="", help="A topic of the register, such as asylum.")
_COUNTRY = click.option("--country", default="", help="Two letters (ISO 3166-1), such as DE.")


@answers.command()
@_TOPIC
@_COUNTRY
@click.option("--reason", required=True, help="Why; kept with the switch.")
def off(topic: str, country: str, reason: str) -> None:
    """Stop answering there; readers are told where to turn."""
    _switch(lambda: switch_off(topic=topic, country=country.upper(), reason=reason))
    click.echo("Answers are off there.")


@answers.command()
@_TOPIC
@_COUNTRY
def on(topic: str, country: str) -> None:
    """Answer again."""
    _switch(lambda: switch_on(topic=topic, country=country.upper()))
    click.echo("Answers are on there.")


def _switch(change: Callable[[], object]) -> None:
    with one_sentence(SwitchError):
        change()
