"""`wayforward persons`: compare two records, link a file, both without a database; renew keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec

import click

from wayforward.core.command_line import one_sentence
from wayforward.core.persons.matching.births import Birth, UnreadableBirthError, read_birth
from wayforward.core.persons.matching.comparing import Comparison, Facts
from wayforward.core.persons.matching.comparing import compare as compared
from wayforward.core.persons.matching.files import (
    COLUMNS,
    Row,
    UnreadableFileError,
    read_rows,
    write_links,
)
from wayforward.core.persons.matching.linking import Group, Link, candidate_pairs, groups, links
from wayforward.core.persons.matching.places import Place, UnknownProvinceError, province_code
from wayforward.core.persons.matching.wording import LANGUAGES, worded

P = ParamSpec("P")
_json = click.option("--json", "as_json", is_flag=True, help="For machines.")
_language = click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", help="Of the reasons."
)


@click.group()
def persons() -> None:
    """Whether records may be one person. A score is a hint; people decide."""


def _of(side: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """The options about one of the two."""

    def decorated(command: Callable[P, None]) -> Callable[P, None]:
        for name, told in reversed(
            (
                ("father", "Father's name."),
                ("grandfather", "Grandfather's name."),
                ("born", "A day, a year in either calendar, “about 1375”, “25 (2015)”."),
                ("province", "Province of origin, in any spelling."),
                ("district", "District of origin."),
            )
        ):
            command = click.option(f"--{name}-{side}", default="", help=told)(command)
        return command

    return decorated


@persons.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_of("a")
@_of("b")
@_language
@_json
def compare(one: str, other: str, language: str, as_json: bool, **told: str) -> None:
    """Compare two names, with whatever else is known about each."""
    with one_sentence(UnreadableBirthError, UnknownProvinceError):
        found = compared(_facts(one, told, "a"), _facts(other, told, "b"))
    if as_json:
        click.echo(json.dumps(_for_machines(found, language), ensure_ascii=False))
        return
    click.echo(f"{found.score:.2f}")
    for reason in found.reasons:
        click.echo(f"{reason.bits:+6.1f}  {worded(reason, language)}")


def _facts(name: str, told: dict[str, str], side: str) -> Facts:
    province = told[f"province_{side}"]
    return Facts(
        name=name,
        father=told[f"father_{side}"],
        grandfather=told[f"grandfather_{side}"],
        birth=_born(told[f"born_{side}"]),
        place=Place(province_code(province) if province else "", told[f"district_{side}"]),
    )


def _born(text: str) -> Birth | None:
    return read_birth(text) if text else None


def _for_machines(found: Comparison, language: str) -> dict[str, Any]:
    return {
        "score": found.score,
        "bits": found.bits,
        "reasons": [
            {"feature": r.feature, "reason": r.reason, "bits": r.bits, "a": r.one, "b": r.other,
             "common": r.common, "words": worded(r, language)}
            for r in found.reasons
        ],
    }  # fmt: skip


@persons.command()
@click.option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help=f"CSV in UTF-8; columns: {', '.join(COLUMNS)}. Only name has to be there.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="CSV of the pairs.")
@click.option("--least", type=click.FloatRange(0, 1), default=0.5, show_default=True,
              help="Lowest score of a pair to be told.")  # fmt: skip
@_language
@_json
def match(path: Path, out: Path | None, least: float, language: str, as_json: bool) -> None:
    """Link the records of a file with each other: pairs with reasons, and groups."""
    with one_sentence(UnreadableFileError):
        rows = read_rows(path)
    found = _linked([row.facts for row in rows], least)
    gathered = groups(found)
    if out is not None:
        write_links(out, rows, found)
    if as_json:
        click.echo(json.dumps(_linked_for_machines(rows, found, gathered, language),
                              ensure_ascii=False))  # fmt: skip
        return
    _tell(rows, found, gathered, language)


def _linked(records: list[Facts], least: float) -> list[Link]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        pairs = list(progress.track(candidate_pairs(records), description="Looking for candidates"))
        return links(records, progress.track(pairs, description="Comparing"), least)


def _linked_for_machines(
    rows: list[Row], found: list[Link], gathered: list[Group], language: str
) -> dict[str, Any]:
    return {
        "records": len(rows),
        "pairs": [
            {"a": rows[link.one].id, "b": rows[link.other].id,
             **_for_machines(link.comparison, language)}
            for link in found
        ],
        "groups": [
            {"members": [rows[one].id for one in group.members], "agreed": group.agreed}
            for group in gathered
        ],
    }  # fmt: skip


def _tell(rows: list[Row], found: list[Link], gathered: list[Group], language: str) -> None:
    for link in found:
        one, other = rows[link.one], rows[link.other]
        click.echo(f"{link.comparison.score:.2f}  {one.id} {one.facts.name}  |  "
                   f"{other.id} {other.facts.name}")  # fmt: skip
        for reason in link.comparison.reasons:
            if reason.bits:
                click.echo(f"      {reason.bits:+6.1f}  {worded(reason, language)}")
    loose = sum(not group.agreed for group in gathered)
    click.echo(f"{len(rows)} records, {len(found)} pairs, {len(gathered)} groups.")
    if loose:
        click.echo(f"In {loose} of the groups not everybody matches everybody: look closely.")


@persons.command("renew-keys")
@_json
def renew_keys(as_json: bool) -> None:
    """Make what names are found by anew, after its rules changed. Party by party."""
    from wayforward.conf import start_django

    start_django()
    from wayforward.core.access.rules import AT_TERMINAL
    from wayforward.core.persons import keying
    from wayforward.progress import progress_bar

    total = keying.how_many()
    with progress_bar("Making keys anew", total) as bar:
        done = keying.renew_keys(actor=AT_TERMINAL, heard=lambda read: bar(read, total))
    if as_json:
        click.echo(json.dumps([{"party": one.party.key, "names": one.names} for one in done]))
        return
    for one in done:
        click.echo(f"{one.party.key}: {one.names} names")
