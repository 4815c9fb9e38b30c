"""The finder that `ask` calls: from a question to cards in the reader's language. Reads only."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max

from wayforward.information.answers.card_finding import Asked
from wayforward.information.answers.outcomes import CardAnswer, CardCitation
from wayforward.information.cards import public_queries, shelving
from wayforward.information.cards.matching import Match
from wayforward.information.cards.models import CardText
from wayforward.information.cards.public_queries import CitedPage, Shown
from wayforward.information.sources.models import Capture

FALLBACK = "en"
_MOST = 4


def cards_for(asked: Asked) -> tuple[CardAnswer, ...]:
    """The card that answers, or those the reader may have meant; in the reader's language."""
    matches = shelving.find(asked, _MOST)
    if not matches:
        return ()
    texts = _texts([match.key for match in matches], asked.reader_language)
    matches = [match for match in matches if match.key in texts]
    shown = public_queries.shown([texts[match.key] for match in matches])
    return card_answers(shown, matches, asked.reader_language)


def _texts(keys: Sequence[str], language: str) -> dict[str, CardText]:
    found = {text.card.key: text for text in public_queries.texts_of(keys, language)}
    if missing := [key for key in keys if key not in found and language != FALLBACK]:
        found |= {text.card.key: text for text in public_queries.texts_of(missing, FALLBACK)}
    return found


def card_answers(
    shown: Sequence[Shown], matches: Sequence[Match], language: str
) -> tuple[CardAnswer, ...]:
    """Cards as `ask` gives them, in the order of their matches."""
    copies = latest_copies({page.source.pk for one in shown for page in one.cites})
    return tuple(
        CardAnswer(
            id=one.card.key,
            language=one.text.language,
            title=one.text.question,
            answer=one.answer,
            next=one.next,
            state=one.state,
            since=one.amber.since if one.amber else None,
            reasons=one.amber.reasons if one.amber else (),
            address=one.text.published.address,
            citations=tuple(_citation(page, copies, language) for page in one.cites),
            confidence=match.confidence,
            sure=match.sure,
        )
        for one, match in zip(shown, matches, strict=True)
    )


def latest_copies(source_ids: set[int]) -> dict[int, int]:
    """Source -> its newest stored copy."""
    rows = Capture.objects.filter(source__in=source_ids).values("source")
    return dict(rows.annotate(latest=Max("pk")).values_list("source", "latest"))


def _citation(page: CitedPage, copies: dict[int, int], language: str) -> CardCitation:
    source, names = page.source, page.source.publisher.names
    copy = copies.get(source.pk)
    return CardCitation(
        source_id=source.pk,
        source_key=source.key,
        url=source.url,
        title=source.title,
        publisher=names.get(language) or names.get(FALLBACK) or source.publisher.key,
        language=source.language,
        heading=page.heading,
        words=page.words,
        checked_at=source.checked_at,
        stored_copy=f"/stored/{copy}" if copy else "",
    )
