"""The pack: the cards as one small signed file that works without network, and checking one.

It holds what the public sees and until when it may be trusted. Who may have it: everybody.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from wayforward.core.documents.signing import canonical, check, signed
from wayforward.information.cards.public_queries import CitedPage, Shown, public_texts, shown
from wayforward.information.cards.queries import LANGUAGES
from wayforward.information.cards.rules import PACK_DAYS

KIND = "wayforward cards"
FORMAT = 1


class PackError(ValueError):
    """A file cannot be used as a pack; the message is one sentence for a reader."""


@dataclass(frozen=True, slots=True)
class PackFacts:
    """What a checked pack says about itself."""

    cards: int
    languages: tuple[str, ...]
    issued_at: datetime
    expires_at: datetime
    key: str


def pack(languages: Sequence[str] = LANGUAGES, *, now: datetime, key: str = "") -> dict[str, Any]:
    """All public cards in these languages, or the one with `key`; `cards` is empty for none."""
    texts = [text for language in languages for text in public_texts(language)]
    held = shown([text for text in texts if key in ("", text.card.key)])
    issued = now.astimezone(UTC).replace(microsecond=0)
    return signed(
        {
            "kind": KIND,
            "format": FORMAT,
            "languages": list(languages),
            "issued_at": _moment(issued),
            "expires_at": _moment(issued + timedelta(days=PACK_DAYS)),
            "sources": _sources(held, languages),
            "cards": [_card(one) for one in held],
        }
    )


@lru_cache(maxsize=16)
def pack_bytes(languages: tuple[str, ...], minute: datetime, key: str = "") -> bytes:
    """The pack as it is handed out; made at most once a minute. Empty where there is no card."""
    made = pack(languages, now=minute, key=key)
    return canonical(made) if made["cards"] else b""


def _card(one: Shown) -> dict[str, Any]:
    amber, text = one.amber, one.text
    return {
        "id": one.card.key,
        "language": text.language,
        "title": text.question,
        "answer": list(one.answer),
        "next": list(one.next),
        "state": one.state,
        "since": _moment(amber.since) if amber else None,
        "reasons": list(amber.reasons) if amber else [],
        "topics": list(one.card.topics),
        "countries": list(one.card.countries),
        "updated_at": _moment(text.updated_at),
        "address": text.published.address,
        "signed": [
            {"as": s.capacity, "by": s.signed_by, "at": _moment(s.at)} for s in one.signatures
        ],
        "citations": [[page.source.key, page.heading] for page in _pages(one.cites)],
    }


def _pages(cites: Collection[CitedPage]) -> list[CitedPage]:
    """Each page and part once: several of its sentences may be cited."""
    return list({(page.source.pk, page.heading): page for page in cites}.values())


def _sources(held: Collection[Shown], languages: Sequence[str]) -> dict[str, Any]:
    """The pages cited, each once: many cards stand on the same one."""
    wanted = (*languages, "en")
    pages = {page.source.key: page.source for one in held for page in one.cites}
    return {
        key: {
            "url": source.url,
            "title": source.title,
            "language": source.language,
            "publisher": {c: n for c, n in source.publisher.names.items() if c in wanted},
        }
        for key, source in pages.items()
    }


def read_pack(raw: bytes, *, key: bytes, now: datetime) -> PackFacts:
    """What a file says, if it is a pack that the owner of `key` signed and that is not too old.

    Raises PackError, or NotOursError of the signature, with the one sentence that matters most.
    """
    document = _parsed(raw)
    check(document, key)
    facts = _facts(document)
    if now < facts.issued_at - timedelta(days=1):
        raise PackError(
            f"The file is from {facts.issued_at:%Y-%m-%d}, which is still to come by this"
            " machine's clock: set the clock and check again."
        )
    if now >= facts.expires_at:
        raise PackError(
            f"The file was to be trusted until {facts.expires_at:%Y-%m-%d}: get a new one."
        )
    return facts


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        document = json.loads(raw)
    except ValueError as wrong:
        raise PackError("The file is no pack of cards: it is damaged or something else.") from wrong
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise PackError("The file is no pack of cards: it is damaged or something else.")
    if document.get("format") != FORMAT:
        raise PackError("The file is of a newer kind than this program reads: update wayforward.")
    return document


def _facts(document: dict[str, Any]) -> PackFacts:
    return PackFacts(
        cards=len(document["cards"]),
        languages=tuple(document["languages"]),
        issued_at=datetime.fromisoformat(document["issued_at"]),
        expires_at=datetime.fromisoformat(document["expires_at"]),
        key=document["key"],
    )


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
