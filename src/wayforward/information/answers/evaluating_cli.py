"""`wayforward evaluate`: figures on stated data, for people and for machines.

Each command prints its table and, as the last line, one JSON object.
"""

import json
from pathlib import Path

import click

from wayforward.core.command_line import one_sentence

_FILE = click.option(
    "--file",
    "path",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The data, in the formats of docs/benchmarks.md.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Only the last line.")


@click.group()
def evaluate() -> None:
    """Print figures of quality on stated data."""


def _print(lines: list[str], summary: object, *, as_json: bool) -> None:
    if not as_json:
        for line in lines:
            click.echo(line)
    click.echo(json.dumps(summary, ensure_ascii=False))


@evaluate.command()
@_FILE
@_JSON
def language(path: Path, as_json: bool) -> None:
    """Language identification on parallel sentences (fields en, prs, fa, ps)."""
    from wayforward.core.language.evaluating_language import evaluate_language, table

    summary = evaluate_language(path)
    _print(table(summary), summary, as_json=as_json)


@evaluate.command()
@_FILE
@click.option(
    "--pages",
    type=click.Path(exists=True, path_type=Path),
    help="A folder of saved pages with a manifest, for questions that name their page.",
)
@_JSON
def retrieval(path: Path, pages: Path | None, as_json: bool) -> None:
    """Finding the right text: sentences across languages, or a question's page."""
    from wayforward.information.answers.evaluating_retrieval import evaluate_retrieval

    lines, summary = evaluate_retrieval(path, pages)
    _print(lines, summary, as_json=as_json)


@evaluate.command()
@_FILE
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write {id: [line numbers]} here; an empty list means no answer.",
)
@_JSON
def selection(path: Path, out: Path | None, as_json: bool) -> None:
    """Selecting the sentences that answer, and refusing when none does."""
    from wayforward.information.answers.evaluating_selection import evaluate_selection

    lines, summary = evaluate_selection(path, out)
    _print(lines, summary, as_json=as_json)


@evaluate.command()
@click.option(
    "--dir",
    "folder",
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="A folder of saved states: manifest lines of one url that differ in fetched_at.",
)
@_JSON
def changes(folder: Path, as_json: bool) -> None:
    """What changed on pages from state to state: which parts, amounts, dates, deadlines."""
    from wayforward.information.sources.changes.evaluating import (
        NothingToCompareError,
        evaluate_changes,
    )
    from wayforward.information.sources.importing import NoMirrorError
    from wayforward.progress import progress_bar

    with (
        one_sentence(NothingToCompareError, NoMirrorError),
        progress_bar("Comparing", None) as advance,
    ):
        lines, summary = evaluate_changes(folder, advance)
    _print(lines, summary, as_json=as_json)
