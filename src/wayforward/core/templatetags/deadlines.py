"""Words of clocks and rule sets for templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wayforward.core.access.context import acting
from wayforward.core.access.rules import Permission
from wayforward.core.clocks import queries, wording
from wayforward.core.clocks.definitions import kind
from wayforward.core.clocks.models import ClockChange
from wayforward.core.clocks.rules import Length, State, Unit
from wayforward.core.language.calendar import both_calendars
from wayforward.core.persons.models import Person
from wayforward.core.rulesets.rules import Value
from wayforward.core.rulesets.wording import value_in_words
from wayforward.core.wording import in_words

register = template.Library()


def _language() -> str:
    return get_language() or "en"


@register.inclusion_tag("clocks/_of_person.html")
def deadlines_of(person: Person) -> dict[str, Any]:
    """Deadlines about a person, and the way to start one; nothing for who may see none."""
    actor = acting().actor
    if not actor.may(Permission.SEE_CLOCKS):
        return {}
    return {
        "person": person,
        "clocks": queries.clocks().filter(person=person),
        "may_keep": actor.may(Permission.KEEP_CLOCKS),
    }


@register.filter
def value_words(value: Value) -> str:
    """A parameter's value and unit in words."""
    return value_in_words(value)


@register.filter
def label(value: Value) -> str:
    """What a parameter is about."""
    return value.label(_language())


@register.filter
def clock_state(state: str) -> str:
    """Where a clock stands."""
    return str(wording.STATES[State(state)])


@register.filter
def level_name(level: str) -> str:
    """How urgent a clock is."""
    return in_words(wording.LEVELS, level)


@register.filter
def kind_title(key: str) -> str:
    """What a kind of clock is called."""
    return kind(key).name(_language())


@register.filter
def change_words(change: ClockChange) -> str:
    """A change of a clock in a sentence."""
    why = wording.reason_in_words(change.reason)
    if change.amount is not None:
        length = wording.length_in_words(Length(change.amount, Unit(change.unit)), _language())
        words = {"length": length, "why": why}
        if change.kind == "extension":
            return _("Extended by %(length)s: %(why)s.") % words
        return _("Shortened by %(length)s: %(why)s.") % words
    words = {"since": both_calendars(change.since, _language()), "why": why}
    if change.resumed is None:
        return _("Suspended since %(since)s: %(why)s.") % words
    words["until"] = both_calendars(change.resumed, _language())
    return _("Suspended from %(since)s, resumed on %(until)s: %(why)s.") % words


@register.filter
def weekday_names(days: frozenset[int]) -> str:
    """Days of the week in words."""
    return _(" and ").join(str(wording.WEEKDAYS[day]) for day in sorted(days))
