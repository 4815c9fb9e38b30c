"""One serialisation of narratives and claims, for machines. Decides nothing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from wayforward.core.rulesets.rules import Value
from wayforward.information.materials.files import addresses
from wayforward.information.narratives.matching.explaining import in_words
from wayforward.information.narratives.matching.matching import Matched
from wayforward.information.narratives.models import Narrative
from wayforward.information.narratives.queries import CitedPage, Shown


def narrative_to_dict(one: Narrative) -> dict[str, Any]:
    """A narrative in every language."""
    return {"id": one.key, "names": one.names, "says": one.says, "gains": one.gains}


def line_to_dict(one: Shown) -> dict[str, Any]:
    """A claim in one language as a list shows it."""
    claim = one.claim
    return {
        "id": claim.key,
        "narrative": claim.narrative.key,
        "language": one.text.language,
        "title": one.text.title,
        "verdict": claim.verdict,
        "until": claim.until.isoformat() if claim.until else None,
        "harm": claim.harm,
        "countries": claim.countries,
        "state": one.state,
    }


def claim_to_dict(one: Shown) -> dict[str, Any]:
    """A claim in one language with all there is; times ISO 8601 in UTC."""
    text, amber = one.text, one.amber
    return line_to_dict(one) | {
        "fact": text.fact,
        "wrong": text.wrong,
        "who": text.who,
        "instead": text.instead,
        "sms": text.sms,
        "radio": text.radio,
        "gains": one.claim.gains,
        "channels": one.claim.channels,
        "cards": list(one.cards),
        "wordings": list(one.wordings),
        "address": text.published.address,
        "materials": addresses(text.published.address) if text.published.published else {},
        "published": text.published.published,
        "reason": (
            {"since": amber.since.isoformat(), "reasons": list(amber.reasons)} if amber else None
        ),
        "revision": text.revision,
        "updated_at": text.updated_at.isoformat(),
        "citations": [_cited(page) for page in one.cites],
    }


def threshold_to_dict(value: Value) -> dict[str, Any]:
    """The do-no-harm threshold with its source."""
    return {"sightings": value.value, "citation": value.citation, "verified": value.verified}


def _cited(page: CitedPage) -> dict[str, Any]:
    return {
        "source": page.source.key,
        "url": page.source.url,
        "title": page.source.title,
        "publisher": page.source.publisher.key,
        "language": page.source.language,
        "heading": page.heading,
        "live": page.live,
        "in_doubt": page.in_doubt,
    }


def matched_to_dict(one: Matched, reader: str) -> dict[str, Any]:
    """What a report was found to tell, its reasons in the reader's language (fa-af, ps, en)."""
    with override(reader):
        matches = [
            {
                "claim": match.claim,
                "title": match.title,
                "language": match.language,
                "score": round(match.score, 4),
                "why": in_words(match.why),
                "verdict": match.verdict,
                "rebuttal": match.rebuttal or None,
                "materials": addresses(match.rebuttal) if match.rebuttal else {},
            }
            for match in one.matches
        ]
    return {"language": one.language, "decision": one.decision.value, "matches": matches}
