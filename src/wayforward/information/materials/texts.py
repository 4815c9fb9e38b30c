"""What a material says, whoever publishes it: a text ready to be printed and passed on. Pure.

Knows nothing of rumours, cards and campaigns: each of them makes a `MaterialText` of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """The forms a text is passed on in."""

    LEAFLET = "leaflet"  # A4, folded once: four pages of A5
    POSTER = "poster"  # A3
    SMALL_POSTER = "poster-a4"
    CARD = "card"  # square picture
    TALL_CARD = "card-tall"  # picture as tall as a phone
    SMS = "sms"
    RADIO = "radio"
    HELPLINE = "helpline"  # A6, two sides


class Picture(StrEnum):
    """How a picture is stored."""

    PNG = "png"
    SVG = "svg"


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences under a heading. `rank`: where not all fit, lower ranks are chosen first.

    `steps`: the sentences are done one after the other and are numbered.
    """

    heading: str
    sentences: tuple[str, ...]
    rank: int = 0
    steps: bool = False


@dataclass(frozen=True, slots=True)
class Rumour:
    """What is being said, and what we say of it in a few words ("False")."""

    said: str
    verdict: str


@dataclass(frozen=True, slots=True)
class MaterialSource:
    """An official page the text stands on; `checked`: when it was last looked at."""

    publisher: str
    title: str
    address: str
    checked: date | None = None
    language: str = "en"  # of the title


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to turn to. `phone` is dialled as it stands; either it or `address` may be empty."""

    name: str
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class MaterialText:
    """A published text in one language, with what every form of it has to say.

    `title` is read first and largest: of a rumour it is the truth, never the rumour. `address` is
    complete and short: it becomes the QR code and stands beside it. `doubt`: since when an
    official source no longer says so; every form then carries it. `signed`: fit to be given out.
    `sms` and `radio`: as an editor wrote them; empty: made of the sentences.
    """

    language: str  # fa-af, ps or en
    name: str  # for file names: lower case, digits, hyphens
    title: str
    sections: tuple[Section, ...]
    address: str
    publisher: str
    made_on: date
    rumour: Rumour | None = None
    sources: tuple[MaterialSource, ...] = ()
    contacts: tuple[Contact, ...] = ()
    compared_on: date | None = None  # with its official sources
    doubt: date | None = None
    signed: bool = False
    sms: str = ""
    radio: str = ""


@dataclass(frozen=True, slots=True)
class SetMaterial:
    """A form ready to be handed out: its bytes, their media type, a name for the file."""

    content: bytes
    media_type: str
    file_name: str
