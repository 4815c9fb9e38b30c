"""Reading IATI files: activities a second and peak memory on a file made by repetition.

    .venv/bin/python -m tests.bench.bench_iati [--megabytes 500] [--no-peers]

Data: the real activity files of the shared data folder, repeated in turn until the size is
reached (2.x; `--old` takes those of versions 1.x instead). Each reader runs in a process of its
own, so that its peak memory is its own: ours reading everything out, ours reading out a country,
plain lxml that only walks the tree (iterparse with clearing), and iatikit where it is installed.
Prints a table and one JSON line.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from lxml import etree
from tests.bench.peers import has_peer

from wayforward.conf import REPOSITORY, shared_data
from wayforward.information.projects.iati import read_file
from wayforward.memory import peak_megabytes

_NEW = ("iom-2019.xml", "unhcr-2023.xml", "who-arg.xml", "usaid-798.xml", "worldbank-sv.xml",
        "CAF-ActivityFile-2025-10-10.xml")  # fmt: skip
_OLD = ("CD.xml", "big_value.xml", "same_orgs_different_roles.xml", "missing_dates.xml")


def _sources(old: bool) -> list[Path]:
    folder = shared_data() / "iati" / ("old-and-odd" if old else "activities")
    return [folder / name for name in (_OLD if old else _NEW)]


def _activities_of(path: Path) -> bytes:
    """All activities of a file, as they stand, without the list around them."""
    root = etree.parse(path).getroot()
    return b"\n".join(etree.tostring(one, with_tail=False) for one in root.iter("iati-activity"))


def _make(path: Path, megabytes: float, old: bool) -> None:
    parts = [_activities_of(one) for one in _sources(old)]
    version = "1.01" if old else "2.03"
    with path.open("wb") as file:
        file.write(
            f'<?xml version="1.0" encoding="UTF-8"?><iati-activities version="{version}">'.encode()
        )
        while file.tell() < megabytes * 1e6:
            for part in parts:
                file.write(part)
        file.write(b"</iati-activities>")


def _everything(path: Path) -> int:
    return sum(1 for _ in read_file(path))


def _country(path: Path) -> int:
    return sum(1 for _ in read_file(path, country="AF"))


def _plain_lxml(path: Path) -> int:
    """The least any reader on lxml does: build each activity, visit its elements, drop it."""
    count = 0
    for _, element in etree.iterparse(path, tag="iati-activity"):
        for part in element.iter():
            _ = part.tag, part.text
        count += 1
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return count


def _iatikit(path: Path) -> int:
    """iatikit loads the file whole; words, places and dates are asked for.

    It reads no money, and sectors only with code lists that it downloads.
    """
    has_peer("iatikit")
    import iatikit  # type: ignore[import-not-found]  # optional peer

    return sum(1 for one in iatikit.Dataset(str(path)).activities if _has_words(one))


def _has_words(one: Any) -> bool:
    asked = (one.title, one.description, one.location, one.start, one.planned_end)
    return one.iati_identifier is not None and len(asked) > 0


_READERS: dict[str, Callable[[Path], int]] = {
    "ours": _everything, "ours, one country": _country, "plain lxml": _plain_lxml,
    "iatikit": _iatikit,
}  # fmt: skip


def _measure(reader: str, path: Path) -> None:
    """Run in the process of one reader: prints its figures as JSON."""
    wall, cpu = time.perf_counter(), time.process_time()
    count = _READERS[reader](path)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = peak_megabytes()
    print(json.dumps({"found": count, "wall": wall, "cpu": cpu, "peak_mb": peak}))


def _in_a_process(reader: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.bench_iati", "--reader", reader, "--file", path]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _row(name: str, figures: dict[str, float], total: int, megabytes: float) -> dict[str, object]:
    row = {
        "reader": name,
        "activities_s": round(total / figures["wall"]),
        "activities_cpu_s": round(total / figures["cpu"]),
        "mb_s": round(megabytes / figures["wall"], 1),
        "peak_mb": round(figures["peak_mb"]),
    }
    click.echo(f"{name:20} {row['activities_s']:>8}/s {row['activities_cpu_s']:>8}/cpu s "
               f"{row['mb_s']:>7} MB/s  peak {row['peak_mb']} MB")  # fmt: skip
    return row


@click.command()
@click.option("--megabytes", default=500.0, show_default=True)
@click.option("--old", is_flag=True, help="files of versions 1.x")
@click.option("--peers/--no-peers", default=True, show_default=True)
@click.option("--reader", hidden=True)
@click.option("--file", type=click.Path(path_type=Path), hidden=True)
def main(megabytes: float, old: bool, peers: bool, reader: str | None, file: Path | None) -> None:
    if reader and file:
        _measure(reader, file)
        return
    names = ["ours", "ours, one country", "plain lxml"] if peers else ["ours"]
    if peers and has_peer("iatikit"):
        names.append("iatikit")
    (REPOSITORY / "var").mkdir(exist_ok=True)
    with TemporaryDirectory(dir=REPOSITORY / "var") as folder:
        path = Path(folder) / "activities.xml"
        _make(path, megabytes, old)
        size = path.stat().st_size / 1e6
        measured = {name: _in_a_process(name, path) for name in names}
    total = int(measured["ours"]["found"])
    click.echo(f"{total} activities, {size:.0f} MB, versions {'1.x' if old else '2.x'}")
    rows = [_row(name, figures, total, size) for name, figures in measured.items()]
    if "iatikit" not in names:
        click.echo("iatikit is not installed: not measured")
    click.echo(json.dumps({"activities": total, "megabytes": round(size), "rows": rows}))


if __name__ == "__main__":
    main()
