"""The outlines an operator has loaded: one simplified file in the data folder."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from wayforward.core.places.locating import Locator
from wayforward.core.places.outlines import Outlines, OutlinesRead, read_outlines
from wayforward.files import write_whole

FILE = "outlines.geojson"


class NothingRecognisedError(ValueError):
    """No feature of the files is a province or a district: what was loaded before stays."""

    def __init__(self, read: OutlinesRead) -> None:
        why = read.unmatched[0].sentence if read.unmatched else "There is no feature in them."
        super().__init__(f"None of these outlines is a province or a district we know. {why}")


def store_outlines(*, paths: Iterable[Path], folder: Path) -> OutlinesRead:
    """Read GeoJSON files and keep what was recognised in `folder` instead of what was there.

    A folder among the paths stands for the GeoJSON files in it and below. Raises
    NothingRecognisedError, FileNotFoundError, PermissionError.
    """
    read = read_outlines(_files(paths))
    if not read.outlines.areas():
        raise NothingRecognisedError(read)
    write_whole(folder / FILE, read.outlines.as_geojson().encode())
    return read


def stored_outlines(folder: Path) -> Outlines | None:
    """The outlines in `folder`, None where none were loaded."""
    loaded = _loaded(folder)
    return loaded[0] if loaded else None


def stored_locator(folder: Path) -> Locator | None:
    """What finds the place at a point, None where no outlines were loaded."""
    loaded = _loaded(folder)
    return loaded[1] if loaded else None


def _loaded(folder: Path) -> tuple[Outlines, Locator] | None:
    path = folder / FILE
    if not path.is_file():
        return None
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int, _size: int) -> tuple[Outlines, Locator]:
    outlines = read_outlines([path]).outlines
    return outlines, Locator(outlines.areas())


def _files(paths: Iterable[Path]) -> list[Path]:
    found = [sorted(path.rglob("*.geojson")) if path.is_dir() else [path] for path in paths]
    return [file for files in found for file in files]
