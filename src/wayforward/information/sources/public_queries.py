"""What public pages show of sources: the list and its filters, one history, a stored copy."""

from dataclasses import dataclass

from django.db.models import CharField, Count, F, Func, Q, QuerySet

from wayforward.information.sources.models import (
    Capture,
    Publisher,
    Reading,
    SentencePlace,
    Source,
    SourceAddress,
    SourceCheck,
)

_HISTORY = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader filters the list by; an empty text means anything."""

    text: str = ""
    publisher: str = ""
    language: str = ""
    topic: str = ""


def watched_sources(wish: Wish) -> QuerySet[Source]:
    """Active sources fitting `wish`, by publisher, then title."""
    found = Source.objects.filter(active=True).select_related("publisher")
    for word in wish.text.split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(url__icontains=word))
    if wish.publisher:
        found = found.filter(publisher__key=wish.publisher)
    if wish.language:
        found = found.filter(language=wish.language)
    if wish.topic:
        found = found.filter(topics__contains=[wish.topic])
    return found.order_by("publisher__tier", "publisher__key", "title", "key")


def publishers_watched() -> QuerySet[Publisher]:
    """Publishers with at least one active source."""
    return Publisher.objects.filter(sources__active=True).distinct().order_by("tier", "key")


def languages_watched() -> list[str]:
    """Languages of active sources."""
    found = Source.objects.filter(active=True).values_list("language", flat=True)
    return sorted(set(found.distinct().order_by()))


def topics_watched() -> list[str]:
    """Topics of active sources, those of most pages first."""
    each = Source.objects.filter(active=True).annotate(
        topic=Func(F("topics"), function="unnest", output_field=CharField())
    )
    counted = each.values("topic").annotate(pages=Count("id")).order_by("-pages", "topic")
    return list(counted.values_list("topic", flat=True))


def public_source(key: str) -> Source | None:
    """A source by its key, no longer watched ones included: their history stays public."""
    return Source.objects.select_related("publisher").filter(key=key).first()


def other_languages(source: Source) -> QuerySet[Source]:
    """The same document in other languages."""
    return Source.objects.filter(document=source.document, active=True).exclude(id=source.id)


def kept_captures(source: Source) -> QuerySet[Capture]:
    """The latest captures, newest first."""
    return source.captures.select_related("source").order_by("-fetched_at")[:_HISTORY]


def latest_checks(source: Source) -> list[SourceCheck]:
    """The latest visits, newest first."""
    return list(source.checks.order_by("-at", "-pk")[:_HISTORY])


def addresses_of(source: Source) -> list[SourceAddress]:
    """The addresses this document had, the present one first."""
    return list(source.addresses.order_by("-valid_from", "-pk"))


def public_capture(capture_id: int) -> Capture | None:
    """A capture with its source and publisher."""
    return Capture.objects.select_related("source__publisher").filter(id=capture_id).first()


def reading_of(capture: Capture) -> Reading | None:
    """What we read from a capture: the reading in use, else the newest."""
    return capture.readings.order_by("-current", "-created_at").first()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or row of a reading."""

    kind: str
    text: str


def blocks_of(reading: Reading) -> list[Block]:
    """The reading's text, block by block in the page's order."""
    places = (
        SentencePlace.objects.filter(reading=reading)
        .order_by("position")
        .values_list("block", "kind", "sentence__text")
    )
    blocks: list[tuple[int, str, list[str]]] = []
    for number, kind, text in places:
        if not blocks or blocks[-1][0] != number:
            blocks.append((number, kind, []))
        blocks[-1][2].append(text)
    return [Block(kind, " ".join(texts)) for _number, kind, texts in blocks]
