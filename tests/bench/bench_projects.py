"""Importing IATI files into the database: activities a second and peak memory, beside readers.

    .venv/bin/python -m tests.bench.bench_projects [--megabytes 500] [--every] [--no-peers]

Data: the real activity files of the shared data folder, repeated until the size is reached. Each
repetition gives its activities identifiers of their own, so that what counts for the country is
written every time; with `--every` all of them name the country. The import runs in a process of its
own on an empty database that is thrown away: once anew, then the same file again (nothing is read),
then a file that differs in its last byte (everything is read, nothing written). Plain lxml
(iterparse with clearing) and iatikit, where it is installed, only read. Prints a table and one JSON
line.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from tests.bench.bench_iati import _activities_of, _in_a_process, _sources
from tests.bench.database import empty_database
from tests.bench.peers import has_peer

from wayforward.conf import REPOSITORY

COUNTRY = "AF"
_IDENTIFIER = re.compile(rb"(<iati-identifier[^>]*>)")
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?><iati-activities version="2.03">'


_RECIPIENT = re.compile(rb'(<recipient-country[^>]* code=)"[A-Z]{2}"')


def _make(path: Path, megabytes: float, every: bool) -> None:
    parts = [_activities_of(one) for one in _sources(old=False)]
    if every:
        parts = [_RECIPIENT.sub(rb'\g<1>"%s"' % COUNTRY.encode(), part) for part in parts]
    with path.open("wb") as file:
        file.write(_HEAD)
        round_ = 0
        while file.tell() < megabytes * 1e6:
            for part in parts:
                file.write(_IDENTIFIER.sub(rb"\g<1>%d-" % round_, part))
            round_ += 1
        file.write(b"</iati-activities>")


def _import(path: Path) -> dict[str, Any]:
    from wayforward.information.projects.import_actions import import_path

    cpu = time.process_time()
    told = import_path(path=path, country=COUNTRY).to_dict()
    return told | {"cpu": time.process_time() - cpu}


def _in_process(path: Path) -> None:
    """Run in a process of its own, on the database that the other one made: figures as JSON."""
    from django.db import connection

    connection.settings_dict["NAME"] = connection.creation._get_test_db_name()
    anew = _import(path)
    again = _import(path)
    with path.open("ab") as file:
        file.write(b"\n")
    changed = _import(path)
    click.echo(json.dumps({"anew": anew, "same file": again, "same content": changed}))


def _measured(path: Path) -> dict[str, dict[str, Any]]:
    from wayforward.core.rulesets.actions import load_rule_sets

    command = [sys.executable, "-m", "tests.bench.bench_projects", "--file", str(path)]
    with empty_database():
        load_rule_sets()
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _row(name: str, told: dict[str, Any], total: int, megabytes: float) -> dict[str, object]:
    row: dict[str, object] = {
        "what": name,
        "seconds": round(told["seconds"], 1),
        "activities_s": round(total / told["seconds"]),
        "activities_cpu_s": round(total / told["cpu"]),
        "mb_s": round(megabytes / told["seconds"], 1),
        "peak_mb": round(told["peak_memory_mb"]),
        "written": told.get("new", 0) + told.get("changed", 0),
        "amounts": told.get("amounts", 0),
    }
    rates = f"{row['activities_s']:>8}/s {row['activities_cpu_s']:>8}/cpu s {row['mb_s']:>7} MB/s"
    click.echo(f"{name:22} {row['seconds']:>7} s {rates}  peak {row['peak_mb']} MB"
               f"  {row['written']} written")  # fmt: skip
    return row


def _peer(name: str, path: Path) -> dict[str, Any]:
    figures = _in_a_process(name, path)
    return {"seconds": figures["wall"], "cpu": figures["cpu"], "peak_memory_mb": figures["peak_mb"]}


@click.command()
@click.option("--megabytes", default=500.0, show_default=True)
@click.option("--every", is_flag=True, help="every activity names the country")
@click.option("--peers/--no-peers", default=True, show_default=True)
@click.option("--file", type=click.Path(path_type=Path), hidden=True)
def main(megabytes: float, every: bool, peers: bool, file: Path | None) -> None:
    """Make the file, import it, read it with others, print."""
    if file:
        _in_process(file)
        return
    readers = ["plain lxml", *(["iatikit"] if has_peer("iatikit") else [])] if peers else []
    (REPOSITORY / "var").mkdir(exist_ok=True)
    with TemporaryDirectory(dir=REPOSITORY / "var") as folder:
        path = Path(folder) / "activities.xml"
        _make(path, megabytes, every)
        size = path.stat().st_size / 1e6
        found = {f"import, {name}": told for name, told in _measured(path).items()}
        found |= {f"read, {name}": _peer(name, path) for name in readers}
    anew = found["import, anew"]
    total = anew["activities_read"]
    click.echo(f"{total} activities, {size:.0f} MB, {anew['kept_for_country']} for {COUNTRY}")
    rows = [_row(name, told, total, size) for name, told in found.items()]
    if "iatikit" not in readers:
        click.echo("iatikit is not installed: not measured")
    click.echo(json.dumps({"activities": total, "megabytes": round(size), "rows": rows}))


if __name__ == "__main__":
    main()
