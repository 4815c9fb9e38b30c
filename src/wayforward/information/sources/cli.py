"""`wayforward sources`: parse, call one action or query, print. Progress goes to standard error."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from wayforward.core.command_line import one_sentence, print_json
from wayforward.information.sources import actions, hooks, import_actions, queries
from wayforward.information.sources.addressing import AddressRefusedError
from wayforward.information.sources.changes import queries as changes
from wayforward.information.sources.evidence import cli as evidence
from wayforward.information.sources.import_actions import ImportReport
from wayforward.information.sources.importing import NoMirrorError
from wayforward.information.sources.models import SourceState
from wayforward.progress import progress_bar

_SHOWN_PROBLEMS = 20
_json_option = click.option("--json", "as_json", is_flag=True, help="For machines.")


@click.group()
def sources() -> None:
    """Official pages: what is watched, fetched, kept and read."""


@sources.command(name="list")
@click.option("--publisher", help="Only this publisher's key.")
@click.option("--language", help="Only this language, such as en, fa-af, ps.")
@click.option("--state", help="Only this state, such as changed or fetch_failed.")
@click.option("--text", help="Only with this in title, address or key.")
@click.option("--steward", help="Only pages this steward looks after, such as law-desk.")
@_json_option
def list_(as_json: bool, **wish: str | None) -> None:
    """Show the sources."""
    lines = queries.list_sources(**wish)
    if as_json:
        print_json([asdict(line) for line in lines])
        return
    for line in lines:
        seen = f"{line.checked_at:%Y-%m-%d}" if line.checked_at else "never seen"
        click.echo(f"{line.key}  [{line.language}]  {line.state}, {seen}\n    {line.url}")
    click.echo(f"{len(lines)} sources.")


@sources.command()
@click.argument("url")
@click.option("--publisher", required=True, help="Key of a publisher in the register.")
@click.option("--language", required=True, help="Language of the page, such as en, fa-af, ps.")
@click.option("--title", default="")
@click.option("--every", "days", type=click.IntRange(1, 365), default=7, show_default=True,
              help="Days between two checks.")  # fmt: skip
@_json_option
def add(url: str, publisher: str, language: str, title: str, days: int, as_json: bool) -> None:
    """Watch one more page of a publisher that the register vouches for."""
    with one_sentence(actions.SourceRefusedError):
        source = actions.add_source(
            url=url, publisher=publisher, language=language, title=title, interval_days=days
        )
    if as_json:
        print_json({"key": source.key, "url": source.url})
    else:
        click.echo(f"{source.url} is watched as {source.key}.")


@sources.command()
@click.argument("pages", nargs=-1)
@click.option("--steward", help="Only pages this steward looks after that are due.")
@_json_option
def check(pages: tuple[str, ...], steward: str | None, as_json: bool) -> None:
    """Visit these sources now, by key or address; without names, every page that is due."""
    _must_be_known(steward)
    wanted = queries.keys_of(pages) if pages else queries.due_keys(steward)
    if unknown := queries.unknown_keys(wanted):
        raise click.ClickException(
            f"There is no source {unknown[0]!r}; see `wayforward sources list`."
        )
    reports = []
    fetcher = actions.polite_fetcher()
    with progress_bar("Checking", len(wanted)) as advance:
        for number, key in enumerate(wanted, start=1):
            report = actions.check_source(key=key, fetcher=fetcher)
            reports.append(report)
            if not as_json:
                _print_check(report)
            advance(number, len(wanted))
    _settle()
    if as_json:
        print_json([_check_to_dict(report) for report in reports])
    else:
        click.echo(f"{len(reports)} pages checked.")


@sources.command()
@click.option("--steward", help="Only pages this steward looks after.")
@_json_option
def status(steward: str | None, as_json: bool) -> None:
    """Show the register in numbers, steward by steward, and what needs a person."""
    _must_be_known(steward)
    found = queries.sources_status(steward=steward)
    if as_json:
        print_json(asdict(found))
        return
    click.echo(
        f"{found.active} of {found.sources} sources are watched, {found.due} are due;"
        f" {found.captures} captures, {found.readings} readings."
    )
    for state, count in found.states.items():
        click.echo(f"  {count:6}  {state}")
    for line in found.stewards:
        click.echo(
            f"  {line.key or 'nobody'}: {line.active} watched, {line.due} due,"
            f" {line.troubled} not reached, {line.replaced} replaced"
        )
    for trouble in found.troubled:
        click.echo(f"{trouble.key}: {trouble.state}. {trouble.detail}")
    for key in found.replaced:
        click.echo(f"{key}: replaced. Another document may stand at its address now.")


def _must_be_known(steward: str | None) -> None:
    known = queries.stewards_known()
    if steward and steward not in known:
        raise click.ClickException(
            f"No page has the steward {steward!r}; there are: {', '.join(sorted(known)) or 'none'}."
        )


@sources.command(name="import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--url", help="For a single page without manifest: its address.")
@click.option("--publisher", help="For a single page: who publishes it.")
@click.option("--language", help="For a single page: its language.")
@click.option("--title", default="", help="For a single page: its title.")
@click.option("--later", is_flag=True, help="Leave making passages findable to the worker.")
@_json_option
def import_(path: Path, as_json: bool, later: bool, url: str | None, **facts: str | None) -> None:
    """Load saved pages: a folder with manifest.jsonl, the manifest itself, or one page with --url.

    Needs no network. What was imported before is not imported again.
    """
    with one_sentence(NoMirrorError, AddressRefusedError):
        report = _import(path, url, facts)
    _print_problems(report)
    if not as_json:
        # Before the slow part, so that whoever stops it knows what is in.
        click.echo(str(report))
    ready = 0 if later else _settle()
    if as_json:
        facts_of_report: dict[str, Any] = asdict(report)
        facts_of_report["problems"] = [asdict(problem) for problem in report.problems]
        facts_of_report |= {"problems_by_kind": report.problems_by_kind, "passages_ready": ready}
        print_json(facts_of_report)
    elif ready:
        click.echo(f"{ready} passages can be found now.")


@sources.command()
@click.option("--source", "key", help="Only this source.")
@click.option("--every-capture", is_flag=True, help="Old captures too, not only the newest.")
@_json_option
def reread(key: str | None, every_capture: bool, as_json: bool) -> None:
    """Read stored captures with the present extractor, where it has not read them yet."""
    report = actions.reread(key=key, every_capture=every_capture)
    _settle()
    if as_json:
        print_json(asdict(report))
        return
    for problem in report.problems:
        click.echo(problem, err=True)
    click.echo(f"{report.new_readings} of {report.captures} captures read anew.")


for _command in (evidence.digest, evidence.export, evidence.verify_):
    sources.add_command(_command)


def _import(path: Path, url: str | None, facts: dict[str, str | None]) -> ImportReport:
    if url is not None:
        return import_actions.import_file(
            path=path,
            url=url,
            publisher=facts["publisher"] or "",
            language=facts["language"],
            title=facts["title"] or "",
        )
    with progress_bar("Importing", None) as advance:
        return import_actions.import_folder(path=path, progress=advance)


def _check_to_dict(report: actions.CheckReport) -> dict[str, Any]:
    """A check as JSON; `changes` are those of this visit."""
    changed = changes.change_seen(report.key) if report.outcome == SourceState.CHANGED else None
    return {
        "key": report.key,
        "state": report.outcome.value,
        "detail": report.detail,
        "sentences": report.sentences,
        "priority": changed.priority if changed else None,
        "replaced": bool(changed and changed.replaced),
        "changes": changes.sentences_to_dicts(changed) if changed else [],
    }


def _print_check(report: actions.CheckReport) -> None:
    more = f", {report.sentences} sentences" if report.sentences else ""
    click.echo(f"{report.key}: {report.outcome.label}{more}. {report.detail}".rstrip())
    if report.outcome == SourceState.CHANGED and (found := changes.change_seen(report.key)):
        for line in changes.in_words(found):
            click.echo(f"  {line}")


def _settle() -> int:
    with progress_bar("Making findable", None) as advance:
        return hooks.readings_settled(advance)


def _print_problems(report: ImportReport) -> None:
    for problem in report.problems[:_SHOWN_PROBLEMS]:
        click.echo(str(problem), err=True)
    more = len(report.problems) - _SHOWN_PROBLEMS
    if more > 0:
        click.echo(f"... and {more} more.", err=True)
    for kind, count in sorted(report.problems_by_kind.items()):
        click.echo(f"{count} × {kind}", err=True)
