"""The writing inside the actions: a capture, its reading, its sentences, and what they mean for the
source. Called only by `actions.py`, inside its transaction, with the source row locked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from wayforward.information.sources import hooks, rules
from wayforward.information.sources.capturing import StoredCapture
from wayforward.information.sources.changes import recording as changing
from wayforward.information.sources.changes.comparing import part_in
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
    sentences: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A capture we have: `digest` is that of its text where the present extractor has read it."""

    capture_id: int
    at: datetime
    sha256: str
    digest: str | None

    def is_of(self, arrival: Arrival) -> bool:
        """Whether this is the very state that arrived."""
        return (self.at, self.sha256) == (arrival.at, arrival.stored.sha256)

    def row(self, source: Source) -> Capture:
        """The capture's row."""
        return source.captures.get(pk=self.capture_id)


def write_arrival(source: Source, arrival: Arrival, text: ReadingText, language: str) -> Written:
    """Write a capture with its reading; make it current when nothing newer is known."""
    history = _history(source)
    known = next((one for one in history if one.is_of(arrival)), None)
    capture = _create_capture(source, arrival) if known is None else known.row(source)
    if known is not None and known.digest is not None:
        return Written(SourceState.UNCHANGED, capture, sentences=0, is_new=False)
    placed = rules.place_sentences(text.blocks, language)
    outcome = _outcome(history, arrival.at, rules.text_digest(placed))
    reading = _write_reading(capture, text, language, placed, history)
    if known is None:
        write_check(source, arrival.at, outcome, capture=capture)
    _tell(source, reading)
    return Written(outcome, capture, sentences=len(placed), is_new=True)


def write_capture(source: Source, arrival: Arrival) -> Capture:
    """The capture row of an arrival that cannot be read."""
    known = next((one for one in _history(source) if one.is_of(arrival)), None)
    return _create_capture(source, arrival) if known is None else known.row(source)


def write_reading(capture: Capture, text: ReadingText, language: str) -> None:
    """Write what the present extractor reads in a capture that it has not read yet.

    The source is not said to have changed: only our reading did.
    """
    placed = rules.place_sentences(text.blocks, language)
    history = _history(capture.source)
    _tell(capture.source, _write_reading(capture, text, language, placed, history))


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
    has_history = source.state != SourceState.NEVER_CHECKED
    if has_history and source.checks.filter(at__gt=at).exists():
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


def write_first_address(source: Source, at: datetime) -> None:
    """Note the address of a source just made."""
    SourceAddress.objects.create(source=source, url=source.url, valid_from=at)


def write_address(source: Source, url: str, at: datetime) -> None:
    """Note that the document answered at `url`; the address before it ends where this begins."""
    open_rows = source.addresses.filter(valid_to=None)
    if open_rows.filter(url=url).exists():
        return
    open_rows.exclude(valid_from__gte=at).update(valid_to=at)
    SourceAddress.objects.get_or_create(source=source, url=url, valid_from=at)


def _history(source: Source) -> list[_Earlier]:
    """The source's captures, newest first."""
    digest = Reading.objects.filter(capture=OuterRef("pk"), extractor=EXTRACTOR_VERSION)
    rows = source.captures.annotate(digest=Subquery(digest.values("text_sha256")[:1]))
    return [
        _Earlier(*row)
        for row in rows.order_by("-fetched_at", "-pk").values_list(
            "pk", "fetched_at", "sha256", "digest"
        )
    ]


def _outcome(history: Sequence[_Earlier], at: datetime, digest: str) -> SourceState:
    """What a text says beside the one before it in time."""
    before = next((one for one in history if one.digest is not None and one.at < at), None)
    if before is None:
        return SourceState.FRESH
    return SourceState.UNCHANGED if before.digest == digest else SourceState.CHANGED


def _create_capture(source: Source, arrival: Arrival) -> Capture:
    return Capture.objects.create(
        source=source,
        fetched_at=arrival.at,
        sha256=arrival.stored.sha256,
        url=arrival.url,
        final_url=arrival.final_url,
        size=arrival.stored.size,
        media_type=arrival.media_type[:100],
        status=arrival.status,
        headers=dict(arrival.headers),
        warc=arrival.stored.path,
    )


def _write_reading(
    capture: Capture,
    text: ReadingText,
    language: str,
    placed: Sequence[PlacedSentence],
    history: Sequence[_Earlier],
) -> Reading:
    """Write a reading with its sentences; current unless the one in use is of a newer capture."""
    before = _current(capture.source) if history else None
    is_newest = before is None or before.capture.fetched_at <= capture.fetched_at
    if is_newest and before is not None:
        capture.source.readings.filter(current=True).update(current=False)
    reading = Reading.objects.create(
        capture=capture,
        source=capture.source,
        extractor=EXTRACTOR_VERSION,
        language=language,
        title=text.title[:2000],
        published=text.published,
        text_sha256=rules.text_digest(placed),
        current=is_newest,
    )
    old = changing.stood_in(before) if is_newest and before is not None else []
    numbers = _write_sentences(reading, placed, has_others=bool(history))
    if is_newest:
        changing.write_values(reading, placed, numbers, has_others=before is not None)
    if is_newest and before is not None:
        changing.record_change(before, reading, old)
    return reading


def _current(source: Source) -> Reading | None:
    """The reading in use, by whichever extractor."""
    return source.readings.filter(current=True).select_related("capture").first()


def _tell(source: Source, reading: Reading) -> None:
    """Let the source and the listeners know that answers are now quoted from `reading`."""
    if not reading.current:
        return
    if source.language != reading.language:
        source.language = reading.language
        source.save(update_fields=["language"])
    hooks.reading_became_current(reading.pk)


def _write_sentences(
    reading: Reading, placed: Sequence[PlacedSentence], *, has_others: bool
) -> dict[str, int]:
    """Write the sentences of a reading; their keys by identity."""
    wanted = {sentence.identity: sentence.text for sentence in placed}
    known = {row.identity: row for row in _sentences(reading, wanted)} if has_others else {}
    fresh = [
        Sentence(source_id=reading.source_id, identity=identity, text=text)
        for identity, text in wanted.items()
        if identity not in known
    ]
    Sentence.objects.bulk_create(fresh, batch_size=_BATCH)
    if reading.current:
        _refresh_wording(known, wanted)
    ids = {row.identity: row.pk for row in [*known.values(), *fresh]}
    SentencePlace.objects.bulk_create(
        [_place(reading, sentence, ids[sentence.identity]) for sentence in placed],
        batch_size=_BATCH,
    )
    return ids


def _sentences(reading: Reading, wanted: Collection[str]) -> QuerySet[Sentence]:
    return Sentence.objects.filter(source_id=reading.source_id, identity__in=list(wanted))


def _refresh_wording(known: Mapping[str, Sentence], wanted: Mapping[str, str]) -> None:
    """Have each sentence show the letters of the newest page.

    A sentence stays the same when only code points differ (see rules.sentence_identities), but what
    is quoted must be what the page says now.
    """
    stale = [row for identity, row in known.items() if row.text != wanted[identity]]
    for row in stale:
        row.text = wanted[row.identity]
    if stale:
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
        part=part_in(sentence, reading.language),
    )
