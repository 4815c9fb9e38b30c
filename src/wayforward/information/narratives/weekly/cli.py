"""`wayforward narratives weekly`. Parses, calls, prints."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import override

from wayforward.core.command_line import one_sentence, print_json
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.cards.queries import LANGUAGES
from wayforward.information.narratives.weekly import queries, rules
from wayforward.information.narratives.weekly.presenting import picture_to_dict
from wayforward.information.narratives.weekly.queries import Picture
from wayforward.information.narratives.weekly.showing import method_in_words, paper, shown
from wayforward.information.narratives.weekly.wording import channel_in_words, language_in_words


@click.command()
@click.option("--week", default="", help="Such as 2026-W47; the last that has ended.")
@click.option("--lang", default="en", type=click.Choice(LANGUAGES))
@click.option(
    "--pdf", type=click.Path(dir_okay=False, path_type=Path), help="Write the page to print here."
)
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@one_sentence(RuleSetError, ValueError)
def weekly(week: str, lang: str, pdf: Path | None, as_json: bool) -> None:
    """What was told in a week: what rises, counts, what is unknown. For staff, not to pass on."""
    today = timezone.now().date()
    picture = queries.weekly(_monday(week, today), language=lang, today=today)
    with override(lang):
        if pdf:
            pdf.write_bytes(paper(picture, on=today))
            click.echo(f"Written to {pdf}.", err=as_json)
        if as_json:
            print_json(picture_to_dict(picture))
        elif not pdf:
            for line in _told(picture):
                click.echo(line)


def _monday(week: str, today: date) -> date:
    monday = rules.week_named(week) if week else queries.last_week(today)
    if monday > today:
        raise ValueError(f"The week {week} is still to come.")
    return monday


def _told(picture: Picture) -> list[str]:
    counts = (
        f"{rules.week_name(picture.week)}: {picture.reports} reports, {picture.unsorted} of them"
        f" not sorted yet, {picture.needs_times} questions that nothing official answered."
    )
    found = [counts]
    if not picture.judged:
        found.append("Too few weeks of reports are known to say what rises.")
    for one in (*shown(picture.claims), *shown(picture.narratives)):
        mark = "RISING " if one.line.rising else ""
        told = "public" if one.line.address else one.line.audience.value
        found.append(f"  {mark}{one.line.title} [{one.line.key}; {told}]")
        found.append(f"    {one.said} Weeks: {' '.join(map(str, one.line.weeks))}")
    languages = ", ".join(f"{language_in_words(k)} {n}" for k, n in picture.languages)
    channels = ", ".join(f"{channel_in_words(k)} {n}" for k, n in picture.channels)
    found += [f"By language: {languages or 'nothing'}.", f"By channel: {channels or 'nothing'}."]
    found += [method_in_words(picture)]
    return found
