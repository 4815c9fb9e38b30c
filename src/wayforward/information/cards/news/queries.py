"""What is new about cards: a text came, says something else, or turned amber."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wayforward.information.cards.models import CardVersion
from wayforward.information.cards.public_queries import CardWish, Shown, shown, wished
from wayforward.information.cards.rules import Edit

NEW, CHANGED, AMBER = "new", "changed", "amber"


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened to a card text; `mark` tells it from others of the same text."""

    kind: str
    one: Shown
    at: datetime
    mark: str


def news(language: str, wish: CardWish, most: int = 50) -> list[News]:
    """The latest of what happened to the cards that fit a wish, newest first.

    Of the amber ones those that are amber now; a mended word is no news.
    """
    held = {one.text.pk: one for one in shown(list(wished(language, wish)))}
    rows = CardVersion.objects.filter(text__in=held).exclude(how=Edit.LANGUAGE)
    found = [_of_version(row, held[row.text_id]) for row in rows.order_by("-at")[:most]]
    found += [
        News(AMBER, one, one.amber.since, f"amber-{one.amber.since:%Y%m%d%H%M%S}")
        for one in held.values()
        if one.amber
    ]
    return sorted(found, key=lambda news: news.at, reverse=True)[:most]


def _of_version(row: CardVersion, one: Shown) -> News:
    return News(NEW if row.revision == 1 else CHANGED, one, row.at, f"r{row.revision}")


def first_said(one: Shown) -> datetime:
    """When a text first came, whatever it said then."""
    first = one.text.versions.order_by("revision").first()
    return first.at if first else one.text.updated_at
