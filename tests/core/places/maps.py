"""What the tests of maps share: figures, words, and a look into the picture."""

from xml.etree import ElementTree

from wayforward.core.language.digits import format_number
from wayforward.core.places.drawing import MapWords, PlaceFigure

SVG = "{http://www.w3.org/2000/svg}"
SHOWN = {"en": "{} to {}", "fa-af": "{} تا {}", "ps": "له {} تر {}"}


def words(language="en", title="Projects by province"):
    def span(low, high):
        return SHOWN[language].format(format_number(low, language), format_number(high, language))

    return MapWords(
        language=language, title=title, description="Each province is a link.", values="Projects",
        zero="0: none", nothing="Nothing published", span=span,
    )  # fmt: skip


def figures(values, language="en"):
    """Values by key; None is not published."""
    return {
        key: PlaceFigure(
            value,
            "nothing published" if value is None else f"{format_number(value, language)} projects",
            "–" if value is None else format_number(value, language),
            f"/projects/{key}",
        )
        for key, value in values.items()
    }


def opened(drawn):
    """The picture as a tree."""
    return ElementTree.fromstring(drawn.svg)


def links(root):
    return root.findall(f"{SVG}a")


def texts(element):
    """What stands in it, without the marks of direction."""
    return [one.text.strip("\u2067\u200f\u2069") for one in element.iter(f"{SVG}text")]
