"""`wayforward evaluate matching`: added to the group of figures. Parses, calls, prints."""

from __future__ import annotations

import json
from pathlib import Path

import click

from wayforward.core.command_line import one_sentence
from wayforward.information.cards.finding.evaluating_cli import evaluate
from wayforward.information.narratives.matching.evaluating import (
    MatchingFileError,
    evaluate_matching,
)
from wayforward.progress import progress_bar

__all__ = ["evaluate"]
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@evaluate.command()
@click.option("--reports", required=True, type=_FILE, help="JSON lines: id, text, claim.")
@click.option("--claims", required=True, type=_FILE, help="JSON lines: id, title, text.")
@click.option("--json", "as_json", is_flag=True, help="Only the last line.")
def matching(reports: Path, claims: Path, as_json: bool) -> None:
    """Does a report find its claim, in any language? Beside BM25 and the model alone."""
    with one_sentence(MatchingFileError), progress_bar("Embedding", None) as advance:
        lines, summary = evaluate_matching(reports, claims, say=advance)
    for line in [] if as_json else lines:
        click.echo(line)
    click.echo(json.dumps(summary, ensure_ascii=False))
