"""`wayforward sources digest`, `export` and `verify`: parse, call, print. Part of `sources`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from wayforward.core.command_line import one_sentence, print_json
from wayforward.information.sources import verifying
from wayforward.information.sources.evidence import actions, checking, exporting, queries
from wayforward.information.sources.evidence.models import DailyDigest
from wayforward.information.sources.evidence.outside import export as outside
from wayforward.progress import progress_bar

_json_option = click.option("--json", "as_json", is_flag=True, help="For machines.")
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--day", type=_DAY, help="Up to this day (UTC) only, and show it.")
@_json_option
def digest(day: datetime | None, as_json: bool) -> None:
    """Make the digests of the days that are over, and ask for their time stamps."""
    wanted = day.date() if day else None
    with one_sentence(actions.DayRefusedError), progress_bar("Digests", None) as advance:
        made = actions.make_digests(until=wanted, progress=advance)
    with progress_bar("Time stamps", None) as advance:
        report = actions.stamp_digests(progress=advance)
    shown = _to_show(wanted, made)
    if as_json:
        print_json({"digests": [_as_dict(one) for one in shown], "stamping": asdict(report)})
        return
    for one in shown:
        click.echo(f"{one.day}  {one.captures} captures  {one.digest}  {_stamp_in_words(one)}")
    click.echo(f"{len(made)} digests made, {len(report.stamped)} time stamps set.")
    if report.problem:
        click.echo(f"{report.waiting} digests wait for a time stamp: {report.problem}", err=True)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--from", "first", type=_DAY, help="Recorded on this day (UTC) or later.")
@click.option("--to", "last", type=_DAY, help="Recorded on this day (UTC) or earlier.")
@click.option("--source", help="Only this source, by its key.")
@_json_option
def export(
    folder: Path, first: datetime | None, last: datetime | None, source: str | None, as_json: bool
) -> None:
    """Write stored copies into a folder, with all that lets anybody check them without us."""
    wish = exporting.Wish(first and first.date(), last and last.date(), source)
    with one_sentence(exporting.ExportRefusedError), progress_bar("Exporting", None) as advance:
        report = exporting.export(folder, wish, advance)
    for problem in report.problems:
        click.echo(problem, err=True)
    if as_json:
        print_json(asdict(report))
    else:
        click.echo(_export_in_words(folder, report))
    if report.problems:
        raise click.exceptions.Exit(1)


@click.command(name="verify")
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--certificates", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="For an export: PEM file of time stamping authorities you trust.")  # fmt: skip
@_json_option
def verify_(path: Path | None, certificates: Path | None, as_json: bool) -> None:
    """Check every stored capture and the digests over them; with PATH, an export."""
    if path is not None:
        _verify_export(path, certificates, as_json)
        return
    with progress_bar("Verifying", verifying.count()) as advance:
        captures = verifying.verify_captures(advance)
    with progress_bar("Digests", None) as advance:
        digests = checking.check_digests(advance)
    if as_json:
        print_json({**asdict(captures), "digests": asdict(digests)})
    else:
        _print_own(captures, digests)
    if captures.damaged or digests.wrong:
        raise click.exceptions.Exit(1)


def _verify_export(path: Path, certificates: Path | None, as_json: bool) -> None:
    with progress_bar("Verifying", None) as advance:
        report = outside.check(path, certificates, advance)
    if as_json:
        print_json(report._asdict())
    else:
        click.echo(outside.shown(report))
    if report.fault:
        raise click.exceptions.Exit(1)


def _print_own(captures: verifying.VerifyReport, digests: checking.DigestReport) -> None:
    for fault in (*captures.damaged, *digests.wrong):
        click.echo(fault, err=True)
    click.echo(f"{captures.sound} captures are sound, {len(captures.damaged)} are damaged.")
    if not digests.days:
        return
    click.echo(
        f"{digests.days} daily digests over {digests.captures} captures, {digests.stamps} with a"
        f" time stamp; {len(digests.wrong)} faults."
    )
    if digests.gone:
        click.echo(f"{digests.gone} captures that digests hold are no longer stored.")
    if digests.waiting:
        click.echo(f"{digests.waiting} captures wait for the digest of their day.")


def _to_show(wanted: date | None, made: list[DailyDigest]) -> list[DailyDigest]:
    """The day that was named, else what was made, else the newest."""
    found = queries.digests()
    if wanted is not None:
        return list(found.filter(day=wanted))
    last = queries.last_digest()
    return list(found.filter(day__in=[one.day for one in made])) or ([last] if last else [])


def _as_dict(one: DailyDigest) -> dict[str, Any]:
    stamp = getattr(one, "stamp", None)
    return {
        "day": one.day,
        "captures": one.captures,
        "root": one.root,
        "previous": one.previous,
        "digest": one.digest,
        "stamped_at": stamp.at if stamp else None,
    }


def _stamp_in_words(one: DailyDigest) -> str:
    stamp = getattr(one, "stamp", None)
    return f"time stamp of {stamp.at:%Y-%m-%d %H:%M:%S} UTC" if stamp else "no time stamp"


def _export_in_words(folder: Path, report: exporting.ExportReport) -> str:
    words = (
        f"{report.captures} captures recorded from {report.first} to {report.last}, with"
        f" {report.stamps} time stamps, are in {folder}; check them there with: python3 verify.py"
    )
    if report.gone:
        words += f"\n{report.gone} captures of these days are no longer stored."
    if report.without_digest:
        words += f"\n{report.without_digest} captures wait for the digest of their day: left out."
    return words
