"""Rebuttals as ClaimReview (schema.org), for search engines. Says only what the page shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from wayforward.core.language.tags import html_tag
from wayforward.information.narratives.queries import Shown
from wayforward.information.narratives.rules import Verdict
from wayforward.information.narratives.wording import verdict_in_words

_WORST, _BEST = 1, 5
# How true a claim is, from 1 to 5; what nobody official has said has no number.
_TRUTH = {
    Verdict.FALSE: _WORST,
    Verdict.SCAM: _WORST,
    Verdict.WAS_TRUE: 2,
    Verdict.TRUE_FOR_SOME: 3,
}


def claim_review(one: Shown, address: str) -> dict[str, Any]:
    """One rebuttal; `address` is its public one.

    Members that Google's guide to ClaimReview requires or recommends; who first told a rumour is
    nobody's to know and is left out.
    """
    text = one.text
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "inLanguage": html_tag(text.language),
        "url": address,
        "claimReviewed": text.title,
        "datePublished": text.updated_at.date().isoformat(),
        "author": {"@type": "Organization", "name": "wayforward"},
        "itemReviewed": {"@type": "Claim", "name": text.title},
        "reviewRating": _rating(one),
        "reviewBody": " ".join((*text.fact, *text.wrong)),
        "creativeWorkStatus": one.state,
        "citation": [
            {"@type": "WebPage", "url": url}
            for url in dict.fromkeys(page.source.url for page in one.cites)
        ],
    }


def _rating(one: Shown) -> dict[str, Any]:
    verdict = Verdict(one.claim.verdict)
    said = {"@type": "Rating", "alternateName": verdict_in_words(one.claim)}
    if one.amber:
        return {**said, "alternateName": _("Under review")}
    number = _TRUTH.get(verdict)
    if number is None:
        return said
    return {**said, "ratingValue": number, "worstRating": _WORST, "bestRating": _BEST}
