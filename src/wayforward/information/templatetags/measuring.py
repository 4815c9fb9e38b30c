"""What templates of reach may use: people as a span, counts as they are told, names by kind."""

from __future__ import annotations

from django import template
from django.conf import settings

from wayforward.core.wording import in_words
from wayforward.information.campaigns.measuring import wording
from wayforward.information.campaigns.measuring.rules import Span
from wayforward.information.campaigns.measuring.telling import Cell
from wayforward.information.campaigns.wording import CHANNELS

register = template.Library()


@register.filter
def people(span: Span | None) -> str:
    """Between how many people."""
    return wording.people(span)


@register.filter
def told_cell(cell: Cell | None) -> str:
    """A count by links as it is told; a dash where no link was opened."""
    return wording.cell(cell) if cell else "–"


@register.filter
def reach_name(name: str, kind: str) -> str:
    """What a line of reach is called: a channel, a language, a place."""
    if kind == "channel":
        return in_words(CHANNELS, name)
    if kind == "language":
        return dict(settings.LANGUAGES).get(name, name)
    return wording.place_in_words(name)


@register.filter
def how_known(how: str) -> str:
    """How a reach by somebody's word was found."""
    return in_words(wording.HOW, how)
