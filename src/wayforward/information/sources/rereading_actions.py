"""Reading stored captures anew with the present extractor; never a change of the source."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from wayforward import __version__
from wayforward.information.sources import recording
from wayforward.information.sources.capturing import CaptureDamagedError, CaptureStore
from wayforward.information.sources.extracting import EXTRACTOR_VERSION
from wayforward.information.sources.languages import UNKNOWN, language_of
from wayforward.information.sources.models import Capture, Source
from wayforward.information.sources.watching import look_at


@dataclass(frozen=True, slots=True)
class RereadReport:
    """What reading captures anew came to."""

    captures: int
    new_readings: int
    problems: tuple[str, ...]


def capture_store() -> CaptureStore:
    """The folder of captures, as set."""
    return CaptureStore(settings.CAPTURES, f"wayforward/{__version__}")


def reread(*, key: str | None = None, every_capture: bool = False) -> RereadReport:
    """Read stored captures with the present extractor where it has not read them yet.

    Only the newest capture of each source, unless `every_capture`. A new reading never says that
    the source changed.
    """
    done = Capture.objects.filter(readings__extractor=EXTRACTOR_VERSION)
    waiting = Capture.objects.exclude(pk__in=done.values("pk"))
    if key is not None:
        waiting = waiting.filter(source__key=key)
    if not every_capture:
        later = Capture.objects.filter(
            source=OuterRef("source"), fetched_at__gt=OuterRef("fetched_at")
        )
        waiting = waiting.exclude(Exists(later))
    captures, new, problems = 0, 0, []
    for capture in waiting.order_by("source_id", "fetched_at").iterator(chunk_size=200):
        captures += 1
        problem = _reread(capture)
        if problem:
            problems.append(f"{capture.source.key}: {problem}")
        else:
            new += 1
    return RereadReport(captures, new, tuple(problems))


def read_current_anew(*, source: Source) -> None:
    """Have the text in use read by the present extractor, before a new state is compared with it.

    Else a better extractor would pass for a change of the source. Where the stored capture is
    damaged the old reading stays, and the next difference counts as the source's: doubting a text
    for nothing is the lesser harm.
    """
    capture = (
        Capture.objects.filter(source=source, readings__current=True)
        .exclude(readings__extractor=EXTRACTOR_VERSION)
        .first()
    )
    if capture is not None:
        _reread(capture)


def _reread(capture: Capture) -> str:
    """Read one capture anew; what stood in the way, or an empty text."""
    try:
        opened = capture_store().open(capture.warc)
    except CaptureDamagedError as damage:
        return str(damage)
    finding = look_at(opened.body, capture.media_type, headers=opened.headers)
    if finding.text is None:
        return finding.detail
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=capture.source_id)
        capture.source = source
        language = language_of(finding.text, claimed_language(source))
        recording.write_reading(capture, finding.text, language)
    return ""


def claimed_language(source: Source) -> str | None:
    """The language the register says a page is in; None where nobody says."""
    return source.language if source.language != UNKNOWN else None
