"""The shelf of cards of this process: read from the database, made anew when cards changed."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from threading import Lock

import numpy as np
from django.db.models import Count, Max, Sum

from wayforward.information.answers.card_finding import Asked
from wayforward.information.cards import matching
from wayforward.information.cards.matching import Match, Subject
from wayforward.information.cards.models import Card, CardForm, CardText
from wayforward.information.cards.shelf import Floats, Shelf, Way, make_shelf

_REMEMBERED_SECONDS = 3.0
_TAG = {"fa": "fa-af", "ps": "ps", "en": "en"}  # of a question's language, where cards have it

Stamp = tuple[object, ...]


@dataclass(slots=True)
class _Memory:
    looked: float = -1e9
    stamp: Stamp = ()
    shelf: Shelf | None = None
    subjects: tuple[Subject, ...] = ()


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


def forget() -> None:
    """Look again at the next question; other processes do so within seconds."""
    _memory.looked = -1e9


def _current() -> tuple[Shelf | None, tuple[Subject, ...]]:
    with _lock:
        now = time.monotonic()
        if now - _memory.looked >= _REMEMBERED_SECONDS:
            stamp = _stamp()
            if stamp != _memory.stamp:
                _memory.shelf, _memory.subjects = read_shelf()
                _memory.stamp = stamp
            _memory.looked = now
        return _memory.shelf, _memory.subjects


def _stamp() -> Stamp:
    """Something that is another whenever cards are found otherwise."""
    ways = CardForm.objects.aggregate(n=Count("pk"), last=Max("pk"), ready=Count("vector"))
    texts = CardText.objects.aggregate(saves=Sum("revision"), at=Max("updated_at"))
    cards = Card.objects.filter(active=True).aggregate(n=Count("pk"), changed=Max("changed_at"))
    return (*ways.values(), *texts.values(), *cards.values())


def read_shelf() -> tuple[Shelf | None, tuple[Subject, ...]]:
    """Make the shelf from the database; None where no card has a vector yet."""
    cards = list(Card.objects.filter(active=True).order_by("pk"))
    place = {card.pk: i for i, card in enumerate(cards)}
    ways = _ways(place)
    if not ways:
        return None, ()
    subjects = tuple(Subject(c.key, tuple(c.countries), tuple(c.topics)) for c in cards)
    return make_shelf(len(cards), ways, _documents(place)), subjects


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
