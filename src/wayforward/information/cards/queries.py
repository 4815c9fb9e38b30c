"""What the desk looks at in cards: what is behind, what differs, what may be signed and why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations

from django.db.models import F, Max, QuerySet, Sum
from django.utils import timezone

from wayforward.core.citations.models import Citation
from wayforward.core.citations.queries import ambers
from wayforward.core.language.data_files import load_yaml
from wayforward.information.cards import rules
from wayforward.information.cards.models import (
    Card,
    CardSentence,
    CardSlot,
    CardText,
    Need,
)
from wayforward.information.sources.changes.telling import touches
from wayforward.information.sources.models import Source

LANGUAGES = ("en", "fa-af", "ps")


@dataclass(frozen=True, slots=True)
class Behind:
    """A sentence of one language that is behind another's: both sides, before and now."""

    slot: CardSlot
    words: str  # of the language that is behind; empty where the sentence is missing
    led_by: str
    old: str  # what the leading language said when these words were written
    new: str  # what it says now


def behind(text: CardText) -> list[Behind]:
    """Which sentences of a text are behind which of another language, in the card's order."""
    mine = {row.slot_id: row for row in text.sentences.all()}
    found = []
    for slot in CardSlot.objects.filter(card=text.card_id).order_by("part", "position"):
        row = mine.get(slot.pk)
        renders = row.renders if row else 0
        if rules.behind(renders, slot.wording):
            old, new = _leading(slot, renders)
            found.append(Behind(slot, row.words if row else "", slot.led_by, old, new))
    return found


def _leading(slot: CardSlot, renders: int) -> tuple[str, str]:
    """What the leading language said in a slot at a wording, and what it says now."""
    leader = CardText.objects.filter(card=slot.card_id, language=slot.led_by).first()
    if leader is None:
        return "", ""
    now = leader.sentences.filter(slot=slot).values_list("words", flat=True).first() or ""
    for version in leader.versions.order_by("-revision"):
        words, wording = version.content["sentences"].get(slot.name, ("", 0))
        if 0 < wording <= renders:
            return str(words), now
    return "", now


def behind_counts() -> dict[int, int]:
    """Card text -> how many of its sentences are behind or missing; texts that keep up are left
    out.
    """
    rows = CardSentence.objects.filter(renders__lt=F("slot__wording")).values_list("text_id")
    counts: dict[int, int] = {}
    for (text_id,) in rows:
        counts[text_id] = counts.get(text_id, 0) + 1
    for text_id, missing in _missing():
        counts[text_id] = counts.get(text_id, 0) + missing
    return counts


def _missing() -> list[tuple[int, int]]:
    slots: dict[int, int] = {}
    for card_id in CardSlot.objects.values_list("card_id", flat=True):
        slots[card_id] = slots.get(card_id, 0) + 1
    there: dict[tuple[int, int], int] = {}
    for pair in CardSentence.objects.values_list("text_id", "text__card_id"):
        there[pair] = there.get(pair, 0) + 1
    return [
        (text, slots[card] - held) for (text, card), held in there.items() if slots[card] > held
    ]


def lacking_languages(card: Card) -> list[str]:
    """Languages of the site a card has no text in."""
    there = set(card.texts.values_list("language", flat=True))
    return [language for language in LANGUAGES if language not in there]


def mismatches(card_id: int) -> list[rules.Mismatch]:
    """Protected values and terms that the languages of a card do not share."""
    rows = CardSentence.objects.filter(text__card=card_id).select_related("slot", "text")
    by_slot: dict[str, dict[str, str]] = {}
    for row in rows.order_by("slot__part", "slot__position"):
        by_slot.setdefault(row.slot.name, {})[row.text.language] = row.words
    return [
        found
        for slot, words in by_slot.items()
        for found in rules.mismatches(slot, words, protected_terms())
    ]


@cache
def protected_terms() -> tuple[rules.ProtectedTerm, ...]:
    """The words of the field that no language may lose: `core/language/data/protected.yaml`."""
    rows: Mapping[str, Mapping[str, Sequence[str]]] = load_yaml("protected")["terms"]
    return tuple(rules.ProtectedTerm(name, forms) for name, forms in rows.items())


def signed_as(text: CardText) -> list[str]:
    """The capacities in which somebody stands for a text."""
    return list(text.signatures.filter(ended_at=None).values_list("capacity", flat=True))


def obstacles(text: CardText, capacity: str) -> list[rules.Obstacle]:
    """Why a text cannot be signed now in a capacity; empty where it can."""
    return rules.obstacles_to_signing(
        state=text.state,
        behind_slots=[one.slot.name for one in behind(text)],
        amber=text.published_id in ambers([text.published_id]),
        differing=[m.value for m in mismatches(text.card_id) if m.language == text.language],
        citations=Citation.objects.filter(text=text.published_id).count(),
        signed_as=signed_as(text),
        capacity=capacity,
    )


def published_ids(card_id: int) -> list[int]:
    """The published texts of a card."""
    return list(CardText.objects.filter(card=card_id).values_list("published_id", flat=True))


def need_rows(need_id: int | None) -> QuerySet[Need]:
    """The need a card answers, and the same need on other days; none for None."""
    need = Need.objects.filter(pk=need_id).first() if need_id else None
    if need is None:
        return Need.objects.none()
    return Need.objects.filter(
        language=need.language, topics=need.topics, countries=need.countries, terms=need.terms
    )


@dataclass(frozen=True, slots=True)
class NeedSum:
    """What nothing answered, over some days."""

    id: int  # of one of its rows
    language: str
    topics: tuple[str, ...]
    countries: tuple[str, ...]
    terms: tuple[str, ...]
    times: int
    last: date


def open_needs(days: int = 60) -> list[NeedSum]:
    """Needs of the last days that no card has come of, the most frequent first."""
    today = timezone.now().date()
    return needs_between(today - timedelta(days=days), today)


def needs_between(first: date, last: date) -> list[NeedSum]:
    """Needs of these days, both included, that no card has come of, the most frequent first."""
    rows = Need.objects.filter(card=None, day__range=(first, last))
    summed = rows.values("language", "topics", "countries", "terms").annotate(
        count=Sum("times"), last=Max("day"), one=Max("pk")
    )
    return [
        NeedSum(
            row["one"], row["language"], tuple(row["topics"]), tuple(row["countries"]),
            tuple(row["terms"]), row["count"], row["last"],
        )
        for row in summed.order_by("-count", "-last", "one")
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PossibleDisagreement:
    """Two cited sentences of different pages whose numbers or dates differ."""

    one: Citation
    other: Citation
    kind: str  # amount, deadline, date, phone or number
    values: tuple[str, str]


_COMPARED = ("deadline", "amount", "date", "phone", "number")


def possible_disagreements(card_id: int) -> list[PossibleDisagreement]:
    """Pairs of cited sentences an editor should compare, those already shown included."""
    published = CardText.objects.filter(card=card_id).order_by("pk").values("published")[:1]
    rows = list(Citation.objects.filter(text__in=published).exclude(sentence="").order_by("pk"))
    languages = dict(
        Source.objects.values_list("pk", "language").filter(pk__in=[r.source for r in rows])
    )
    return [
        PossibleDisagreement(one, other, touch.kind, (touch.old, touch.new))
        for one, other in combinations(rows, 2)
        if one.source != other.source and languages[one.source] == languages[other.source]
        for touch in touches(one.words, other.words, languages[one.source])[:1]
        if touch.kind in _COMPARED and touch.old and touch.new
    ]


def is_card(key: str) -> bool:
    """Whether a card has this key."""
    return Card.objects.filter(key=key).exists()
