"""One serialisation of cards, for the API and the command line alike. Decides nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wayforward.information.cards.public_queries import CitedPage, Shown
from wayforward.information.cards.queries import Behind


def card_to_dict(shown: Shown) -> dict[str, Any]:
    """A card in one language; times ISO 8601 in UTC. `reason` is null unless it is amber."""
    text, amber = shown.text, shown.amber
    return {
        "id": shown.card.key,
        "language": text.language,
        "title": text.question,
        "answer": list(shown.answer),
        "next": list(shown.next),
        "state": shown.state,
        "reason": _reason(amber.since, amber.reasons) if amber else None,
        "topics": list(shown.card.topics),
        "countries": list(shown.card.countries),
        "address": text.published.address,
        "updated_at": _moment(text.updated_at),
        "confirmed_at": _moment(text.published.confirmed_at),
        "revision": text.revision,
        "signed": [
            {"as": one.capacity, "by": one.signed_by, "at": _moment(one.at)}
            for one in shown.signatures
        ],
        "citations": [_cited(page) for page in shown.cites],
    }


def behind_to_dict(one: Behind) -> dict[str, Any]:
    """A sentence that is behind another language's."""
    return {
        "sentence": one.slot.name,
        "words": one.words,
        "behind": one.led_by,
        "old": one.old,
        "new": one.new,
    }


def _reason(since: datetime, reasons: tuple[str, ...]) -> dict[str, Any]:
    return {"since": _moment(since), "reasons": list(reasons)}


def _cited(page: CitedPage) -> dict[str, Any]:
    return {
        "source": page.source.key,
        "url": page.source.url,
        "title": page.source.title,
        "publisher": page.source.publisher.key,
        "language": page.source.language,
        "heading": page.heading,
        "sentence": page.sentence,
        "words": page.words,
        "cited_at": _moment(page.cited_at),
        "checked_at": _moment(page.source.checked_at),
    }


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()
