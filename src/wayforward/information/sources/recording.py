"""The writing inside the actions: a capture, its reading, its sentences, and what they mean for the
source. Called only by `actions.py`, inside its transaction, with the source row locked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from wayforward.information.sources import hooks, rules
from wayforward.information.sources.capturing import StoredCapture
from wayforward.information.sources.extracting import EXTRACTOR_VERSION
from wayforward.information.sources.models import (
    Capture,
    Reading,
    Sentence,
    SentencePlace,
    Source,
    SourceAddress,
    SourceCheck,
    SourceState,
)
from wayforward.information.sources.reading import ReadingText
from wayforward.information.sources.rules import PlacedSentence

_BATCH = 1000
SEEN_STATES = (SourceState.FRESH, SourceState.UNCHANGED, SourceState.CHANGED)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document that came and is stored, ready to be written down."""

    stored: StoredCapture
    url: str
    final_url: str
    at: datetime
    media_type: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What writing an arrival came to."""

    outcome: SourceState
    capture: Capture
    reading: Reading | None
    sentences: int
    is_new: bool


def write_arrival(source: Source, arrival: Arrival, text: ReadingText, language: str) -> Written:
    """Write a capture with its reading; make it current when nothing newer is known."""
    capture, is_new_capture = write_capture(source, arrival)
    before = _reading_before(source, capture)
    reading, sentences, is_new_reading = _write_reading(capture, text, language)
    outcome = _outcome(before, reading)
    if is_new_capture:
        write_check(source, arrival.at, outcome, capture=capture)
    make_current(source)
    return Written(outcome, capture, reading, sentences, is_new_capture or is_new_reading)


def write_capture(source: Source, arrival: Arrival) -> tuple[Capture, bool]:
    """The capture row of an arrival and whether it is new."""
    return Capture.objects.get_or_create(
        source=source,
        fetched_at=arrival.at,
        sha256=arrival.stored.sha256,
        defaults={
            "url": arrival.url,
            "final_url": arrival.final_url,
            "size": arrival.stored.size,
            "media_type": arrival.media_type[:100],
            "status": arrival.status,
            "headers": dict(arrival.headers),
            "warc": arrival.stored.path,
        },
    )


def write_reading(capture: Capture, text: ReadingText, language: str) -> bool:
    """Write what the present extractor reads in an old capture; whether that is new."""
    _, _, is_new = _write_reading(capture, text, language)
    make_current(capture.source)
    return is_new


def make_current(source: Source) -> None:
    """Have the reading of the newest capture be the one that answers are quoted from."""
    newest = (
        source.readings.filter(extractor=EXTRACTOR_VERSION)
        .order_by("-capture__fetched_at", "-capture_id")
        .first()
    )
    if newest is None or newest.current:
        return
    source.readings.filter(current=True).update(current=False)
    newest.current = True
    newest.save(update_fields=["current"])
    source.language = newest.language
    source.save(update_fields=["language"])
    hooks.reading_became_current(newest.pk)


def write_check(
    source: Source,
    at: datetime,
    outcome: SourceState,
    *,
    detail: str = "",
    capture: Capture | None = None,
) -> None:
    """Write a visit and what it says about the source, unless a later visit is known already."""
    SourceCheck.objects.create(
        source=source, at=at, outcome=outcome, detail=detail[:1000], capture=capture
    )
    if source.checks.filter(at__gt=at).exists():
        return
    source.state = outcome
    if outcome in SEEN_STATES:
        source.checked_at, source.first_not_seen_at = at, None
    if outcome in (SourceState.FRESH, SourceState.CHANGED):
        source.changed_at = at
    if outcome == SourceState.NOT_SEEN and source.first_not_seen_at is None:
        source.first_not_seen_at = at
    source.save(update_fields=["state", "checked_at", "changed_at", "first_not_seen_at"])


def plan_next_check(source: Source, now: datetime, retry_after: float | None = None) -> None:
    """Set when to look again, by how many visits in a row found no page."""
    recent = source.checks.order_by("-at").values_list("outcome", flat=True)[:10]
    failures = next(
        (number for number, outcome in enumerate(recent) if outcome in SEEN_STATES), len(recent)
    )
    source.next_check_at = rules.next_check(now, source.check_interval_days, failures, retry_after)
    source.save(update_fields=["next_check_at"])


def write_address(source: Source, url: str, at: datetime) -> None:
    """Note that the document answered at `url`; the address before it ends where this begins."""
    open_rows = source.addresses.filter(valid_to=None)
    if open_rows.filter(url=url).exists():
        return
    open_rows.exclude(valid_from__gte=at).update(valid_to=at)
    SourceAddress.objects.get_or_create(source=source, url=url, valid_from=at)


def _reading_before(source: Source, capture: Capture) -> Reading | None:
    """The reading of the capture before this one."""
    earlier = source.readings.filter(
        capture__fetched_at__lt=capture.fetched_at, extractor=EXTRACTOR_VERSION
    )
    return earlier.order_by("-capture__fetched_at").first()


def _outcome(before: Reading | None, reading: Reading) -> SourceState:
    if before is None:
        return SourceState.FRESH
    same = before.text_sha256 == reading.text_sha256
    return SourceState.UNCHANGED if same else SourceState.CHANGED


def _write_reading(capture: Capture, text: ReadingText, language: str) -> tuple[Reading, int, bool]:
    placed = rules.place_sentences(text.blocks, language)
    reading, is_new = Reading.objects.get_or_create(
        capture=capture,
        extractor=EXTRACTOR_VERSION,
        defaults={
            "source": capture.source,
            "language": language,
            "title": text.title[:2000],
            "published": text.published,
            "text_sha256": rules.text_digest(placed),
        },
    )
    if is_new:
        _write_sentences(reading, placed)
    return reading, len(placed), is_new


def _write_sentences(reading: Reading, placed: Sequence[PlacedSentence]) -> None:
    wanted = {sentence.identity: sentence.text for sentence in placed}
    known = {row.identity: row for row in _sentences(reading, wanted)}
    fresh = [
        Sentence(source_id=reading.source_id, identity=identity, text=text)
        for identity, text in wanted.items()
        if identity not in known
    ]
    Sentence.objects.bulk_create(fresh, batch_size=_BATCH)
    if _is_newest(reading):
        _refresh_wording(known, wanted)
    ids = {row.identity: row.pk for row in [*known.values(), *fresh]}
    SentencePlace.objects.bulk_create(
        [_place(reading, sentence, ids[sentence.identity]) for sentence in placed],
        batch_size=_BATCH,
    )


def _sentences(reading: Reading, wanted: Collection[str]) -> QuerySet[Sentence]:
    return Sentence.objects.filter(source_id=reading.source_id, identity__in=list(wanted))


def _is_newest(reading: Reading) -> bool:
    later = Capture.objects.filter(
        source_id=reading.source_id, fetched_at__gt=reading.capture.fetched_at
    )
    return not later.exists()


def _refresh_wording(known: Mapping[str, Sentence], wanted: Mapping[str, str]) -> None:
    """Have each sentence show the letters of the newest page.

    A sentence stays the same when only code points differ (see rules.sentence_identities), but what
    is quoted must be what the page says now.
    """
    stale = [row for identity, row in known.items() if row.text != wanted[identity]]
    for row in stale:
        row.text = wanted[row.identity]
    Sentence.objects.bulk_update(stale, ["text"], batch_size=_BATCH)


def _place(reading: Reading, sentence: PlacedSentence, sentence_id: int) -> SentencePlace:
    return SentencePlace(
        reading=reading,
        sentence_id=sentence_id,
        position=sentence.position,
        block=sentence.block,
        kind=sentence.kind,
        heading_path=list(sentence.heading_path),
        anchor=(sentence.anchor or "")[:255],
        page=sentence.page,
        start=sentence.start,
    )
