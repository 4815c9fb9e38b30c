"""What somebody who reported a rumour is told at once: only what is published, never a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from wayforward.core.language.tags import base_language
from wayforward.information.narratives import queries
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.rules import Decision, State

UNKNOWN = "und"  # BCP 47: language undetermined
_SITE = {"fa": "fa-af", "ps": "ps", "en": "en"}
_MOST_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Rebuttal:
    """A claim with what is published against it, in one language."""

    claim: str
    language: str
    title: str
    verdict: str
    fact: tuple[str, ...]
    wrong: tuple[str, ...]
    who: str
    instead: tuple[str, ...]
    url: str
    in_doubt: bool  # an official page it stands on has changed since


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: one rebuttal where the claim is near certain, some where it may be theirs."""

    kind: Decision
    language: str
    rebuttals: tuple[Rebuttal, ...] = ()


def site_language(code: str) -> str:
    """A language as texts of claims have it: fa-af, ps, en; others as they are, none is `und`."""
    base = base_language(code) if code else ""
    return _SITE.get(base, base or UNKNOWN)


def answer(decision: Decision, language: str, claims: Sequence[str]) -> Answer:
    """The answer to a report that was matched with these claims, best first."""
    if decision is Decision.NEW:
        return Answer(decision, language)
    wanted = claims[:1] if decision is Decision.NEAR_EXACT else claims[:_MOST_SUGGESTIONS]
    return Answer(decision, language, published_rebuttals(wanted, language))


def published_rebuttals(claims: Sequence[str], language: str) -> tuple[Rebuttal, ...]:
    """What is published against claims, in their order and in a language the reader reads.

    A reader of another language than ours gets English; readers of Dari and Pashto do not get each
    other's.
    """
    own = language if language in queries.LANGUAGES else "en"
    texts = ClaimText.objects.filter(
        claim__key__in=claims, claim__active=True, language=own, state=State.PUBLISHED,
        published__published=True,
    ).select_related("claim__narrative", "published")  # fmt: skip
    found = {one.claim.key: _rebuttal(one) for one in queries.shown(list(texts))}
    return tuple(found[key] for key in claims if key in found)


def _rebuttal(one: queries.Shown) -> Rebuttal:
    text = one.text
    return Rebuttal(
        claim=one.claim.key,
        language=text.language,
        title=text.title,
        verdict=one.claim.verdict,
        fact=tuple(text.fact),
        wrong=tuple(text.wrong),
        who=text.who,
        instead=tuple(text.instead),
        url=f"{settings.ORIGIN}{text.published.address}",
        in_doubt=one.amber is not None,
    )
