"""Maps with links: shapes and figures in, SVG out, for pages and for print.

No style and no script of its own: classes are coloured by site/map.css, and without it the picture
is black on white. A step shows as lines of growing thickness, so that no colour is needed; what
nobody published is hatched the other way and has a broken edge. The picture is never mirrored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from wayforward.core.language.direction import is_right_to_left, right_to_left
from wayforward.core.language.tags import html_tag
from wayforward.core.places.grading import STEPS, Band, bands, step_of

_PERIOD = 7.0  # units of the picture between the lines of a step
_THICKNESS = (0.0, 1.1, 2.4, 3.9, 5.3, _PERIOD)  # by step; the last one leaves no gap
_ROW = 30  # units, a row of the legend
_SWATCH = (36, 20)
_LINE = 18.5  # units, a line of a label
_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class PlaceFigure:
    """What a map says of one place.

    `value` is None where nobody published anything. `said` is read out ("12 projects"), `shown`
    stands in the picture ("12"), `href` is where the place leads.
    """

    value: float | None
    said: str
    shown: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapWords:
    """The words of a map in one language (en, fa-af or ps).

    `span` says a step from its least to its most figure, `zero` and `nothing` what nought and an
    unpublished figure are called.
    """

    language: str
    title: str
    description: str
    values: str
    zero: str
    nothing: str
    span: Callable[[float, float], str]


@dataclass(frozen=True, slots=True)
class Label:
    """What stands in a shape: lines of a name around a point, and width and height of its plate."""

    lines: tuple[str, ...]
    x: float
    y: float
    plate: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """One place to draw: key, whole name, outline as an SVG path, its label where there is room."""

    key: str
    name: str
    path: str
    label: Label | None


@dataclass(frozen=True, slots=True)
class Canvas:
    """The picture's size in units, and the corner of the legend: where its first row begins."""

    width: float
    height: float
    legend_x: float
    legend_y: float
    legend_width: float = 230


