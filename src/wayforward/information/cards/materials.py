"""A card as a text to pass on, and what every text of ours says of its pages when it is printed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from wayforward.core.citations.models import PublishedText
from wayforward.information.answers.referring import refer
from wayforward.information.cards.models import State
from wayforward.information.cards.public_queries import Shown
from wayforward.information.materials.texts import (
    Contact,
    Kind,
    MaterialSource,
    MaterialText,
    Section,
)
from wayforward.information.sources.models import Source

# A card answers a question: it is read whole or seen, not told in seconds.
KINDS = (Kind.CARD, Kind.TALL_CARD, Kind.LEAFLET)


def material_text(one: Shown, *, on: date) -> MaterialText:
    """A card in its own language; a draft says so, and so does what is under review."""
    text = one.text
    pages = [page.source for page in one.cites]
    doubt = one.amber.since.date() if one.amber else None
    with override(text.language):
        return MaterialText(
            language=text.language,
            name=one.card.key,
            title=text.question,
            sections=(
                Section(_("Short answer"), one.answer),
                Section(_("What to do next"), one.next, rank=1, steps=True),
            ),
            address=short_address(text.published),
            publisher=_("Way forward"),
            made_on=on,
            sources=printed_sources(pages, text.language),
            contacts=contacts(one.card.countries, one.card.topics, text.language),
            compared_on=last_compared(text.published, pages, doubt),
            doubt=doubt,
            signed=text.state == State.SIGNED,
        )


def short_address(published: PublishedText) -> str:
    """The address of a text that is short enough to be typed; it leads to its page."""
    return f"{settings.ORIGIN}{reverse('text', args=[published.pk])}"


def printed_sources(pages: Iterable[Source], language: str) -> tuple[MaterialSource, ...]:
    """Official pages as they stand on paper, each once, in the order cited."""
    return tuple(
        MaterialSource(
            publisher=_named(page, language),
            title=page.title or page.url,
            address=page.url,
            checked=page.checked_at.date() if page.checked_at else None,
            language=page.language,
        )
        for page in {page.pk: page for page in pages}.values()
    )


def contacts(
    countries: Collection[str], topics: Collection[str], language: str
) -> tuple[Contact, ...]:
    """Reviewed contacts for the countries and topics of a text."""
    found = refer(countries=tuple(countries), topics=tuple(topics), language=language)
    return tuple(Contact(one.name, one.phone, "" if one.phone else one.url) for one in found)


def last_compared(
    published: PublishedText, pages: Collection[Source], doubt: date | None = None
) -> date | None:
    """The day up to which a text is known to agree with all its pages.

    By a person who confirmed it, or by our visits: a change at any of them would have made it
    amber, so no day counts after its doubt began. None where a page was never visited and nobody
    confirmed it.
    """
    visits = [page.checked_at for page in pages]
    known = [published.confirmed_at]
    if visits and all(visits):
        known.append(min(at for at in visits if at))
    days = [at.date() for at in known if at]
    if not days:
        return None
    return min(max(days), doubt) if doubt else max(days)


def _named(page: Source, language: str) -> str:
    names: dict[str, str] = page.publisher.names
    return names.get(language) or names.get("en") or page.publisher.key
