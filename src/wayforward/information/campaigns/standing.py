"""Where materials stand: on what each carries in its language, and whether that is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from wayforward.core.citations.queries import ambers
from wayforward.information.campaigns import rules
from wayforward.information.campaigns.models import Material, MessageCard
from wayforward.information.campaigns.rules import Carried, Stands
from wayforward.information.cards.models import Card, CardText
from wayforward.information.narratives.models import ClaimText


def standings(materials: Iterable[Material]) -> dict[int, Stands]:
    """Where materials stand: a text each carries is unpublished, in doubt, or neither."""
    every = list(materials)
    carried = _carried(every)
    ids = {text for texts in carried.values() for _name, text, _public in texts if text}
    doubts = ambers([*ids, *(one.published_id for one in every)])
    return {
        one.pk: rules.stands(
            [
                Carried(name, public, doubts[text].since if text in doubts else None)
                for name, text, public in carried[one.pk]
            ],
            doubts[one.published_id].since if one.published_id in doubts else None,
        )
        for one in every
    }


_Text = tuple[str, int, bool]  # name, published text (0: none in this language), whether public


def _carried(materials: Sequence[Material]) -> dict[int, list[_Text]]:
    """What each material carries in its language, the rebuttal first; three queries in all."""
    messages = {one.message_id: one.message for one in materials}
    claims = [one.claim_id for one in messages.values() if one.claim_id]
    rebuttals = _texts(ClaimText.objects.filter(claim__in=claims, claim__active=True), "claim")
    rows = MessageCard.objects.filter(message__in=messages).select_related("card")
    cards: dict[int, list[Card]] = {}
    for row in rows.order_by("position", "pk"):
        cards.setdefault(row.message_id, []).append(row.card)
    named = {card.pk for some in cards.values() for card in some}
    texts = _texts(CardText.objects.filter(card__in=named, card__active=True), "card")
    found: dict[int, list[_Text]] = {}
    for one in materials:
        message, tongue = one.message, one.language
        mine = found.setdefault(one.pk, [])
        if message.claim is not None:
            mine.append((message.claim.key, *rebuttals.get((message.claim.pk, tongue), _NONE)))
        for card in cards.get(message.pk, []):
            mine.append((card.key, *texts.get((card.pk, tongue), _NONE)))
    return found


_NONE = (0, False)


def _texts(rows: QuerySet[Any], of: str) -> dict[tuple[int, str], tuple[int, bool]]:
    """What is said of a thing in a language -> its published text and whether it is public."""
    found = rows.values_list(of, "language", "published", "published__published")
    return {(thing, tongue): (text, public) for thing, tongue, text, public in found}


def in_doubt(text_ids: Iterable[int]) -> bool:
    """Whether one of these published texts is in doubt."""
    return bool(ambers([*text_ids]))
