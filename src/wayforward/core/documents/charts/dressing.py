"""Makes a drawn picture fit a strict page: one role, a title, the ink and direction of the page.

Pure: SVG in, SVG out. What is drawn, and from what, is `drawing`'s.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from xml.etree import ElementTree

from wayforward.core.language.direction import right_to_left

INK = "#010203"  # no colour of ours: it becomes currentColor
_SVG = "http://www.w3.org/2000/svg"


@dataclass(frozen=True, slots=True)
class Dress:
    """How a picture stands on a page: at least `room` wide, `told` to whoever hears the page."""

    title: str
    told: str
    room: float
    style_class: str
    rtl: bool


def dressed(drawn: str, dress: Dress) -> str:
    """One picture with a title for whoever hears the page, without the drawer's own roles."""
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(drawn)  # noqa: S314  # drawn by ourselves a moment ago
    for one in root.iter():
        _undress(one)
        if dress.rtl and one.tag == f"{{{_SVG}}}text" and one.text:
            one.text = right_to_left(one.text)
    _frame(root, dress)
    said = ElementTree.tostring(root, encoding="unicode")
    return re.sub(r'\sxmlns:xlink="[^"]*"', "", said)


def _undress(one: ElementTree.Element) -> None:
    for name in list(one.attrib):
        if name in {"role", "style", "class"} or name.startswith("aria-"):
            del one.attrib[name]
        elif one.attrib[name] == INK:
            one.attrib[name] = "currentColor"


def _frame(root: ElementTree.Element, dress: Dress) -> None:
    # Names within a page are told apart by what the chart is about.
    key = f"chart-{hashlib.sha256(dress.title.encode()).hexdigest()[:8]}"
    width, height = float(root.attrib.pop("width")), float(root.attrib.pop("height"))
    room = max(width, dress.room)
    root.attrib.update(
        {
            "viewBox": f"{width - room if dress.rtl else 0:g} 0 {room:g} {height:g}",
            "role": "img",
            # Places are reckoned from the left: the page's own direction would turn the ends of
            # every label around. What a label says runs by its own marks.
            "direction": "ltr",
            "class": dress.style_class,
            "aria-labelledby": f"{key}-title {key}-desc",
        }
    )
    root[:0] = [
        _named("title", f"{key}-title", dress.title),
        _named("desc", f"{key}-desc", dress.told),
    ]


def _named(tag: str, key: str, text: str) -> ElementTree.Element:
    element = ElementTree.Element(f"{{{_SVG}}}{tag}", {"id": key})
    element.text = text
    return element
