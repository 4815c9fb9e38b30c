"""The finder that `ask` calls: from a question to cards in the reader's language. Reads only."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import Max

from wayforward.core.citations.queries import Amber, by_seriousness
from wayforward.core.statements import prepared
from wayforward.information.answers.card_finding import Asked
from wayforward.information.answers.outcomes import CardAnswer, CardCitation
from wayforward.information.cards.finding import shelving
from wayforward.information.cards.finding.matching import Match
from wayforward.information.cards.finding.shelving import KeptText
from wayforward.information.cards.models import State
from wayforward.information.sources.models import Capture

_SQL = Path(__file__).parent / "sql"
_SHOWN = (_SQL / "shown.sql").read_text(encoding="utf-8")
FALLBACK = "en"
_MOST = 4


@dataclass(frozen=True, slots=True)
class _Page:
    key: str
    url: str
    title: str
    language: str
    checked_at: datetime | None
    publisher: str
    names: Mapping[str, str]
    copy: int | None


def cards_for(asked: Asked) -> tuple[CardAnswer, ...]:
    """The card that answers, or those the reader may have meant; in the reader's language."""
    found = [
        (match, text)
        for match in shelving.find(asked, _MOST)
        for text in (_text(match.key, asked.reader_language),)
        if text is not None
    ]
    if not found:
        return ()
    sources, amber = _as_of_now([text for _, text in found])
    return tuple(
        _answer(match, text, amber.get(text.published), sources, asked.reader_language)
        for match, text in found
    )


def _text(key: str, language: str) -> KeptText | None:
    return shelving.kept_text(key, language) or shelving.kept_text(key, FALLBACK)


def _answer(
    match: Match, text: KeptText, amber: Amber | None, sources: Mapping[int, _Page], language: str
) -> CardAnswer:
    signed = State.SIGNED if text.state == State.SIGNED else State.DRAFT
    return CardAnswer(
        id=match.key,
        language=text.language,
        title=text.question,
        answer=text.answer,
        next=text.next,
        state="amber" if amber else signed,
        since=amber.since if amber else None,
        reasons=amber.reasons if amber else (),
        address=text.address,
        citations=_citations(text.cites, sources, language),
        confidence=match.confidence,
        sure=match.sure,
    )


def _as_of_now(texts: Sequence[KeptText]) -> tuple[dict[int, _Page], dict[int, Amber]]:
    """Official pages by number, and which texts are under review: never remembered.

    As core.citations.queries.ambers, by a prepared statement: a question must stay cheap.
    """
    cited = {source for text in texts for source, _, _ in text.cites}
    given = {"sources": [*cited], "texts": [text.published for text in texts]}
    pages, amber = {}, {}
    for *page, text, since, reasons in prepared(_SHOWN, given):
        if text is not None:
            amber[text] = Amber(since, by_seriousness(reasons), len(reasons))
        else:
            pk, key, url, title, language, checked, publisher, names, copy = page
            known = json.loads(names)
            pages[pk] = _Page(key, url, title, language, checked, publisher, known, copy)
    return pages, amber


def latest_copies(source_ids: Collection[int]) -> dict[int, int]:
    """Source -> its newest stored copy."""
    rows = Capture.objects.filter(source__in=source_ids).values("source")
    return dict(rows.annotate(latest=Max("pk")).values_list("source", "latest"))


def _citations(
    cites: Sequence[tuple[int, str, str]], sources: Mapping[int, _Page], language: str
) -> tuple[CardCitation, ...]:
    return tuple(
        _citation(source, sources[source], heading, words, language)
        for source, heading, words in cites
        if source in sources
    )


def _citation(source: int, page: _Page, heading: str, words: str, language: str) -> CardCitation:
    return CardCitation(
        source_id=source,
        source_key=page.key,
        url=page.url,
        title=page.title,
        publisher=page.names.get(language) or page.names.get(FALLBACK) or page.publisher,
        language=page.language,
        heading=heading,
        words=words,
        checked_at=page.checked_at,
        stored_copy=f"/stored/{page.copy}" if page.copy else "",
    )
