"""What fits on which form. Pure: counts characters, never cuts a sentence.

The numbers are of typography, not of the field: measured at the smallest size at which each form
is still readable at its distance, in three scripts (how: docs/decisions/materials.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wayforward.information.materials.refusals import (
    AddressTooLongError,
    NothingFitsError,
    NothingToSayError,
    RumourTooLongError,
    TitleTooLongError,
)
from wayforward.information.materials.texts import Kind, MaterialText, Section

# A QR code of more has over 41 modules a side (version 6, level M): too fine for a worn copy.
LONGEST_ADDRESS = 106


@dataclass(frozen=True, slots=True)
class Form:
    """How much a form holds: characters of all that is said, of parts of it, and numbers of lines.

    `sources`: 0 where only their publishers are named.
    """

    characters: int
    title: int
    rumour: int
    sentences: int
    contacts: int
    sources: int


FORMS: Mapping[Kind, Form] = {
    Kind.LEAFLET: Form(2400, 300, 200, 24, 4, 5),
    Kind.POSTER: Form(520, 300, 160, 3, 3, 0),
    Kind.SMALL_POSTER: Form(520, 300, 160, 3, 3, 0),
    Kind.CARD: Form(440, 220, 150, 2, 1, 0),
    Kind.TALL_CARD: Form(700, 300, 160, 4, 2, 0),
    Kind.HELPLINE: Form(1200, 300, 160, 8, 5, 0),
}


def fitted(kind: Kind, text: MaterialText, *, fewer: int = 0) -> MaterialText:
    """The text with what its form holds: whole sentences, by rank and order, and no more.

    `fewer` sentences are left out beside, where the page has less room than was reckoned with.
    The headline may stand alone where it is the truth against a rumour, and in doubt, where the
    warning has to stand; a question may not. `kind` is one of FORMS. Raises
    TitleTooLongError, RumourTooLongError, AddressTooLongError, NothingToSayError, NothingFitsError.
    """
    form = FORMS[kind]
    check(form, text)
    said = text.rumour.said if text.rumour else ""
    room = form.characters - len(text.title) - len(said)
    sections = chosen(text.sections, characters=room, sentences=form.sentences, fewer=fewer)
    alone = text.doubt or text.rumour
    if any(section.sentences for section in text.sections) and not (sections or alone):
        raise NothingFitsError(most=max(room, 0))
    return replace(
        text,
        sections=sections,
        contacts=text.contacts[: form.contacts],
        sources=text.sources[: form.sources] if form.sources else text.sources,
    )


def check(form: Form, text: MaterialText) -> None:
    """Raises a MaterialRefusalError where one part alone is more than a form holds."""
    said = text.rumour.said if text.rumour else ""
    if not text.title.strip():
        raise NothingToSayError
    if len(text.title) > form.title:
        raise TitleTooLongError(length=len(text.title), most=form.title)
    if len(said) > form.rumour:
        raise RumourTooLongError(length=len(said), most=form.rumour)
    check_address(text.address)


def check_address(address: str) -> None:
    """Raises AddressTooLongError where a phone would hardly read its code from paper."""
    length = len(address.encode())
    if length > LONGEST_ADDRESS:
        raise AddressTooLongError(length=length, most=LONGEST_ADDRESS)


def chosen(
    sections: Sequence[Section], *, characters: int, sentences: int, fewer: int = 0
) -> tuple[Section, ...]:
    """As many whole sentences as there is room for, lower ranks first, in the order of reading.

    The first sentence without room ends the choosing: what follows may lean on it.
    """
    wanted = [
        (place, sentence)
        for place in sorted(range(len(sections)), key=lambda place: sections[place].rank)
        for sentence in sections[place].sentences
    ]
    room = _how_many([sentence for _, sentence in wanted], characters, sentences)
    taken = wanted[: max(room - fewer, 0)]
    return tuple(
        replace(section, sentences=kept)
        for place, section in enumerate(sections)
        if (kept := tuple(sentence for at, sentence in taken if at == place))
    )


def _how_many(sentences: Sequence[str], characters: int, most: int) -> int:
    """How many of the first sentences have room together."""
    count, length = 0, 0
    for sentence in sentences[:most]:
        length += len(sentence)
        if length > characters:
            break
        count += 1
    return count
