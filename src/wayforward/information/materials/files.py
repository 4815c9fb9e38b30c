"""The files of a published text: what each is called below the text's own page. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from wayforward.information.materials.texts import Kind, Picture

FILES: Mapping[str, tuple[Kind, Picture]] = {
    "card.png": (Kind.CARD, Picture.PNG),
    "card.svg": (Kind.CARD, Picture.SVG),
    "card-tall.png": (Kind.TALL_CARD, Picture.PNG),
    "card-tall.svg": (Kind.TALL_CARD, Picture.SVG),
    "leaflet.pdf": (Kind.LEAFLET, Picture.PNG),
    "poster.pdf": (Kind.POSTER, Picture.PNG),
    "poster-a4.pdf": (Kind.SMALL_POSTER, Picture.PNG),
    "helpline.pdf": (Kind.HELPLINE, Picture.PNG),
    "sms.txt": (Kind.SMS, Picture.PNG),
    "radio.txt": (Kind.RADIO, Picture.PNG),
}


def addresses(page: str) -> dict[str, str]:
    """Form -> where it is, for a text whose page is at `page`; pictures as PNG."""
    return {
        kind.value: f"{page}/{file}"
        for file, (kind, picture) in FILES.items()
        if picture is Picture.PNG
    }
