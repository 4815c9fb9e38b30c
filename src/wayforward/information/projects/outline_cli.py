"""`wayforward projects outlines`: real outlines for the maps. Parses, calls, prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from wayforward.conf import environment
from wayforward.core.command_line import one_sentence
from wayforward.core.places.outlines import OutlinesRead
from wayforward.core.places.reading import districts, provinces
from wayforward.information.projects.outline_files import NothingRecognisedError, store_outlines


@click.command()
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH...",
)
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def outlines(paths: tuple[Path, ...], as_json: bool) -> None:
    """Load outlines of provinces and districts from GeoJSON files or folders.

    They replace those loaded before. Maps are then drawn by them, and projects that give only a
    point are placed at the next import.
    """
    with one_sentence(NothingRecognisedError, OSError):
        read = store_outlines(paths=paths, folder=environment().data)
    if as_json:
        click.echo(json.dumps(_as_dict(read), ensure_ascii=False))
        return
    for one in read.unmatched:
        where = f"{one.file}, feature {one.number}" if one.number else one.file
        click.echo(f"{where}: {one.sentence}", err=True)
    click.echo(_summary(read))


def _summary(read: OutlinesRead) -> str:
    known = read.outlines
    return (
        f"Outlines read: {read.features}. Recognised: {len(known.provinces)} of {len(provinces())} "
        f"provinces, {len(known.districts)} of {len(districts())} districts. "
        f"Not recognised: {len(read.unmatched)}."
    )


def _as_dict(read: OutlinesRead) -> dict[str, Any]:
    return {
        "features": read.features,
        "provinces": sorted(read.outlines.provinces),
        "districts": sorted(read.outlines.districts),
        "missing": [spot.district or spot.province for spot in read.missing],
        "unmatched": [
            {"file": one.file, "feature": one.number, "name": one.name, "why": one.sentence}
            for one in read.unmatched
        ],
    }