@dataclass(frozen=True, slots=True)
class LegendRow:
    """A row of the legend: the class of its swatch and what it says."""

    css: str
    said: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as a table beside the map tells it."""

    key: str
    name: str
    said: str
    href: str


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """A drawn map, and the same in words: its legend, and the places in the order of the links."""

    words: MapWords
    svg: str
    legend: tuple[LegendRow, ...]
    rows: tuple[PlaceRow, ...]


def draw(
    shapes: Sequence[Shape], figures: Mapping[str, PlaceFigure], words: MapWords, canvas: Canvas
) -> PlaceMap:
    """Draw shapes in their order, which is that of the keyboard.

    Raises ValueError where a shape has no figure or a figure is below nought.
    """
    if missing := [shape.key for shape in shapes if shape.key not in figures]:
        raise ValueError(
            f"No figure for {', '.join(missing)}: say None where nothing is published."
        )
    told = [figures[shape.key] for shape in shapes]
    steps = bands(one.value for one in told if one.value is not None)
    drawn = _Drawing(words, canvas)
    for shape, figure in zip(shapes, told, strict=True):
        drawn.place(shape, figure, _class_of(figure, steps))
    legend = _legend(told, steps, words)
    drawn.legend(legend)
    rows = (PlaceRow(s.key, s.name, f.said, f.href) for s, f in zip(shapes, told, strict=True))
    return PlaceMap(words, drawn.text(), legend, tuple(rows))


def _class_of(figure: PlaceFigure, steps: Sequence[Band]) -> str:
    return _NOTHING if figure.value is None else f"step-{step_of(figure.value, steps)}"


def _legend(
    told: Sequence[PlaceFigure], steps: Sequence[Band], words: MapWords
) -> tuple[LegendRow, ...]:
    """Only what occurs: steps from the highest down, then nought, then what is not published."""
    rows = [
        LegendRow(f"step-{step}", words.span(band.low, band.high))
        for step, band in reversed(list(enumerate(steps, start=1)))
    ]
    if any(one.value == 0 for one in told):
        rows.append(LegendRow("step-0", words.zero))
    if any(one.value is None for one in told):
        rows.append(LegendRow(_NOTHING, words.nothing))
    return tuple(rows)


class _Drawing:
    """The SVG while it is made."""

    def __init__(self, words: MapWords, canvas: Canvas) -> None:
        self._words, self._canvas = words, canvas
        self._rtl = is_right_to_left(words.language)
        told = f"{words.language} {words.title}".encode()
        self._key = f"map-{hashlib.sha256(told).hexdigest()[:8]}"  # several maps on one page
        self._root = self._opened()
        self._patterns()

    def text(self) -> str:
        """The picture as text."""
        return ElementTree.tostring(self._root, encoding="unicode")

    def place(self, shape: Shape, figure: PlaceFigure, css: str) -> None:
        """One shape as a link with its name, its figure and its shading."""
        said = f"{shape.name}: {figure.said}"
        link = _add(self._root, "a", href=figure.href, class_=f"place {css}", aria_label=said)
        _add(link, "title").text = said
        self._shaded(link, css, d=shape.path)
        if shape.label:
            self._labelled(link, shape.label, figure.shown)
        _add(link, "path", class_="edge", d=shape.path, fill="none", stroke="currentColor",
             **_broken(css))  # fmt: skip

    def legend(self, rows: Sequence[LegendRow]) -> None:
        """What the shading means, in words and numbers, from the reading side."""
        canvas = self._canvas
        group = _add(self._root, "g", class_="key")
        self._row_text(group, self._words.values, canvas.legend_y, indent=0, css="heading")
        for row, at in zip(rows, count(1), strict=False):
            top = canvas.legend_y + at * _ROW
            width, height = _SWATCH
            left = canvas.legend_x + (canvas.legend_width - width if self._rtl else 0)
            box = f"M{left:g} {top - height + 5:g}h{width}v{height}h-{width}z"
            swatch = _add(group, "g", class_=f"place {row.css}")
            self._shaded(swatch, row.css, d=box)
            _add(swatch, "path", class_="edge", d=box, fill="none", stroke="currentColor",
                 **_broken(row.css))  # fmt: skip
            self._row_text(group, row.said, top, indent=width + 10, css="said")

    def _row_text(self, group: Element, said: str, y: float, *, indent: float, css: str) -> None:
        canvas = self._canvas
        side = canvas.legend_x + (canvas.legend_width - indent if self._rtl else indent)
        anchor = "end" if self._rtl else "start"
        text = _add(group, "text", class_=css, x=f"{side:g}", y=f"{y:g}", fill="currentColor",
                    text_anchor=anchor)  # fmt: skip
        text.text = self._directed(said)

    def _opened(self) -> Element:
        canvas, key = self._canvas, self._key
        root = Element("svg", {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {canvas.width:g} {canvas.height:g}",
            "class": "map",
            "font-family": "sans-serif",
            # A picture with links in it: role img would hide them.
            "role": "group",
            "lang": html_tag(self._words.language),
            # Places are reckoned from the left; what a label says runs by its own marks.
            "direction": "ltr",
            "aria-labelledby": f"{key}-title",
            "aria-describedby": f"{key}-desc",
        })  # fmt: skip
        _add(root, "title", id=f"{key}-title").text = self._words.title
        _add(root, "desc", id=f"{key}-desc").text = self._words.description
        return root

    def _patterns(self) -> None:
        defs = _add(self._root, "defs")
        for step in range(1, STEPS + 1):
            pattern = self._pattern(defs, f"step-{step}", _PERIOD)
            _add(pattern, "rect", class_="ink", width=_PERIOD, height=_THICKNESS[step],
                 fill="currentColor")  # fmt: skip
        hatch = self._pattern(defs, _NOTHING, 10, patternTransform="rotate(-45)")
        _add(hatch, "rect", class_="soft-ink", width=10, height=1.4, fill="currentColor")

    def _pattern(self, defs: Element, name: str, period: float, **more: str) -> Element:
        return _add(defs, "pattern", id=f"{self._key}-{name}", patternUnits="userSpaceOnUse",
                    width=period, height=period, **more)  # fmt: skip

    def _shaded(self, parent: Element, css: str, *, d: str) -> None:
        _add(parent, "path", class_="ground", d=d, fill="#fff")
        if css != "step-0":
            _add(parent, "path", class_="grain", d=d, fill=f"url(#{self._key}-{css})")

    def _labelled(self, link: Element, label: Label, shown: str) -> None:
        lines = [*label.lines, shown] if shown else [*label.lines]
        width, height = label.plate
        _add(link, "rect", class_="plate", x=f"{label.x - width / 2:g}",
             y=f"{label.y - height / 2:g}", width=width, height=height, rx=5,
             fill="#fff")  # fmt: skip
        top = label.y - (len(lines) - 1) * _LINE / 2 + _LINE / 3
        for at, line in enumerate(lines):
            css = "figure" if shown and at == len(lines) - 1 else "name"
            text = _add(link, "text", class_=css, x=f"{label.x:g}", y=f"{top + at * _LINE:g}",
                        text_anchor="middle", fill="currentColor", aria_hidden="true")  # fmt: skip
            text.text = self._directed(line)

    def _directed(self, text: str) -> str:
        return right_to_left(text) if self._rtl else text


def _broken(css: str) -> dict[str, str]:
    return {"stroke_dasharray": "5 4"} if css == _NOTHING else {}


def _add(parent: Element, tag: str, **attributes: object) -> Element:
    """A child; class_ is class, aria_label aria-label, text_anchor text-anchor."""
    named = {_attribute(name): f"{value:g}" if isinstance(value, float) else str(value)
             for name, value in attributes.items()}  # fmt: skip
    return SubElement(parent, tag, named)


def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")
