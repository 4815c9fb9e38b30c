"""A rebuttal as a text to pass on: the truth first and largest, what is said beside its verdict."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from wayforward.information.cards.materials import (
    contacts,
    last_compared,
    printed_sources,
    short_address,
)
from wayforward.information.materials.texts import MaterialText, Rumour, Section
from wayforward.information.narratives.models import ClaimText
from wayforward.information.narratives.queries import Shown
from wayforward.information.narratives.rules import State
from wayforward.information.narratives.wording import verdict_in_words


def material_text(one: Shown, *, on: date) -> MaterialText:
    """A rebuttal in its own language; what is not public yet is a draft."""
    text, pages = one.text, [page.source for page in one.cites]
    doubt = one.amber.since.date() if one.amber else None
    with override(text.language):
        return MaterialText(
            language=text.language,
            name=one.claim.key,
            title=text.fact[0] if text.fact else "",
            sections=_sections(text),
            address=short_address(text.published),
            publisher=_("Way forward"),
            made_on=on,
            rumour=Rumour(text.title, verdict_in_words(one.claim)),
            sources=printed_sources(pages, text.language),
            contacts=contacts(one.claim.countries, _topics(text), text.language),
            compared_on=last_compared(text.published, pages, doubt),
            doubt=doubt,
            signed=text.state == State.PUBLISHED and text.published.published,
            sms=text.sms,
            radio=text.radio,
        )


def _sections(text: ClaimText) -> tuple[Section, ...]:
    """The first fact is the headline. What is possible goes before why the rumour is wrong."""
    who = (f"{_('It is true for:')} {text.who}",) if text.who else ()
    found = (
        Section(_("What is true"), (*text.fact[1:], *who)),
        Section(_("Why it is wrong"), tuple(text.wrong), rank=2),
        Section(_("What is possible instead"), tuple(text.instead), rank=1, steps=True),
    )
    return tuple(section for section in found if section.sentences)


def _topics(text: ClaimText) -> list[str]:
    """The topics of the cards that hold against the claim."""
    cards = [row.card for row in text.claim.cards.all()]
    return list(dict.fromkeys(topic for card in cards for topic in card.topics))
