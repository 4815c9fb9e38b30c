"""`wayforward documents`: set a letter or a chart, check and tend the store of files."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
from django.utils import timezone, translation
from rich.console import Console
from rich.progress import Progress

from wayforward.core.access.context import acting_for
from wayforward.core.command_line import one_sentence
from wayforward.core.documents import actions, checking
from wayforward.core.documents.charts.ready import READY
from wayforward.core.documents.charts.report import set_report
from wayforward.core.documents.letters.kinds import LANGUAGES, kind_named, kinds
from wayforward.core.documents.letters.queries import letterhead_of
from wayforward.core.documents.letters.rules import LetterError, read_fields
from wayforward.core.documents.letters.setting import Issued, Letterhead, set_letter
from wayforward.core.documents.models import StoredFile
from wayforward.core.documents.rules import Scan
from wayforward.core.documents.scanning import NoScanner, ScannerSilentError, scanner
from wayforward.core.parties.models import Party

_LANGUAGE = click.Choice(LANGUAGES)
_OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.group()
def documents() -> None:
    """Letters, charts, and the store of files."""


@documents.command()
@click.argument("kind", required=False)
@click.option("--field", "fields", multiple=True, metavar="KEY=VALUE", help="Once for each field.")
@click.option("--language", type=_LANGUAGE, default="en", show_default=True)
@click.option("--party", "party_key", default="", help="Whose letterhead: the key of a party.")
@click.option("--from", "name", default="", help="The letterhead in words, without a party.")
@click.option("--reference", default="", help="The reference it bears.")
@click.option("--on", "day", default="", help="Its date, yyyy-mm-dd; today where none is given.")
@click.option("--draft", is_flag=True, help="Say across the page that it is a draft.")
@click.option("--out", type=_OUT, help="The PDF to write.")
@click.option("--json", "as_json", is_flag=True, help="The kinds and their fields, for machines.")
def letter(
    kind: str | None,
    fields: tuple[str, ...],
    language: str,
    party_key: str,
    name: str,
    reference: str,
    day: str,
    draft: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Set a letter as PDF; without a KIND, list the kinds and their fields. Stores nothing."""
    if kind is None:
        _list_kinds(as_json)
        return
    if out is None:
        raise click.UsageError("Say where to write the PDF: --out F.pdf.")
    with one_sentence(LetterError):
        declared = kind_named(kind)
        values = read_fields(declared, dict(_pair(one) for one in fields))
    issued = Issued(reference, _day(day), draft)
    head = _letterhead(party_key, name, language)
    pdf = set_letter(declared, values, language=language, letterhead=head, issued=issued)
    out.write_bytes(pdf)
    click.echo(f"{out}: {len(pdf)} bytes.")


def _list_kinds(as_json: bool) -> None:
    found = {
        key: {
            one.key: {"type": one.type.value, "required": one.required, "label": one.label["en"]}
            for one in kind.fields
        }
        for key, kind in kinds().items()
    }
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for key, held in found.items():
        click.echo(key)
        for field, facts in held.items():
            mark = "" if facts["required"] else " (may be left out)"
            click.echo(f"  {field}: {facts['type']}, {facts['label']}{mark}")


def _pair(said: str) -> tuple[str, str]:
    key, equals, value = said.partition("=")
    if not equals:
        raise click.UsageError(f"Write --field KEY=VALUE, not {said}.")
    return key.strip(), value.replace("\\n", "\n")


def _day(said: str) -> date:
    if not said:
        return timezone.now().date()
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise click.UsageError("Write the date as yyyy-mm-dd.") from None


def _letterhead(party_key: str, name: str, language: str) -> Letterhead:
    if not party_key:
        return Letterhead({"en": name or "wayforward", **({language: name} if name else {})})
    party = Party.objects.filter(key=party_key).order_by("-arrangement__valid_from").first()
    if party is None:
        raise click.ClickException(
            f"There is no party {party_key}: `wayforward arrangement show` lists them."
        )
    with acting_for(party):
        return letterhead_of(party, language)


@documents.command()
@click.argument("which", type=click.Choice(sorted(READY)))
@click.option("--language", type=_LANGUAGE, default="en", show_default=True)
@click.option("--out", type=_OUT, required=True, help="A file that ends in .svg or .pdf.")
def chart(which: str, language: str, out: Path) -> None:
    """Draw a chart, as SVG or as a report with its table."""
    with translation.override(language):
        drawn = READY[which]()
    if out.suffix == ".pdf":
        on = timezone.now().date()
        out.write_bytes(set_report([drawn], title=drawn.words.title, source="wayforward", on=on))
    else:
        out.write_text(drawn.svg, encoding="utf-8")
    click.echo(str(out))


@documents.command()
@click.option("--remove", is_flag=True, help="Let go of bytes that should not be there.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def check(remove: bool, as_json: bool) -> None:
    """Read every kept file: is it there, is it what was kept, does anything lie there unknown.

    The exit status is 1 when anything is wrong.
    """
    with _progress("Reading files") as step:
        report = checking.check_store(tell=step)
    removed = checking.remove_leftovers(report) if remove else 0
    if as_json:
        click.echo(json.dumps({**asdict(report), "removed": removed}))
    else:
        _tell(report, removed)
    if len(report.findings) > removed:
        sys.exit(1)


def _tell(report: checking.Report, removed: int) -> None:
    for one in report.findings:
        held = f" ({one.party})" if one.party else ""
        click.echo(f"{one.file}{held}: {checking.SAID[one.trouble]}")
    click.echo(
        f"{report.files} files, {report.bytes} bytes, {report.not_scanned} not scanned, "
        f"{report.erased} erased, {len(report.findings)} wrong, {removed} removed."
    )


@documents.command()
def scan() -> None:
    """Have the files scanned that came in while no scanner was configured."""
    if isinstance(scanner(), NoScanner):
        raise click.ClickException("No virus scanner is configured: set WAYFORWARD_CLAMAV.")
    done = infected = 0
    try:
        for file in _each(lambda held: held.scan == Scan.NOT_SCANNED):
            after = actions.scan_again(file_id=file)
            done, infected = done + 1, infected + (after.scan == Scan.INFECTED)
    except ScannerSilentError as silence:
        raise click.ClickException(f"{silence} {done} files were scanned.") from silence
    click.echo(f"{done} files scanned, {infected} infected: those are handed out no more.")


def _each(wanted: Callable[[StoredFile], bool]) -> Iterator[int]:
    """The files wanted, each within the context of its own party."""
    with _progress("Files") as step:
        for _party, file in checking.each_file():
            step()
            if wanted(file):
                yield file.pk


@contextmanager
def _progress(what: str) -> Iterator[Callable[[], None]]:
    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=None)
        yield lambda: shown.advance(task)
