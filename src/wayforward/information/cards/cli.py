"""`wayforward cards`: list, show, confirm, cite, load. Parses, calls, prints.

The signed file of cards has commands of its own: pack/cli.py.
"""

from __future__ import annotations

import click

from wayforward.core.access.rules import AT_TERMINAL
from wayforward.core.citations.actions import NothingInDoubtError
from wayforward.core.command_line import one_sentence, print_json
from wayforward.information.cards import actions, citing_actions, queries
from wayforward.information.cards.loading import load_cards
from wayforward.information.cards.models import CardText
from wayforward.information.cards.pack.cli import verify_pack, write_pack
from wayforward.information.cards.presenting import behind_to_dict, card_to_dict
from wayforward.information.cards.public_queries import Shown, public_texts, shown, text_of
from wayforward.information.cards.starters import CardFileError
from wayforward.information.sources.models import Source

LANGUAGES = click.Choice(queries.LANGUAGES)
_STATES = click.Choice(["draft", "signed", "amber"])
_json_option = click.option("--json", "as_json", is_flag=True, help="For machines.")
_language = click.option("--lang", default="en", type=LANGUAGES, help="The card's language.")


@click.group()
def cards() -> None:
    """Cards: short answers in three languages, each standing on official pages."""


cards.add_command(write_pack)
cards.add_command(verify_pack)


@cards.command(name="list")
@click.option("--lang", type=LANGUAGES, help="Only this language.")
@click.option("--state", type=_STATES, help="Only cards in this state.")
@click.option("--topic", default="", help="Only cards on this topic, such as return.")
@click.option("--behind", is_flag=True, help="Only texts with sentences behind another language.")
@_json_option
def list_cards(
    lang: str | None, state: str | None, topic: str, behind: bool, as_json: bool
) -> None:
    """The cards, with their state and how many sentences are behind."""
    late = queries.behind_counts()
    rows = [
        one
        for language in ([lang] if lang else queries.LANGUAGES)
        for one in shown(list(public_texts(language)))
        if (not state or one.state == state)
        and (not topic or topic in one.card.topics)
        and (not behind or one.text.pk in late)
    ]
    if as_json:
        print_json([card_to_dict(one) | {"behind": late.get(one.text.pk, 0)} for one in rows])
        return
    for one in rows:
        click.echo(_line(one, late.get(one.text.pk, 0)))
    click.echo(f"{len(rows)} card texts.")


def _line(one: Shown, late: int) -> str:
    mark = f"amber since {one.amber.since:%Y-%m-%d}" if one.amber else one.state
    more = f", {late} sentences behind" if late else ""
    return f"{one.card.key} [{one.text.language}] {mark}{more}: {one.text.question}"


def _text(key: str, language: str) -> CardText:
    text = text_of(key, language)
    if text is None:
        raise click.ClickException(
            f"There is no card {key!r} in {language}; see `wayforward cards list`."
        )
    return text


@cards.command()
@click.argument("key")
@_language
@_json_option
def show(key: str, lang: str, as_json: bool) -> None:
    """One card: what it says, what it stands on, what is behind."""
    text = _text(key, lang)
    [one] = shown([text])
    late = queries.behind(text)
    if as_json:
        print_json(card_to_dict(one) | {"behind": [behind_to_dict(row) for row in late]})
        return
    click.secho(one.text.question, bold=True)
    click.echo(_line(one, len(late)))
    for sentence in (*one.answer, *(f"-> {step}" for step in one.next)):
        click.echo(f"  {sentence}")
    for page in one.cites:
        click.echo(f"  stands on {page.source.url} {page.heading} {page.words}".rstrip())
    for row in late:
        click.echo(f"  behind {row.led_by}: {row.words}\n    - {row.old}\n    + {row.new}")


@cards.command()
@click.argument("key")
@_language
@click.option("--why", default="", help="What was compared; stands in the log.")
@_json_option
def confirm(key: str, lang: str, why: str, as_json: bool) -> None:
    """Say that an amber card was compared with its pages and is right."""
    text = _text(key, lang)
    with one_sentence(NothingInDoubtError):
        cleared = actions.confirm(text_id=text.pk, actor=AT_TERMINAL, why=why)
    [one] = shown([_text(key, lang)])
    if as_json:
        print_json(card_to_dict(one) | {"cleared": cleared})
    else:
        click.echo(f"{cleared} doubts cleared. {_line(one, 0)}")


@cards.command()
@click.argument("key")
@click.argument("source")
@click.option("--heading", default="", help="The article or section meant.")
@click.option("--words", default="", help="Words of the official sentence, as they stand.")
def cite(key: str, source: str, heading: str, words: str) -> None:
    """Have a card stand on one more official page, part or sentence."""
    card = _text(key, "en").card
    try:
        citing_actions.cite_words(
            card_id=card.pk, source_key=source, heading=heading, words=words, actor=AT_TERMINAL
        )
    except (Source.DoesNotExist, citing_actions.NoSuchSentenceError) as missing:
        raise click.ClickException(
            f"{missing} See `wayforward sources list` for keys and copy the sentence as it stands."
        ) from missing
    click.echo("The card stands on it in every language.")


@cards.command()
@_json_option
def load(as_json: bool) -> None:
    """Bring the starter cards in line with their files; what people edited stays."""
    with one_sentence(CardFileError):
        done = load_cards()
    if as_json:
        print_json(
            {"cards": done.cards, "new": done.new, "changed": done.changed, "kept": done.kept}
        )
    else:
        click.echo(str(done))
