"""Words for closed sets about persons, as templates say them."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from wayforward.core.persons.desk import wording
from wayforward.core.persons.matching.comparing import Comparison
from wayforward.core.persons.matching.wording import LANGUAGES, worded
from wayforward.core.places import reading
from wayforward.core.wording import in_words

register = template.Library()


@register.filter
def name_kind(kind: str) -> str:
    """Whose name it is."""
    return in_words(wording.NAME_KINDS, kind)


@register.filter
def document_kind(kind: str) -> str:
    """Which paper."""
    return in_words(wording.DOCUMENT_KINDS, kind)


@register.filter
def verdict_name(verdict: str) -> str:
    """What was judged."""
    return in_words(wording.VERDICTS, verdict)


@register.filter
def fact_name(fact: str) -> str:
    """What can be recorded about a person."""
    return in_words(wording.FACTS, fact)


@register.filter
def province_name(code: str) -> str:
    """A province in the reader's language."""
    return reading.province_name(code, get_language() or "en")


@register.filter
def percent(comparison: Comparison) -> int:
    """The score for a reader; never 0 nor 100, for nobody is sure."""
    return min(99, max(1, round(comparison.score * 100)))


@register.filter
def reasons(comparison: Comparison) -> list[str]:
    """What speaks for and against, in the reader's language."""
    language = get_language() or "en"
    language = language if language in LANGUAGES else "en"
    return [worded(one, language) for one in comparison.reasons]
