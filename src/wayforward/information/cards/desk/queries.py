"""Lists of the desk: card texts, the queue of translations, needs, official sentences to cite."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wayforward.core.language.glossary import load_glossary
from wayforward.core.language.normalise import search_form
from wayforward.information.cards import public_queries, queries
from wayforward.information.cards.models import Card, CardText
from wayforward.information.cards.public_queries import Shown
from wayforward.information.sources.models import Sentence

STATES = ("amber", "behind", "draft", "in_review", "signed", "retired")
_MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class DeskWish:
    """What the list of texts is filtered by; an empty text means anything."""

    language: str = ""
    state: str = ""
    topic: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card text in the list."""

    shown: Shown
    behind: int

    @property
    def state(self) -> str:
        """The state that matters most: retired, amber, behind, then how far it has come."""
        if not self.shown.card.active:
            return "retired"
        if self.shown.amber:
            return "amber"
        return "behind" if self.behind else str(self.shown.text.state)


def card_lines(wish: DeskWish) -> list[CardLine]:
    """Card texts that fit a wish: amber first, then those that are behind, then by question."""
    found = public_queries.texts()
    if wish.language in queries.LANGUAGES:
        found = found.filter(language=wish.language)
    if wish.topic:
        found = found.filter(card__topics__contains=[wish.topic])
    late = queries.behind_counts()
    lines = [
        CardLine(one, late.get(one.text.pk, 0))
        for one in public_queries.shown(list(found.order_by("question")))
        if _says(one, wish.words)
    ]
    wanted = [line for line in lines if not wish.state or _is(line, wish.state)]
    return sorted(wanted, key=lambda line: (STATES.index(line.state), line.shown.text.question))


def _is(line: CardLine, state: str) -> bool:
    if state == "behind":
        return line.behind > 0
    return state in (line.state, line.shown.text.state)


def _says(one: Shown, words: str) -> bool:
    said = search_form(" ".join((one.card.key, one.text.question, *one.answer, *one.next)))
    return all(word in said for word in search_form(words).split())


@dataclass(frozen=True, slots=True)
class Queue:
    """What is to translate into one language."""

    language: str
    behind: tuple[tuple[CardText, int], ...]  # with how many sentences, most first
    missing: tuple[tuple[Card, str], ...]  # cards without a text, and a language they have


def queue() -> list[Queue]:
    """What is behind or missing, in every language of the site."""
    late = queries.behind_counts()
    texts = list(public_queries.texts().filter(pk__in=late, card__active=True))
    texts.sort(key=lambda text: (-late[text.pk], text.card.key))
    cards = list(Card.objects.filter(active=True).prefetch_related("texts").order_by("key"))
    return [
        Queue(
            language,
            tuple((text, late[text.pk]) for text in texts if text.language == language),
            tuple(_lacking(cards, language)),
        )
        for language in queries.LANGUAGES
    ]


def _lacking(cards: list[Card], language: str) -> list[tuple[Card, str]]:
    found = []
    for card in cards:
        there = [text.language for text in card.texts.all()]
        if there and language not in there:
            found.append((card, there[0]))
    return found


@dataclass(frozen=True, slots=True)
class ShownNeed:
    """A need in words; `terms` are those of the glossary, in English."""

    id: int
    language: str
    topics: tuple[str, ...]
    countries: tuple[str, ...]
    terms: tuple[str, ...]
    times: int
    last: date


def shown_needs() -> list[ShownNeed]:
    """What nothing answered and nobody has dealt with."""
    names = {term.id: term.names["en"] for term in load_glossary()}
    return [
        ShownNeed(
            one.id, one.language, one.topics, one.countries,
            tuple(names.get(term, term) for term in one.terms), one.times, one.last,
        )
        for one in queries.open_needs()
    ]  # fmt: skip


def sentences_saying(source_key: str, words: str) -> list[Sentence]:
    """Sentences of a page as it reads now that have all the words; to choose what to cite."""
    wanted = search_form(words).split()
    if not source_key or not wanted:
        return []
    now = Sentence.objects.filter(source__key=source_key, places__reading__current=True).distinct()
    said = (row for row in now.order_by("pk") if all(w in search_form(row.text) for w in wanted))
    return [row for row, _ in zip(said, range(_MOST_FOUND), strict=False)]
