"""One serialisation of an answer, for the API and the command line alike. Decides nothing."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from wayforward.information.answers.outcomes import (
    Answer,
    CardAnswer,
    PersonalDataFinding,
    Quotation,
    ReferralContact,
)

_FRAGMENT_WORDS = 8


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def quotation_to_dict(quotation: Quotation) -> dict[str, Any]:
    """A quotation as JSON: texts verbatim, times ISO 8601 in UTC, score in 0..1."""
    return {
        "id": quotation.id,
        "text": quotation.text,
        "answer_sentences": list(quotation.answer_sentences),
        "language": quotation.language,
        "title": quotation.title,
        "publisher": quotation.publisher,
        "publisher_key": quotation.publisher_key,
        "tier": quotation.tier,
        "url": quotation.url,
        "heading_path": list(quotation.heading_path),
        "page": quotation.page,
        "captured_at": _moment(quotation.captured_at),
        "checked_at": _moment(quotation.checked_at),
        "changed_at": _moment(quotation.changed_at),
        "stored_copy": quotation.stored_copy,
        "score": round(quotation.score, 4),
        "stale": quotation.stale,
    }


def _contact_to_dict(contact: ReferralContact) -> dict[str, str]:
    return {
        "name": contact.name,
        "text": contact.text,
        "url": contact.url,
        "phone": contact.phone,
    }


def _finding_to_dict(finding: PersonalDataFinding) -> dict[str, Any]:
    return {"kind": finding.kind, "start": finding.start, "end": finding.end}


def card_to_dict(card: CardAnswer) -> dict[str, Any]:
    """A card as JSON; `reason` says in a word why it is amber and since when, else it is null."""
    reason = {"since": _moment(card.since), "reasons": list(card.reasons)} if card.since else None
    return {
        "id": card.id,
        "language": card.language,
        "title": card.title,
        "answer": list(card.answer),
        "next": list(card.next),
        "state": card.state,
        "reason": reason,
        "address": card.address,
        "confidence": round(card.confidence, 4),
        "sure": card.sure,
        "citations": [
            {
                "source": cite.source_key,
                "url": cite.url,
                "title": cite.title,
                "publisher": cite.publisher,
                "language": cite.language,
                "heading": cite.heading,
                "words": cite.words,
                "checked_at": _moment(cite.checked_at),
                "stored_copy": cite.stored_copy or None,
            }
            for cite in card.citations
        ],
    }


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """The whole answer as JSON. The question itself is not in it: it is kept nowhere."""
    return {
        "question_language": answer.question_language,
        "reader_language": answer.reader_language,
        "outcome": answer.outcome.value,
        "confidence": round(answer.confidence, 4),
        "countries": list(answer.countries),
        "topics": list(answer.topics),
        "cards": [card_to_dict(card) for card in answer.cards],
        "passages": [quotation_to_dict(passage) for passage in answer.passages],
        "referral": [_contact_to_dict(contact) for contact in answer.referral],
        "personal_data": [_finding_to_dict(finding) for finding in answer.personal_data],
    }


def pointed_link(url: str, sentence: str) -> str:
    """The live page's address, pointing a browser at `sentence` where it understands that.

    The pointer (a text fragment) stays in the reader's browser: it is never sent to the page.
    """
    words = " ".join(sentence.split()[:_FRAGMENT_WORDS])
    if not words:
        return url
    # A dash or comma inside the words would read as the pointer's own syntax.
    pointer = quote(words, safe="").replace("-", "%2D")
    return f"{url}{'' if '#' in url else '#'}:~:text={pointer}"
