"""What public pages show of passages: one passage with its surroundings, and official twins."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from wayforward.core.language.tags import readable
from wayforward.information.answers.models import Passage
from wayforward.information.sources.models import SentencePlace, Source

_SENTENCES_AROUND = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The sentences of the same page right before and after a passage."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def public_passage(passage_id: int) -> Passage | None:
    """A passage with its source and capture; None when the page no longer says it."""
    return (
        Passage.objects.select_related("source__publisher", "reading__capture")
        .defer("embedding", "line_vectors", "search", "search_text")
        .filter(id=passage_id, source__active=True)
        .first()
    )


def _texts(reading_id: int, first: int, last: int) -> tuple[str, ...]:
    places = SentencePlace.objects.filter(reading_id=reading_id, position__range=(first, last))
    return tuple(places.order_by("position").values_list("sentence__text", flat=True))


def surroundings(passage: Passage) -> Surroundings:
    """Up to three sentences before and after `passage`, as the page has them."""
    first, last = passage.first, passage.last
    before = _texts(passage.reading_id, first - _SENTENCES_AROUND, first - 1) if first else ()
    return Surroundings(
        before=before,
        after=_texts(passage.reading_id, last + 1, last + _SENTENCES_AROUND),
    )


def official_twins(passage_ids: Sequence[int], language: str) -> dict[int, Source]:
    """For passages not in the reader's language: the same document in it, where one is watched.

    `language` is the reader's (fa-af, ps, en). Passages already in it are left out.
    """
    wanted = readable(language)
    foreign = dict(
        Passage.objects.filter(id__in=passage_ids)
        .exclude(language__in=wanted)
        .annotate(document=F("source__document"))
        .values_list("id", "document")
    )
    twins = Source.objects.filter(
        document__in=foreign.values(), language__in=wanted, active=True
    ).exclude(state="never_checked")
    by_document = {twin.document: twin for twin in twins}
    return {
        id_: by_document[document] for id_, document in foreign.items() if document in by_document
    }
