"""Panels that say who can see something and why; for pages that act for the party that holds it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext

from wayforward.core.access import wording
from wayforward.core.access.consenting.forms import group_name as group_label
from wayforward.core.access.disclosing.forms import field_name as label_of
from wayforward.core.access.disclosing.forms import party_name
from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.access.disclosing.rules import Refusal
from wayforward.core.access.disclosing.schemas import groups
from wayforward.core.access.seeing import who_sees as whole_answer
from wayforward.core.access.seeing import who_sees_disclosure
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person
from wayforward.core.wording import in_words

register = template.Library()


@register.inclusion_tag("ledgers/_who_sees.html")
def who_sees(person: Person) -> dict[str, Any]:
    """Who can see this person: roles of the own party, other parties by disclosure, consents."""
    return {"person": person, "sides": [whole_answer(person)]}


@register.inclusion_tag("ledgers/_who_sees.html")
def who_sees_sent(disclosure: Disclosure) -> dict[str, Any]:
    """Who can see this disclosure, at both parties."""
    return {"person": None, "sides": who_sees_disclosure(disclosure)}


@register.filter
def purpose_name(purpose: str) -> str:
    """What something is done or may be used for."""
    return in_words(wording.PURPOSES, purpose)


@register.filter
def purpose_names(purposes: Any) -> list[str]:
    """Several purposes, in words."""
    return [purpose_name(one) for one in purposes]


@register.filter
def class_name(data_class: str) -> str:
    """A data class."""
    return in_words(wording.DATA_CLASSES, data_class)


@register.filter
def class_names(classes: Any) -> list[str]:
    """Several data classes, in words."""
    return [class_name(one) for one in classes]


@register.filter
def ground_name(ground: str) -> str:
    """A legal ground."""
    return in_words(wording.GROUNDS, ground)


@register.filter
def refusal_text(refusal: Refusal) -> str:
    """Why a field, a group or a whole disclosure is refused, in one sentence."""
    said = in_words(wording.REFUSALS, refusal.why)
    about = group_label(refusal.about) if refusal.about in groups() else label_of(refusal.about)
    return f"{about}: {said}" if refusal.about else said


@register.filter
def field_label(name: str) -> str:
    """A field that can be disclosed."""
    return label_of(name)


@register.filter
def field_labels(names: Any) -> list[str]:
    """Several fields, in words."""
    return [label_of(name) for name in names]


@register.filter
def group_labels(keys: Any) -> list[str]:
    """Several groups of fields, in words."""
    return [group_label(key) for key in keys]


@register.filter
def party_label(party: Party) -> str:
    """A party in the reader's language."""
    return party_name(party)


@register.filter
def value_text(value: object) -> str:
    """A disclosed value as it is read."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return gettext(", ").join(map(str, value))
    return str(value)
