"""Checking stored captures against their digests, offline. Reads only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wayforward.information.sources.actions import capture_store
from wayforward.information.sources.capturing import CaptureDamagedError
from wayforward.information.sources.models import Capture


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How many captures are sound, and one sentence for each that is not."""

    sound: int
    damaged: tuple[str, ...]


def count() -> int:
    """How many captures there are to verify."""
    return Capture.objects.count()


def verify_captures(progress: Callable[[int, int], None] | None = None) -> VerifyReport:
    """Open every capture's file; its records' digests and its document's must hold."""
    store, total, damaged, sound = capture_store(), count(), [], 0
    captures = Capture.objects.order_by("id").values_list("warc", "sha256")
    for number, (path, digest) in enumerate(captures.iterator(chunk_size=500), start=1):
        try:
            store.open(path)
        except CaptureDamagedError as damage:
            damaged.append(str(damage))
        else:
            named = path.rsplit("/", 1)[-1].startswith(digest)
            sound += named
            damaged += [] if named else [f"The capture {path} is not the one that was recorded."]
        if progress is not None:
            progress(number, total)
    return VerifyReport(sound, tuple(damaged))
