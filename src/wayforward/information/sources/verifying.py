"""Checking stored captures against their digests, offline. Reads only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wayforward.information.sources.capturing import CaptureDamagedError, OpenedCapture
from wayforward.information.sources.models import Capture
from wayforward.information.sources.rereading_actions import capture_store


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
    captures = Capture.objects.order_by("id").only("warc", "sha256", "final_url", "fetched_at")
    for number, capture in enumerate(captures.iterator(chunk_size=500), start=1):
        try:
            opened = store.open(capture.warc)
        except CaptureDamagedError as damage:
            damaged.append(str(damage))
        else:
            fits = _fits(capture, opened)
            sound += fits
            damaged += [] if fits else [f"The capture {capture.warc} is not the one recorded."]
        if progress is not None:
            progress(number, total)
    return VerifyReport(sound, tuple(damaged))


def _fits(capture: Capture, opened: OpenedCapture) -> bool:
    """Whether the file is of the document, address and time that were recorded."""
    named = capture.warc.rsplit("/", 1)[-1].startswith(capture.sha256)
    recorded = (capture.final_url, capture.fetched_at)
    return named and (opened.url, opened.captured_at) == recorded
