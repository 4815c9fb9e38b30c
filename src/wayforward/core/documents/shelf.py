"""Where sealed files lie: a port, and the folder behind it. What they are is not known here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID, uuid4

from wayforward.conf import environment


class Shelf(Protocol):
    """A place for sealed files, by their number."""

    def put(self, uid: UUID, pieces: Iterable[bytes]) -> None:
        """Keep the bytes whole or not at all; they survive a loss of power."""

    def open(self, uid: UUID) -> BinaryIO:
        """The bytes. Raises FileNotFoundError."""

    def remove(self, uid: UUID) -> None:
        """Let go of the bytes; nothing happens where there are none."""

    def has(self, uid: UUID) -> bool:
        """Whether there are any."""

    def all(self) -> Iterator[tuple[UUID, datetime]]:
        """Every number that something lies under, and since when."""


class FolderShelf:
    """A folder, readable by us alone; the first letters of the numbers make its sub-folders."""

    def __init__(self, folder: Path) -> None:
        """Nothing is made until something is put."""
        self.folder = folder

    def put(self, uid: UUID, pieces: Iterable[bytes]) -> None:
        """Write beside, then rename."""
        path = self._path(uid)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{uuid4()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(path)
        finally:
            draft.unlink(missing_ok=True)
        _settle(path.parent)

    def open(self, uid: UUID) -> BinaryIO:
        """The file for reading."""
        return self._path(uid).open("rb")

    def remove(self, uid: UUID) -> None:
        """Unlink it."""
        path = self._path(uid)
        if path.exists():
            path.unlink()
            _settle(path.parent)

    def has(self, uid: UUID) -> bool:
        """Whether the file is there."""
        return self._path(uid).exists()

    def all(self) -> Iterator[tuple[UUID, datetime]]:
        """Every file; a draft that a crash left is none."""
        for path in sorted(self.folder.glob("*/*")):
            if not path.name.startswith("."):
                yield UUID(path.name), datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def _path(self, uid: UUID) -> Path:
        return self.folder / uid.hex[:2] / str(uid)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_instead: list[Shelf] = []


def shelf() -> Shelf:
    """Where files lie now: the data folder, or what `use` was given."""
    return _instead[-1] if _instead else FolderShelf(environment().data / "files")


def use(other: Shelf | None) -> None:
    """Keep files elsewhere from now on, in this process; None: in the data folder again."""
    _instead[:] = [other] if other is not None else []
