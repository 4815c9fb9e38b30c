"""The verbs of answering's store: turn a reading into passages, give passages their vectors.

The only place that writes passages. Words are searchable as soon as a page is read; meaning, which
costs a thousand times more, follows in small transactions that can stop and go on at any time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Func, Q, Value

from wayforward.information.answers.cutting import Line
from wayforward.information.answers.embedding import Embedder, Vectors, indexing_embedder
from wayforward.information.answers.indexing import (
    Draft,
    drafts,
    made_by,
    mean_of_lines,
    pack,
    page_text,
    passage_text,
    passage_vectors,
)
from wayforward.information.answers.models import PageMeaning, Passage
from wayforward.information.answers.word_frequency import recount_after
from wayforward.information.sources.models import Reading, SentencePlace, Source

_BATCH = 32  # passages a transaction; what a kill can cost
_ROWS = 500  # rows an insert

Say = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Indexed:
    """What indexing a reading came to, in passages."""

    kept: int
    added: int
    removed: int


@transaction.atomic
def index_reading(*, reading_id: int) -> Indexed:
    """Make the passages of the reading's source those of this reading.

    A passage that says the same under the same headings keeps its row and its vector. Raises
    Reading.DoesNotExist.
    """
    reading = Reading.objects.select_related("source").get(pk=reading_id)
    wanted = {draft.identity: draft for draft in drafts(reading.title, _lines(reading))}
    known = {row.identity: row for row in _light(reading.source)}
    gone = [row.pk for name, row in known.items() if name not in wanted]
    Passage.objects.filter(pk__in=gone).delete()
    kept = [row for name, row in known.items() if name in wanted]
    _refresh(kept, reading, wanted)
    fresh = [_row(draft, reading) for name, draft in wanted.items() if name not in known]
    Passage.objects.bulk_create(fresh, batch_size=_ROWS)
    _write_page(reading, list(wanted.values()))
    return Indexed(kept=len(kept), added=len(fresh), removed=len(gone))


@transaction.atomic
def forget_source(*, source_id: int) -> int:
    """Remove the passages of a source; how many there were."""
    PageMeaning.objects.filter(source_id=source_id).delete()
    return Passage.objects.filter(source_id=source_id).delete()[0]


def _forget_other_vectors(embedder: Embedder) -> int:
    """Take back vectors that another embedder made, or that were made of another form of text."""
    old = Q(embedding__isnull=False) & ~Q(embedder=made_by(embedder))
    emptied = {"embedding": None, "embedder": ""}
    PageMeaning.objects.filter(old).update(**emptied)
    return Passage.objects.filter(old).update(**emptied, line_vectors=None, lines_embedding=None)


def pending() -> int:
    """How many passages wait for their vector."""
    return Passage.objects.filter(embedding__isnull=True).count()


def embed_pending(*, embedder: Embedder | None = None, say: Say | None = None) -> int:
    """Give every passage and page without one its vector; how many passages were done.

    Vectors of another embedder are made anew; until then such passages are found by words only.
    Several processes may do this at the same time. `say(done, total)` is called after each batch.
    Raises EmbedderUnavailableError; what was done stays done.
    """
    chosen = embedder or indexing_embedder()
    _forget_other_vectors(chosen)
    total, done = pending(), 0
    while batch := _embed_passages(chosen):
        done += batch
        if say is not None:
            say(done, max(total, done))
    while _embed_pages(chosen):
        pass
    if done:
        recount_after(done)
    return done


@transaction.atomic
def _embed_passages(embedder: Embedder) -> int:
    waiting = Passage.objects.filter(embedding__isnull=True).order_by("source_id", "position")
    fields = ("source_id", "title", "heading_path", "text", "lines")
    rows = list(waiting.only(*fields).select_for_update(skip_locked=True)[:_BATCH])
    known = PageMeaning.objects.filter(source__in={row.source_id for row in rows})
    siblings = dict(known.values_list("source_id", "passages"))
    texts = [
        passage_text(row.title, row.heading_path, row.text, siblings.get(row.source_id, 1))
        for row in rows
    ]
    _store(rows, passage_vectors(embedder, texts), embedder)
    lines = [line for row in rows for line in row.lines]
    _store_lines(rows, embedder.passages(lines))
    Passage.objects.bulk_update(rows, ["embedding", "embedder", "lines_embedding", "line_vectors"])
    return len(rows)


@transaction.atomic
def _embed_pages(embedder: Embedder) -> int:
    waiting = PageMeaning.objects.filter(embedding__isnull=True).order_by("source_id")
    rows = list(waiting.select_for_update(skip_locked=True)[:_BATCH])
    _store(rows, embedder.passages([row.said for row in rows]), embedder)
    PageMeaning.objects.bulk_update(rows, ["embedding", "embedder"])
    return len(rows)


def _store(rows: Iterable[Passage | PageMeaning], vectors: Vectors, embedder: Embedder) -> None:
    for row, vector in zip(rows, vectors, strict=True):
        row.embedding = vector.tolist()
        row.embedder = made_by(embedder)


def _store_lines(rows: Sequence[Passage], vectors: Vectors) -> None:
    start = 0
    for row in rows:
        own = vectors[start : start + len(row.lines)]
        row.line_vectors = pack(own)
        row.lines_embedding = mean_of_lines(own).tolist()
        start += len(row.lines)


def _lines(reading: Reading) -> list[Line]:
    places = SentencePlace.objects.filter(reading=reading).order_by("position")
    return [
        Line(position, text, kind, tuple(path), anchor, page)
        for position, text, kind, path, anchor, page in places.values_list(
            "position", "sentence__text", "kind", "heading_path", "anchor", "page"
        )
    ]


def _light(source: Source) -> Sequence[Passage]:
    return list(Passage.objects.filter(source=source).only("identity"))


def _placed(draft: Draft, reading: Reading) -> dict[str, object]:
    """Facts of a passage that may change while what it says does not."""
    return {
        "reading": reading,
        "position": draft.position,
        "first": draft.first,
        "last": draft.last,
        "anchor": draft.anchor,
        "page": draft.page,
        "language": reading.language,
        "topics": reading.source.topics,
        "countries": reading.source.countries,
        "tier": reading.source.tier,
    }


def _row(draft: Draft, reading: Reading) -> Passage:
    return Passage(
        source=reading.source,
        identity=draft.identity,
        title=reading.title,
        heading_path=list(draft.heading_path),
        text=draft.text,
        lines=list(draft.lines),
        search_text=draft.search_text,
        search=Func(Value(list(draft.words)), function="array_to_tsvector"),
        **_placed(draft, reading),
    )


def _refresh(kept: Sequence[Passage], reading: Reading, wanted: Mapping[str, Draft]) -> None:
    """Point passages that stayed at the new reading."""
    for row in kept:
        for name, value in _placed(wanted[row.identity], reading).items():
            setattr(row, name, value)
    names = [*_placed(next(iter(wanted.values())), reading)] if kept else []
    if kept:
        Passage.objects.bulk_update(kept, [*names, "indexed_at"], batch_size=_ROWS)


def _write_page(reading: Reading, made: Sequence[Draft]) -> None:
    said = page_text(reading.title, (draft.text for draft in made))
    known = PageMeaning.objects.filter(source=reading.source)
    if known.filter(said=said).update(passages=len(made)):
        return
    known.delete()
    PageMeaning.objects.create(source=reading.source, passages=len(made), said=said)
