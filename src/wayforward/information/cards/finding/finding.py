"""The finder that `ask` calls: from a question to cards in the reader's language. Reads only."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Max, OuterRef, Subquery

from wayforward.core.citations.queries import Amber, ambers
from wayforward.information.answers.card_finding import Asked
from wayforward.information.answers.outcomes import CardAnswer, CardCitation
from wayforward.information.cards.finding import shelving
from wayforward.information.cards.finding.matching import Match
from wayforward.information.cards.finding.shelving import KeptText
from wayforward.information.cards.models import State
from wayforward.information.sources.models import Capture, Source

FALLBACK = "en"
_MOST = 4


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
    amber = ambers([text.published for _, text in found])
    sources = _sources({source for _, text in found for source, _, _ in text.cites})
    return tuple(
        _answer(match, text, amber.get(text.published), sources, asked.reader_language)
        for match, text in found
    )


def _text(key: str, language: str) -> KeptText | None:
    return shelving.kept_text(key, language) or shelving.kept_text(key, FALLBACK)


def _answer(
    match: Match, text: KeptText, amber: Amber | None, sources: Mapping[int, Source], language: str
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


def _sources(ids: Collection[int]) -> dict[int, Source]:
    """Sources with their publisher and the number of our newest copy, in one query."""
    newest = Capture.objects.filter(source=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    rows = Source.objects.filter(pk__in=ids).select_related("publisher")
    return {row.pk: row for row in rows.annotate(copy=Subquery(newest))}


def latest_copies(source_ids: Collection[int]) -> dict[int, int]:
    """Source -> its newest stored copy."""
    rows = Capture.objects.filter(source__in=source_ids).values("source")
    return dict(rows.annotate(latest=Max("pk")).values_list("source", "latest"))


def _citations(
    cites: Sequence[tuple[int, str, str]], sources: Mapping[int, Source], language: str
) -> tuple[CardCitation, ...]:
    return tuple(
        _citation(sources[source], heading, words, language)
        for source, heading, words in cites
        if source in sources
    )


def _citation(source: Source, heading: str, words: str, language: str) -> CardCitation:
    names = source.publisher.names
    copy: int | None = getattr(source, "copy", None)
    return CardCitation(
        source_id=source.pk,
        source_key=source.key,
        url=source.url,
        title=source.title,
        publisher=names.get(language) or names.get(FALLBACK) or source.publisher.key,
        language=source.language,
        heading=heading,
        words=words,
        checked_at=source.checked_at,
        stored_copy=f"/stored/{copy}" if copy else "",
    )
