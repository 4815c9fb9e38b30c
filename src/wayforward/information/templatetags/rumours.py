"""Words about rumours in templates."""

from django import template

from wayforward.information.narratives.models import Claim, ClaimText
from wayforward.information.narratives.rules import State
from wayforward.information.narratives.wording import STATES, verdict_in_words

register = template.Library()


@register.filter
def verdict(claim: Claim) -> str:
    """What we hold of a claim."""
    return verdict_in_words(claim)


@register.filter
def rebuttal_state(text: ClaimText) -> str:
    """How far a text has come."""
    return str(STATES[State(text.state)])
