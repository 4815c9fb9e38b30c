"""Writes down what changed between two readings of a page. Called inside the action that reads.

The doubt that a change casts on published texts is the database's work (sql/citation_doubts.sql).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wayforward.information.sources.changes.comparing import (
    Changed,
    Comparison,
    Stood,
    changed_sections,
    compare,
    part_in,
)
from wayforward.information.sources.changes.furniture import is_furniture
from wayforward.information.sources.changes.models import (
    ActedOn,
    Cause,
    SentenceChange,
    SourceChange,
)
from wayforward.information.sources.changes.values import Value, values_acted_on
from wayforward.information.sources.models import Reading, Sentence
from wayforward.information.sources.reading import Part
from wayforward.information.sources.rules import PlacedSentence

_BATCH = 500


def stood_in(reading: Reading) -> list[Stood]:
    """The sentences of a reading where they stood, in its order."""
    rows = reading.places.order_by("position").values_list(
        "sentence__identity", "sentence__text", "anchor", "heading_path", "part"
    )
    return [
        Stood(identity, text, anchor, tuple(path), Part(part))
        for identity, text, anchor, path, part in rows
    ]


def record_change(before: Reading, after: Reading, old: Sequence[Stood]) -> SourceChange | None:
    """Write the change from one reading to the next; None where nothing reads differently.

    `old` is what `before` said, taken before the new reading touched the wording of sentences that
    stay. Two readings of one capture differ because our reading did.
    """
    new = stood_in(after)
    found = compare(old, new, after.language)
    sections = changed_sections(old, new)
    if not found.changes and not sections:
        return None
    change = SourceChange.objects.create(
        source_id=after.source_id,
        before=before,
        after=after,
        at=after.capture.fetched_at,
        cause=Cause.READING if before.capture_id == after.capture_id else Cause.SOURCE,
        priority=found.priority,
        replaced=found.replaced,
        kinds=sorted({kind for one in found.changes for kind in one.kinds}),
        sections=sections,
    )
    _write_sentences(change, found)
    return change


def write_values(
    reading: Reading,
    placed: Iterable[PlacedSentence],
    numbers: Mapping[str, int],
    *,
    has_others: bool,
) -> None:
    """Note what the text now in use says that people act on; `numbers` are the sentences' keys.

    Lines of furniture, links and what stands beside the text are left out: their dates and counts
    are no rule.
    """
    if has_others:
        ActedOn.objects.filter(reading__source_id=reading.source_id).delete()
    rows = {
        (one.identity, *value.key): _value_row(reading, numbers[one.identity], value)
        for one in placed
        if part_in(one, reading.language) == Part.TEXT
        for value in values_acted_on(one.text, reading.language)
        if not is_furniture(one.text, reading.language)
    }
    ActedOn.objects.bulk_create(rows.values(), batch_size=_BATCH)


def _value_row(reading: Reading, sentence: int, value: Value) -> ActedOn:
    return ActedOn(
        reading=reading,
        sentence_id=sentence,
        kind=value.kind,
        value=value.value[:80],
        shown=value.shown[:120],
    )


def _write_sentences(change: SourceChange, found: Comparison) -> None:
    identities = {
        stood.identity for one in found.changes for stood in (one.old, one.new) if stood is not None
    }
    rows = Sentence.objects.filter(source_id=change.source_id, identity__in=identities)
    numbers = dict(rows.values_list("identity", "pk"))
    SentenceChange.objects.bulk_create(
        [_row(change, position, one, numbers) for position, one in enumerate(found.changes)],
        batch_size=_BATCH,
    )


def _row(
    change: SourceChange, position: int, one: Changed, numbers: dict[str, int]
) -> SentenceChange:
    return SentenceChange(
        change=change,
        position=position,
        how=one.how,
        old_sentence_id=numbers.get(one.old.identity) if one.old else None,
        new_sentence_id=numbers.get(one.new.identity) if one.new else None,
        old=one.old.text if one.old else "",
        new=one.new.text if one.new else "",
        anchor=one.place.anchor[:255],
        heading_path=list(one.place.heading_path),
        kinds=list(one.kinds),
        touches=[{"kind": touch.kind, "old": touch.old, "new": touch.new} for touch in one.touches],
        priority=one.priority,
    )
