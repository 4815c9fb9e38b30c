"""A material of a campaign as a text to print and to pass on; how it is set is `materials`'s."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from wayforward.information.campaigns import writing
from wayforward.information.campaigns.models import Placement
from wayforward.information.campaigns.public_queries import Given
from wayforward.information.campaigns.rules import MaterialKind
from wayforward.information.cards.materials import (
    contacts,
    last_compared,
    printed_sources,
    short_address,
)
from wayforward.information.materials.texts import Kind, MaterialText, Section

FORMS: Mapping[MaterialKind, tuple[Kind, ...]] = {
    MaterialKind.LEAFLET: (Kind.LEAFLET,),
    MaterialKind.POSTER: (Kind.POSTER, Kind.SMALL_POSTER),
    MaterialKind.SOCIAL_CARD: (Kind.CARD, Kind.TALL_CARD),
    MaterialKind.SMS: (Kind.SMS,),
    MaterialKind.RADIO_SCRIPT: (Kind.RADIO,),
    MaterialKind.HELPLINE_CARD: (Kind.HELPLINE,),
}


def material_text(one: Given, *, on: date, address: str = "") -> MaterialText:
    """A material in its own language; `address` is printed on it, else that of its page.

    It says what the campaign says, not the rumour: whoever never heard that need not hear it here.
    """
    material, kind = one.material, MaterialKind(one.material.kind)
    pages = [page.source for page in one.cites]
    doubt = (one.stands.since.date() if one.stands.since else on) if one.in_doubt else None
    with override(material.language):
        return MaterialText(
            language=material.language,
            name=material.key,
            title=material.title,
            sections=_sections(one),
            address=address or short_address(material.published),
            publisher=_("Way forward"),
            made_on=on,
            sources=printed_sources(pages, material.language),
            contacts=contacts(_countries(one), _topics(one), material.language),
            compared_on=last_compared(material.published, pages, doubt),
            doubt=doubt,
            signed=material.given_out_at is not None and not one.withdrawn,
            sms=_one_text(one) if kind is MaterialKind.SMS else "",
            radio=_one_text(one) if kind is MaterialKind.RADIO_SCRIPT else "",
        )


def _sections(one: Given) -> tuple[Section, ...]:
    """Parted as the rebuttal is; what somebody wrote anew stands with what is true."""
    text = writing.rebuttal_of(one.material.message, one.material.language)
    wrong, instead = (text.wrong, text.instead) if text else ([], [])
    parts: dict[str, list[str]] = {"true": [], "wrong": [], "instead": []}
    for words in one.material.words:
        part = "wrong" if words in wrong else "instead" if words in instead else "true"
        parts[part].append(words)
    found = (
        Section(_("What is true"), tuple(parts["true"])),
        Section(_("Why it is wrong"), tuple(parts["wrong"]), rank=2),
        Section(_("What is possible instead"), tuple(parts["instead"]), rank=1, steps=True),
    )
    return tuple(section for section in found if section.sentences)


def of_placement(place: Placement | None) -> str:
    """The complete short link of a placement; empty where it has none yet."""
    if place is None or not place.link:
        return ""
    return f"{settings.ORIGIN}{reverse('go', args=[place.link])}"


def forms(one: Given) -> tuple[Kind, ...]:
    """The forms a material of its kind is made in."""
    return FORMS[MaterialKind(one.material.kind)]


def _one_text(one: Given) -> str:
    return "\n".join(one.material.words)


def _countries(one: Given) -> Collection[str]:
    message = one.material.message
    return message.claim.countries if message.claim else message.campaign.countries


def _topics(one: Given) -> list[str]:
    """The topics of the cards it carries."""
    return list(dict.fromkeys(topic for text in one.cards for topic in text.card.topics))
