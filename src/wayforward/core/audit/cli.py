"""`wayforward audit`: parse, call, print."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.utils import timezone

from wayforward.core.access.context import acting_for
from wayforward.core.access.purposes import Purpose
from wayforward.core.audit import exporting, head_actions, unusual, wording
from wayforward.core.audit.checking import LogReport, verify_log
from wayforward.core.audit.outside import export as outside
from wayforward.core.audit.subject import NoSuchPersonError
from wayforward.core.audit.subject_report import write_subject_report
from wayforward.core.audit.whole_log import WholeLogClosedError
from wayforward.core.command_line import one_sentence, print_json
from wayforward.core.outside.reading import DoesNotHoldError
from wayforward.core.parties.models import Party
from wayforward.core.parties.queries import NoSuchPartyError, party_named
from wayforward.progress import progress_bar

_json_option = click.option("--json", "as_json", is_flag=True, help="For machines.")
_kept_option = click.option(
    "--heads",
    "kept",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of heads that somebody outside kept.",
)


@click.group()
def audit() -> None:
    """The log: verify, export, close its days, unusual access, what is held about a person."""


@audit.command(name="verify")
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--key", default="", help="For an export: the public key from /cards/key.json.")
@_kept_option
@_json_option
def verify_(folder: Path | None, key: str, kept: Path | None, as_json: bool) -> None:
    """Verify the log and name the first broken place of each chain; with FOLDER, an export."""
    with (
        one_sentence(WholeLogClosedError, DoesNotHoldError),
        progress_bar("Verifying", None) as advance,
    ):
        if folder is not None:
            found, more = outside.check(folder, key, kept, advance), {}
        else:
            own = verify_log(kept=kept, say=advance)
            found, more = own.found, _of_our_own(own)
    if as_json:
        print_json({**outside.as_dict(found), **more})
    else:
        _print_report(found, more)
    if found.faults:
        raise click.exceptions.Exit(1)


def _of_our_own(report: LogReport) -> dict[str, float]:
    """What is known of our own log beyond what an export shows."""
    return {
        "states": report.states,
        "seconds": round(report.seconds, 3),
        "per_second": report.per_second,
    }


def _print_report(found: outside.Report, more: dict[str, float]) -> None:
    for fault in found.faults:
        click.echo(fault.sentence, err=True)
    for sentence in outside.summary(found):
        click.echo(sentence)
    if more:
        click.echo(f"{more['states']} states of rows; {more['per_second']} events a second.")


@audit.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--party", "key", default="", help="The chains of this party alone, by its key.")
@_json_option
def export(folder: Path, key: str, as_json: bool) -> None:
    """Write the log into a new FOLDER: events, signed heads, a verifier of one file."""
    party = _party(key) if key else None
    with (
        one_sentence(exporting.LogExportRefusedError, WholeLogClosedError),
        progress_bar("Exporting", None) as advance,
    ):
        done = exporting.export_log(folder, party=party, say=advance)
    if as_json:
        print_json({"events": done.events, "chains": done.chains, "heads": done.heads})
        return
    click.echo(
        f"{done.events} events in {len(done.chains)} chains and {done.heads} heads are in"
        f" {folder}; check them there with: python3 verify.py"
    )


@audit.command()
@_json_option
def heads(as_json: bool) -> None:
    """Close the days that are over, and sign how far the log has come today."""
    with progress_bar("Heads", None) as advance:
        made = head_actions.make_heads(progress=advance)
    made += [head for head in [head_actions.sign_so_far(at_once=True)] if head]
    if as_json:
        print_json([{"name": head.name, "digest": head.digest} for head in made])
        return
    for head in made:
        click.echo(f"{head.name}  {head.digest}")
    click.echo(f"{len(made)} heads made; they are in {head_actions.heads_folder()}.")


def _party(key: str) -> Party:
    with one_sentence(NoSuchPartyError):
        return party_named(key)


@audit.command()
@click.option("--week", default="", help="Such as 2026-W48; the last whole one unless given.")
@click.option("--party", "key", default="", help="This party alone, by its key.")
@_json_option
def digest(week: str, key: str, as_json: bool) -> None:
    """Say who looked at records about persons in a way that stands out, party by party."""
    with one_sentence(ValueError):
        monday = unusual.week_named(week) if week else unusual.week_before(timezone.now().date())
    made = [_digest_of(monday, party) for party in ([_party(key)] if key else _parties())]
    if as_json:
        print_json([_digest_as_dict(one) for one in made])
        return
    for one in made:
        if one.accesses or key:
            _print_digest(one)
    if not any(one.accesses for one in made):
        click.echo(f"Nobody read a record about a person in {unusual.week_name(monday)}.")


def _parties() -> list[Party | None]:
    return [None, *Party.objects.select_related("arrangement").order_by("arrangement", "key")]


def _digest_of(monday: date, party: Party | None) -> unusual.Digest:
    if party is None:
        return unusual.unusual_access(monday, None)
    with acting_for(party, purpose=Purpose.AUDIT):
        return unusual.unusual_access(monday, party)


def _party_name(party: Party | None) -> str | None:
    return f"{party.arrangement.key}/{party.key}" if party else None


def _digest_as_dict(one: unusual.Digest) -> dict[str, Any]:
    return {
        "week": one.name,
        "party": _party_name(one.party),
        "accesses": one.accesses,
        "accounts": one.accounts,
        "unknown_country": one.unknown_country,
        "findings": [
            {
                **asdict(named.finding),
                "account": named.account,
                "sentence": wording.sentence(named.account, named.finding),
            }
            for named in one.findings
        ],
    }


def _print_digest(one: unusual.Digest) -> None:
    where = _party_name(one.party) or "accounts of no party"
    click.echo(f"{one.name}, {where}: {one.accesses} accesses by {one.accounts} accounts")
    if one.unknown_country:
        click.echo(f"  {wording.hours_unknown(one.unknown_country)}")
    for named in one.findings:
        click.echo(f"  {wording.sentence(named.account, named.finding)}")
    if not one.findings:
        click.echo(f"  {wording.nothing_stood_out()}")


@audit.command()
@click.argument("reference")
@click.option("--party", "key", required=True, help="Which party's records, by its key.")
@click.option("--out", "folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--language",
    type=click.Choice([code for code, _name in settings.LANGUAGES]),
    default="en",
    help="Of the pages to read.",
)
@click.option("--reason", default="The person asked for access", help="For the log.")
@click.option("--names", is_flag=True, help="Name who looked as well.")
@_json_option
def subject(
    reference: str, key: str, folder: Path | None, language: str, reason: str, names: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Write everything that a party holds about a person: JSON, and pages to hand over."""
    with one_sentence(NoSuchPersonError):
        made = write_subject_report(
            reference=reference, party=_party(key), reason=reason, folder=folder,
            language=language, names=names,
        )  # fmt: skip
    if as_json:
        print_json(asdict(made))
        return
    click.echo(
        f"{made.rows} rows, {made.states} states of rows, {made.reads} reads, {made.events} other"
        f" events: {made.json} and {made.pdf}"
    )
