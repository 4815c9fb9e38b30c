"""The shelf of cards of this process: read from the database, made anew when cards changed.

What changes by itself (whether a card is amber, when its pages were checked) is never kept here.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from django.db.models import Count, Max, Sum

from wayforward.core.citations.models import Citation
from wayforward.information.answers.card_finding import Asked
from wayforward.information.cards import public_queries
from wayforward.information.cards.finding import matching
from wayforward.information.cards.finding.matching import Match, Subject
from wayforward.information.cards.finding.shelf import Floats, Shelf, Way, make_shelf
from wayforward.information.cards.models import Card, CardForm, CardText, Part
from wayforward.information.cards.writing import KIND

_REMEMBERED_SECONDS = 3.0
_AT_REST_SECONDS = (
    20.0  # between two shelves while vectors are still being made: one costs a second
)
_TAG = {"fa": "fa-af", "ps": "ps", "en": "en"}  # of a question's language, where cards have it

Stamp = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class KeptText:
    """A card in one language as `ask` shows it, but for what changes by itself."""

    language: str
    question: str
    answer: tuple[str, ...]
    next: tuple[str, ...]
    state: str
    address: str
    published: int
    cites: tuple[tuple[int, str, str], ...]  # source, heading, words


@dataclass(slots=True)
class _Memory:
    looked: float = -1e9
    made: float = -1e9
    stamp: Stamp = ()
    shelf: Shelf | None = None
    subjects: tuple[Subject, ...] = ()
    texts: dict[tuple[str, str], KeptText] = field(default_factory=dict)


_memory = _Memory()
_lock = Lock()


def find(asked: Asked, most: int) -> list[Match]:
    """The cards nearest to a question, best first; none where there are no cards."""
    shelf, subjects = _current()
    if shelf is None:
        return []
    order, rule = matching.load_weights()
    language = _TAG.get(asked.language or "", "")
    evidence = shelf.evidence(asked.vector, language, asked.question)
    rows = matching.columns(evidence, subjects, asked.countries, asked.topics)
    found = matching.rank(rows, subjects, most, order, rule)
    return [one for one in found if one.sure or one.confidence >= rule.shown_from]


def kept_text(key: str, language: str) -> KeptText | None:
    """A card's text as kept with the shelf."""
    return _memory.texts.get((key, language))


def forget() -> None:
    """Look again at the next question; other processes do so within half a minute."""
    _memory.looked = _memory.made = -1e9


def _current() -> tuple[Shelf | None, tuple[Subject, ...]]:
    with _lock:
        now = time.monotonic()
        if now - _memory.looked >= _REMEMBERED_SECONDS:
            stamp = _stamp()
            if stamp != _memory.stamp and now - _memory.made >= _AT_REST_SECONDS:
                _memory.made = now
                _memory.shelf, _memory.subjects = read_shelf()
                _memory.texts = _read_texts()
                _memory.stamp = stamp
            _memory.looked = now
        return _memory.shelf, _memory.subjects


def _stamp() -> Stamp:
    """Something that is another whenever cards are found otherwise."""
    ways = CardForm.objects.aggregate(n=Count("pk"), last=Max("pk"), ready=Count("vector"))
    texts = CardText.objects.aggregate(saves=Sum("revision"), at=Max("updated_at"))
    cards = Card.objects.filter(active=True).aggregate(n=Count("pk"), changed=Max("changed_at"))
    cites = Citation.objects.filter(text__kind=KIND).aggregate(n=Count("pk"), last=Max("cited_at"))
    return (*ways.values(), *texts.values(), *cards.values(), *cites.values())


def read_shelf() -> tuple[Shelf | None, tuple[Subject, ...]]:
    """Make the shelf from the database; None where no card has a vector yet."""
    cards = list(Card.objects.filter(active=True).order_by("pk"))
    place = {card.pk: i for i, card in enumerate(cards)}
    ways = _ways(place)
    if not ways:
        return None, ()
    subjects = tuple(Subject(c.key, tuple(c.countries), tuple(c.topics)) for c in cards)
    return make_shelf(len(cards), ways, _documents(place)), subjects


def _read_texts() -> dict[tuple[str, str], KeptText]:
    cites: defaultdict[int, list[tuple[int, str, str]]] = defaultdict(list)
    rows = Citation.objects.filter(text__kind=KIND).order_by("position", "pk")
    for text, source, heading, words in rows.values_list("text", "source", "heading", "words"):
        cites[text].append((source, heading, words))
    return {
        (text.card.key, text.language): _kept(text, tuple(cites[text.published_id]))
        for text in public_queries.texts().filter(card__active=True)
    }


def _kept(text: CardText, cites: tuple[tuple[int, str, str], ...]) -> KeptText:
    said = {part: tuple(s.words for s in text.sentences.all() if s.slot.part == part)
            for part in Part}  # fmt: skip
    return KeptText(
        text.language, text.question, said[Part.ANSWER], said[Part.NEXT], text.state,
        text.published.address, text.published_id, cites,
    )  # fmt: skip


def _ways(place: dict[int, int]) -> list[Way]:
    fields = ("text__card_id", "text__language", "said", "vector", "whole")
    rows = CardForm.objects.filter(vector__isnull=False, text__card__in=place).values_list(*fields)
    return [
        Way(place[card], language, said, _unpacked(vector), whole)
        for card, language, said, vector, whole in rows
    ]


def _unpacked(vector: bytes | memoryview | None) -> Floats:
    return np.frombuffer(bytes(vector or b""), dtype=np.float16).astype(np.float32)


def _documents(place: dict[int, int]) -> list[tuple[int, str]]:
    """Each card in each language as one text; the question twice, for it says most."""
    said: defaultdict[int, list[str]] = defaultdict(list)
    texts = CardText.objects.filter(card__in=place).prefetch_related("sentences", "forms")
    found = []
    for text in texts:
        said[text.pk] = [text.question, text.question, *(f.said for f in text.forms.all()
                         if not f.whole and f.said != text.question)]  # fmt: skip
        said[text.pk] += [sentence.words for sentence in text.sentences.all()]
        found.append((place[text.card_id], " . ".join(said[text.pk])))
    return found
