"""`wayforward evaluate cards`: added to the group of figures, because cards stand on answers."""

from __future__ import annotations

import json
from pathlib import Path

import click

from wayforward.core.command_line import one_sentence
from wayforward.information.answers.evaluating_cli import evaluate
from wayforward.information.cards.finding.evaluating import evaluate_cards
from wayforward.information.cards.finding.questions import QuestionFileError

__all__ = ["evaluate"]


@evaluate.command()
@click.option(
    "--file",
    "path",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Questions with the cards that answer them (YAML).",
)
@click.option(
    "--part",
    default="measured",
    type=click.Choice(["measured", "fitted", "all"]),
    help="One question in three was fitted on; the others are only measured.",
)
@click.option("--json", "as_json", is_flag=True, help="Only the last line.")
def cards(path: Path, part: str, as_json: bool) -> None:
    """Is the right card first, and how often is a wrong one shown for sure?"""
    with one_sentence(QuestionFileError):
        lines, summary = evaluate_cards(path, part=part)
    for line in [] if as_json else lines:
        click.echo(line)
    click.echo(json.dumps(summary, ensure_ascii=False))
