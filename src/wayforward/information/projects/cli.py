"""`wayforward projects`: import, rates, list, show, totals, export. Parses, calls, prints."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from django.utils import timezone

from wayforward.core.command_line import one_sentence, print_json
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.projects import queries
from wayforward.information.projects.address_actions import import_address
from wayforward.information.projects.codes import LANGUAGES, CodeList, code_list
from wayforward.information.projects.exchange_rates import RateFileError
from wayforward.information.projects.exporting import Format, export
from wayforward.information.projects.import_actions import NothingToImportError, import_path
from wayforward.information.projects.import_report import ImportReport, of
from wayforward.information.projects.outline_cli import outlines
from wayforward.information.projects.presenting import (
    in_words,
    line_to_dict,
    number,
    picture_to_dict,
    totals_to_dict,
    whole_to_dict,
)
from wayforward.information.projects.queries import (
    NoPartnerCountryError,
    Shown,
    UnknownCodeError,
    Wish,
)
from wayforward.information.projects.rates_actions import load_rates
from wayforward.information.projects.totals_queries import totals
from wayforward.information.projects.totals_wording import in_words as totals_in_words
from wayforward.information.projects.validating import NoSchemaError, Schema
from wayforward.information.sources.addressing import AddressRefusedError
from wayforward.information.sources.downloading import DownloadError
from wayforward.progress import progress_bar

_SHOWN = 50
_STATUSES = click.Choice(list(code_list(CodeList.ACTIVITY_STATUSES)))
_Command = TypeVar("_Command", bound=Callable[..., Any])
_json_option = click.option("--json", "as_json", is_flag=True, help="For machines.")
_language = click.option("--lang", default="en", type=click.Choice(LANGUAGES), show_default=True)
_country = click.option(
    "--country", default="", help="ISO code; without it, the partner country of the arrangement."
)


def _wishes(command: _Command) -> _Command:
    """The options by which projects are looked for."""
    for option in (
        click.option("--text", default="", help="Words in English, Dari or Pashto."),
        click.option("--province", default="", help="Such as AF-KAB."),
        click.option("--district", default="", help="Code of a district."),
        click.option("--category", default="", help="Three-digit sector, such as 110 or 720."),
        click.option("--reporter", default="", help="Reference of who reports."),
        click.option("--status", default="", type=click.Choice(["", *_STATUSES.choices]),
                     help="1 planned, 2 running, 3 finishing, 4 closed, 5 cancelled, 6 paused."),
        click.option("--only-latest", is_flag=True,
                     help="Without those that left the latest file of their publisher."),
        _country,
    ):  # fmt: skip
        command = option(command)
    return command


def _wish(country: str, only_latest: bool, **wishes: Any) -> Wish:
    with one_sentence(NoPartnerCountryError, UnknownCodeError):
        where = queries.country_of(country)
        wish = Wish(country=where, gone=not only_latest, **wishes)
        queries.check_codes(wish)
    return wish


@click.group()
def projects() -> None:
    """Development projects at home: what publishers say, how old it is, what it costs."""


projects.add_command(outlines)


@projects.command(name="import")
@click.argument("path")
@_country
@click.option(
    "--schema",
    "schema_folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the IATI schemas: every kept activity is checked against them.",
)
@click.option(
    "--rates",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="First load this file of daily exchange rates (eurofxref-hist.csv).",
)
@_json_option
@one_sentence(RuleSetError)
def import_(
    path: str, country: str, schema_folder: Path | None, rates: Path | None, as_json: bool
) -> None:
    """Read IATI activities from a file, a folder or an https address.

    What was read before is not read again; a broken file is told and the rest goes on.
    """
    if rates is not None:
        with one_sentence(RateFileError, OSError):
            click.echo(str(load_rates(path=rates)), err=True)
    with one_sentence(NoSchemaError):
        schema = Schema(schema_folder) if schema_folder else None
    with progress_bar("Reading (kB)", None) as advance:
        report = _import(path, {"country": country, "schema": schema, "progress": advance})
    for trouble in report.troubles:
        click.echo(trouble, err=True)
    if as_json:
        print_json(report.to_dict())
        return
    click.echo(str(report))
    for kind, count in sorted(report.problems.items()):
        click.echo(f"  {count:6}  {kind.replace('_', ' ')}")


def _import(path: str, options: dict[str, Any]) -> ImportReport:
    with one_sentence(
        NothingToImportError, NoPartnerCountryError, AddressRefusedError, DownloadError
    ):
        if path.lower().startswith(("https://", "http://")):
            return import_address(url=path, **options)
        if not Path(path).exists():
            raise click.ClickException(f"There is no file or folder {path}.")
        return import_path(path=Path(path), **options)


@projects.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_json_option
@one_sentence(RateFileError, RuleSetError, OSError)
def rates(path: Path, as_json: bool) -> None:
    """Load daily exchange rates (eurofxref-hist.csv) and value every amount by them."""
    done = load_rates(path=path)
    if as_json:
        print_json({name: getattr(done, name) for name in done.__slots__})
    else:
        click.echo(str(done))


@projects.command(name="list")
@_wishes
@_language
@click.option("--most", default=_SHOWN, show_default=True, type=click.IntRange(1, 100_000))
@_json_option
@one_sentence(RuleSetError)
def list_(lang: str, most: int, as_json: bool, **wishes: Any) -> None:
    """The projects that fit, and what it means where there are none."""
    wish = _wish(**wishes)
    today = timezone.now().date()
    rows = queries.shown(list(queries.projects(wish)[:most]), language=lang, today=today)
    what = picture_to_dict(*queries.picture(wish, today=today))
    if as_json:
        print_json(what | {"projects": [line_to_dict(one, lang) for one in rows]})
        return
    for one in rows:
        click.echo(_line(one, lang))
    click.echo(f"{of(what['matching'], 'project')}. {what['in_words']}")


def _line(one: Shown, language: str) -> str:
    said = line_to_dict(one, language)
    where = ", ".join(said["provinces"]) or "no province stated"
    spoken = f"last word {said['last_word'] or 'unknown'}"
    marks = [said["status_name"] or "no status", where, spoken, f"{said['completeness']} detail"]
    if one.overdue:
        marks.append("past its end")
    if not said["in_latest_file"]:
        marks.append("not in the latest file")
    return f"{said['identifier']}: {said['title'] or 'no title'}\n    {'; '.join(marks)}"


@projects.command()
@click.argument("identifier")
@click.option("--reporter", default="", help="Where several report it: the one meant.")
@_country
@_language
@_json_option
@one_sentence(RuleSetError, NoPartnerCountryError)
def show(identifier: str, reporter: str, country: str, lang: str, as_json: bool) -> None:
    """One project with all that is kept of it."""
    where = queries.country_of(country)
    today = timezone.now().date()
    found = queries.project(
        identifier, country=where, language=lang, today=today, reporter=reporter
    )
    if found is None:
        raise click.ClickException(
            f"No project {identifier!r} is kept for {where}; see `wayforward projects list`."
        )
    if as_json:
        print_json(whole_to_dict(found, lang))
        return
    click.secho(_line(found.shown, lang), bold=True)
    for sentence in in_words(found.shown):
        click.echo(f"  {sentence}")
    for one in found.activity.descriptions:
        for text in one.narratives:
            click.echo(f"  [{text.language or '?'}] {text.text}")
    for row in found.money:
        euro = f"{row.euro:,.2f} euros" if row.euro is not None else f"not in euros: {row.unvalued}"
        click.echo(f"  {row.day or ''} {row.kind}: {number(row.amount)} {row.currency} ({euro})")
    click.echo(f"  Read in {found.shown.project.file.name}.")


@projects.command(name="totals")
@_wishes
@_json_option
@one_sentence(RuleSetError)
def totals_(as_json: bool, **wishes: Any) -> None:
    """Budgets, promises, payments and spending, each apart, and what was left out."""
    found = totals(_wish(**wishes))
    if as_json:
        print_json(totals_to_dict(found))
        return
    for sentence in totals_in_words(found):
        click.echo(sentence)


@projects.command(name="export")
@_wishes
@_language
@click.option("--format", "form", required=True, type=click.Choice([one.value for one in Format]))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path),
              help="The file to write; standard output otherwise.")  # fmt: skip
@one_sentence(RuleSetError, OSError)
def export_(lang: str, form: str, out: Path | None, **wishes: Any) -> None:
    """The projects that fit as CSV, JSON or an IATI file of version 2.03."""
    wish, now = _wish(**wishes), timezone.now()
    if out is None:
        done = export(wish, Format(form), sys.stdout.buffer, language=lang, now=now)
    else:
        with out.open("wb") as file:
            done = export(wish, Format(form), file, language=lang, now=now)
    click.echo(f"{of(done.activities, 'project')} written.", err=True)
    for identifier, lack in done.left_out.items():
        click.echo(f"{identifier} left out: it has no {lack}.", err=True)
