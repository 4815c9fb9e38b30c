"""Words about campaigns in templates."""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.translation import get_language, gettext

from wayforward.core.language.digits import format_number
from wayforward.core.places.reading import provinces
from wayforward.core.wording import in_words
from wayforward.information.campaigns import wording
from wayforward.information.campaigns.desk.presenting import place_in_words
from wayforward.information.campaigns.models import Placement

register = template.Library()


@register.filter
def material_kind(kind: str) -> str:
    """What a message is put into."""
    return in_words(wording.KINDS, kind)


@register.filter
def channel_name(channel: str) -> str:
    """By which way a material reaches people."""
    return in_words(wording.CHANNELS, channel)


@register.filter
def side_name(side: str) -> str:
    """A side of an arrangement."""
    return in_words(wording.SIDES, side)


@register.filter
def standing_name(standing: str) -> str:
    """Whether a material may be given out."""
    return in_words(wording.STANDINGS, standing)


@register.filter
def placed_where(place: Placement) -> str:
    """Where something is shown."""
    return place_in_words(place)


@register.filter
def provinces_named(codes: Sequence[str]) -> str:
    """Provinces in the reader's language."""
    language = get_language() or "en"
    known = provinces()
    names = (known[one].names.in_language(language) for one in codes if one in known)
    return gettext(", ").join(names)


@register.filter
def step_name(step: str) -> str:
    """A step of a campaign."""
    return wording.step_in_words(step)


@register.filter
def campaign_state(state: str) -> str:
    """How far a campaign has come."""
    return wording.state_in_words(state)


@register.filter
def lacking(found: tuple[str, str]) -> str:
    """Something that a campaign still needs."""
    return wording.lacking_in_words([found])[0]


@register.filter
def amount(value: Decimal | None) -> str:
    """An amount with as many decimals as it has, in the reader's digits."""
    if value is None:
        return "–"
    return format_number(float(value), get_language() or "en", 0 if value == int(value) else 2)
