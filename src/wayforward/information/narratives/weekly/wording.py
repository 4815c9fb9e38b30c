"""The weekly picture in words, in the active language."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayforward.core.language.digits import format_number
from wayforward.core.places.reading import provinces
from wayforward.information.narratives.reporting.answering import UNKNOWN
from wayforward.information.narratives.reporting.rules import Intake
from wayforward.information.narratives.rules import Channel
from wayforward.information.narratives.weekly.rules import Judged
from wayforward.information.narratives.wording import CHANNELS

LANGUAGES = {
    "fa-af": lazy("Dari or Persian"),
    "ps": lazy("Pashto"),
    "en": lazy("English"),
    UNKNOWN: lazy("language unsure"),
}
WAYS = {
    Intake.WEB: lazy("the public page"),
    Intake.DESK: lazy("staff"),
    Intake.FILE: lazy("files"),
    Intake.TELEGRAM: lazy("Telegram"),
    Intake.WHATSAPP: lazy("WhatsApp"),
}
_RAREST = 10_000  # weeks; beyond that a number says no more


def language_in_words(code: str) -> str:
    """A language of reports; those without a name of ours by their code."""
    return str(LANGUAGES.get(code, code))


def channel_in_words(code: str) -> str:
    """Where a rumour was told; empty: nobody said."""
    return str(CHANNELS[Channel(code)]) if code else _("not said where")


def province_in_words(code: str) -> str:
    """A province in the reader's language."""
    return provinces()[code].names.in_language(_language())


def judged_in_words(one: Judged) -> str:
    """The week beside what is usual, and how rarely chance alone does that."""
    said = _("Sightings in the week: %(count)s; in a usual one: %(usual)s.") % {
        "count": _number(one.count),
        "usual": _number(one.usual, 0 if one.usual.is_integer() else 1),
    }
    if not one.rising:
        return said
    return f"{said} {_how_rare(one.chance)}"


def _how_rare(chance: float) -> str:
    if chance * _RAREST < 1:
        rare = _("If nothing had changed, so many would come less than once in %(weeks)s weeks.")
        return rare % {"weeks": _number(_RAREST)}
    rare = _("If nothing had changed, so many would come about once in %(weeks)s weeks.")
    return rare % {"weeks": _number(round(1 / chance))}


def last_day(monday: date) -> date:
    """The Sunday of a week."""
    return monday + timedelta(days=6)


def _number(value: float, decimals: int = 0) -> str:
    return format_number(value, _language(), decimals)


def _language() -> str:
    return get_language() or "en"
