"""What waits for an editor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wayforward.core.citations.models import PublishedText
from wayforward.core.citations.queries import amber_texts, ambers


@dataclass(frozen=True, slots=True)
class WaitingText:
    """A published text whose official pages changed; `reasons` the most serious first."""

    title: str
    language: str
    address: str  # its path on the public site
    since: datetime
    reasons: tuple[str, ...]


def waiting_texts() -> dict[str, list[WaitingText]]:
    """Amber texts by language, the longest waiting first; so are the languages."""
    texts = list(amber_texts())
    doubts = ambers([text.pk for text in texts])
    found: dict[str, list[WaitingText]] = {}
    for text in texts:
        doubt = doubts[text.pk]
        one = WaitingText(text.title, text.language, text.address, doubt.since, doubt.reasons)
        found.setdefault(text.language, []).append(one)
    return found


def texts_published() -> int:
    """How many texts stand in public, one a language."""
    return PublishedText.objects.filter(published=True).count()
