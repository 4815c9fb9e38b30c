"""A shelf for files in memory: the double of the port, for tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO
from uuid import UUID

import pytest

from wayforward.core.documents.shelf import use


class MemoryShelf:
    """Files by number; `since` is what their age is reckoned from."""

    def __init__(self) -> None:
        """Empty."""
        self.held: dict[UUID, bytes] = {}
        self.since = datetime(2026, 1, 1, tzinfo=UTC)

    def put(self, uid: UUID, pieces: Iterable[bytes]) -> None:
        """Keep the bytes."""
        self.held[uid] = b"".join(pieces)

    def open(self, uid: UUID) -> BinaryIO:
        """The bytes. Raises FileNotFoundError."""
        if uid not in self.held:
            raise FileNotFoundError(uid)
        return BytesIO(self.held[uid])

    def remove(self, uid: UUID) -> None:
        """Let go of them."""
        self.held.pop(uid, None)

    def has(self, uid: UUID) -> bool:
        """Whether there are any."""
        return uid in self.held

    def all(self) -> Iterator[tuple[UUID, datetime]]:
        """Every number."""
        for uid in list(self.held):
            yield uid, self.since


@pytest.fixture
def files_in_memory() -> Iterator[MemoryShelf]:
    """Files are kept in memory for the test."""
    shelf = MemoryShelf()
    use(shelf)
    yield shelf
    use(None)
