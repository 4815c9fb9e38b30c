"""Words about rumours in templates."""

from django import template

from wayforward.information.narratives.models import Claim
from wayforward.information.narratives.wording import verdict_in_words

register = template.Library()


@register.filter
def verdict(claim: Claim) -> str:
    """What we hold of a claim."""
    return verdict_in_words(claim)
