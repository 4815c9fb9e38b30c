"""What the public sees of cards: one, all by topic, what they stand on and why they are amber."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, F, Func, OuterRef, Prefetch, Q, QuerySet

from wayforward.core.citations.models import Citation, Doubt
from wayforward.core.citations.queries import Amber, ambers
from wayforward.core.language.topics import topic_keys
from wayforward.information.cards.models import (
    Card,
    CardSentence,
    CardText,
    Disagreement,
    Part,
    Signature,
    State,
)
from wayforward.information.sources.models import Source


@dataclass(frozen=True, slots=True)
class CitedPage:
    """An official page a card stands on, with the words cited, where sentences were."""

    source: Source
    words: str
    heading: str
    sentence: str
    cited_at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """A card in one language as the public sees it."""

    text: CardText
    answer: tuple[str, ...]
    next: tuple[str, ...]
    amber: Amber | None
    cites: tuple[CitedPage, ...]
    signatures: tuple[Signature, ...]

    @property
    def state(self) -> str:
        """signed, draft (in review included) or amber; amber goes before the others."""
        if self.amber:
            return "amber"
        return State.SIGNED if self.text.state == State.SIGNED else State.DRAFT

    @property
    def card(self) -> Card:
        """The card it is a text of."""
        return self.text.card


_IN_ORDER = Prefetch(
    "sentences", CardSentence.objects.select_related("slot").order_by("slot__position", "slot_id")
)
_STANDING = Prefetch(
    "signatures", Signature.objects.filter(ended_at=None).order_by("pk"), to_attr="standing"
)


def texts() -> QuerySet[CardText]:
    """Card texts with all that showing them needs, but for amber and citations."""
    found = CardText.objects.select_related("card", "published")
    return found.prefetch_related(_IN_ORDER, _STANDING)


def public_texts(language: str) -> QuerySet[CardText]:
    """The texts of active cards in one language, in all for an empty one; by topic, question."""
    found = texts().filter(card__active=True)
    if language:
        found = found.filter(language=language)
    return found.order_by("card__topics", "question")


def shown(rows: Sequence[CardText]) -> list[Shown]:
    """Texts as the public sees them now: four queries whatever their number."""
    published = [row.published_id for row in rows]
    amber = ambers(published)
    cited = _cited(published)
    return [
        _shown(row, amber.get(row.published_id), cited.get(row.published_id, ())) for row in rows
    ]


def _shown(text: CardText, amber: Amber | None, cites: tuple[CitedPage, ...]) -> Shown:
    parts: dict[str, list[str]] = {Part.ANSWER: [], Part.NEXT: []}
    for sentence in text.sentences.all():
        parts[sentence.slot.part].append(sentence.words)
    return Shown(
        text, tuple(parts[Part.ANSWER]), tuple(parts[Part.NEXT]), amber, cites,
        tuple(getattr(text, "standing", ())),
    )  # fmt: skip


def _cited(published: Sequence[int]) -> dict[int, tuple[CitedPage, ...]]:
    rows = list(Citation.objects.filter(text__in=published).order_by("position", "pk"))
    sources = Source.objects.select_related("publisher").in_bulk({row.source for row in rows})
    found: dict[int, list[CitedPage]] = {}
    for row in rows:
        if row.source in sources:
            page = CitedPage(
                sources[row.source], row.words, row.heading, row.sentence, row.cited_at
            )
            found.setdefault(row.text_id, []).append(page)
    return {text: tuple(pages) for text, pages in found.items()}


def public_card(key: str, language: str) -> Shown | None:
    """An active card by its key; None where there is no such text."""
    row = public_texts(language).filter(card__key=key).first()
    return shown([row])[0] if row else None


def text_of(key: str, language: str) -> CardText | None:
    """A text by the key of its card and its language, retired ones included."""
    return texts().filter(card__key=key, language=language).first()


def texts_of(keys: Collection[str], language: str) -> list[CardText]:
    """Active texts of cards in one language, those of `keys`."""
    return list(public_texts(language).filter(card__key__in=keys))


@dataclass(frozen=True, slots=True)
class CardWish:
    """What the reader filters cards by; an empty text means anything."""

    topic: str = ""
    country: str = ""
    state: str = ""  # as Shown.state


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of one topic."""

    topic: str
    cards: tuple[Shown, ...]


def wished(language: str, wish: CardWish) -> QuerySet[CardText]:
    """The texts of active cards in one language that fit a wish, by topic, then question."""
    found = public_texts(language)
    if wish.topic:
        found = found.filter(card__topics__contains=[wish.topic])
    if wish.country:
        found = found.filter(card__countries__contains=[wish.country])
    return _in_state(found, wish.state) if wish.state else found


def _in_state(found: QuerySet[CardText], state: str) -> QuerySet[CardText]:
    """Those whose `Shown.state` this is."""
    in_doubt = Exists(Doubt.objects.filter(cleared_at=None, citation__text=OuterRef("published")))
    if state == "amber":
        return found.filter(in_doubt)
    signed = Q(state=State.SIGNED)
    return found.filter(~in_doubt, signed if state == State.SIGNED else ~signed)


def by_topic(language: str, wish: CardWish) -> list[Group]:
    """The cards that fit a wish, each under its first topic, in the order of topics."""
    groups: dict[str, list[Shown]] = {}
    for one in shown(list(wished(language, wish))):
        topic = wish.topic or next(iter(one.card.topics), "")
        groups.setdefault(topic, []).append(one)
    order = [*topic_keys(), ""]
    return [Group(topic, tuple(groups[topic])) for topic in sorted(groups, key=order.index)]


def topics_with_cards() -> list[str]:
    """Topics that a card has, in their order."""
    there = set(_values("topics"))
    return [topic for topic in topic_keys() if topic in there]


def countries_with_cards() -> list[str]:
    """Countries that a card is about."""
    return sorted(set(_values("countries")))


def _values(field: str) -> QuerySet[Card, str]:
    each = Card.objects.filter(active=True).annotate(
        one=Func(F(field), function="unnest", output_field=CharField())
    )
    return each.values_list("one", flat=True)


def related(one: Shown, most: int = 5) -> list[CardText]:
    """Other cards on the same topic and, where it has one, the same country."""
    found = public_texts(one.text.language).exclude(card=one.card)
    found = found.filter(card__topics__overlap=one.card.topics[:1])
    if one.card.countries:
        found = found.filter(card__countries__overlap=one.card.countries)
    return list(found[:most])


@dataclass(frozen=True, slots=True)
class ShownDisagreement:
    """Two official pages that contradict each other, for the reader to see side by side."""

    id: int
    one: CitedPage
    other: CitedPage


def disagreements(card_id: int) -> list[ShownDisagreement]:
    """The contradictions noted on a card that still stand."""
    rows = list(Disagreement.objects.filter(card=card_id, ended_at=None).order_by("pk"))
    published = CardText.objects.filter(card=card_id).values_list("published", flat=True)[:1]
    pages = next(iter(_cited(list(published)).values()), ())
    cited = {(page.source.pk, page.sentence): page for page in pages}
    return [
        ShownDisagreement(row.pk, cited[one], cited[other])
        for row in rows
        for one, other in [((row.one, row.one_sentence), (row.other, row.other_sentence))]
        if one in cited and other in cited
    ]
