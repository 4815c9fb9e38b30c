"""Cards in the vocabulary of schema.org, for search engines. Says only what the page shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from wayforward.core.language.tags import html_tag
from wayforward.information.cards.public_queries import Group, Shown

_CONTEXT = "https://schema.org"
_AUTHOR = {"@type": "Organization", "name": "wayforward"}


def qa_page(one: Shown, address: str, first_said: datetime) -> dict[str, Any]:
    """One card as QAPage; `address` is its public one, `first_said` when its first text came.

    Members required and recommended by Google's guide to Q&A pages, votes left out: there are none.
    """
    published, changed = first_said.isoformat(), one.text.updated_at.isoformat()
    cited = list(dict.fromkeys(page.source.url for page in one.cites))
    return {
        "@context": _CONTEXT,
        "@type": "QAPage",
        "inLanguage": html_tag(one.text.language),
        "url": address,
        "dateModified": changed,
        "mainEntity": {
            "@type": "Question",
            "name": one.text.question,
            "text": one.text.question,
            "answerCount": 1,
            "datePublished": published,
            "author": _AUTHOR,
            "acceptedAnswer": {
                "@type": "Answer",
                "text": _said(one),
                "url": address,
                "datePublished": published,
                "dateModified": changed,
                "author": _AUTHOR,
                "creativeWorkStatus": one.state,
                "citation": [{"@type": "WebPage", "url": url} for url in cited],
            },
        },
    }


def faq_page(groups: Sequence[Group], absolute: Callable[[str], str]) -> dict[str, Any]:
    """The cards of a list whose answers stand on the list itself, as FAQPage."""
    cards = [one for group in groups for one in group.cards]
    return {
        "@context": _CONTEXT,
        "@type": "FAQPage",
        "inLanguage": html_tag(cards[0].text.language),
        "mainEntity": [
            {
                "@type": "Question",
                "name": one.text.question,
                "url": absolute(one.text.published.address),
                "acceptedAnswer": {"@type": "Answer", "text": _said(one)},
            }
            for one in cards
        ],
    }


def _said(one: Shown) -> str:
    return " ".join((*one.answer, *one.next))
