"""Words about projects in templates."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from wayforward.information.projects.totals_wording import comma

register = template.Library()


@register.filter
def listed(words: Iterable[str]) -> str:
    """Words one after the other, with the comma of the reader's script."""
    return comma().join(words)


@register.simple_tag(name="comma")
def comma_tag() -> str:
    """The comma of the reader's script and a blank."""
    return comma()
