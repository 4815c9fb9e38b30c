"""Draws charts: figures and words in, SVG out, the same for a page and for a PDF.

Altair describes, vl-convert draws in this process with the fonts we bring; nothing is fetched. The
SVG has no style of its own that a strict page would refuse: ink is `currentColor`, the marks are in
a blue that stands out on white and on black. In a language that runs from right to left, so do the
axes. Which figures may be shown is `suppressing`'s; what they mean is the caller's.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal
from xml.etree import ElementTree

import altair
import vl_convert

from wayforward.core.documents.typesetting import FONTS
from wayforward.core.language.digits import format_number
from wayforward.core.language.direction import right_to_left

RIGHT_TO_LEFT = frozenset({"fa-af", "ps"})
MARK = "#4a7fd6"  # 3.9:1 on white, 4.3:1 on the page's black: WCAG 1.4.11 asks for 3:1
_INK = "#010203"  # no colour of ours: it becomes currentColor
_WIDTH, _HEIGHT, _BAR = 560, 240, 26
_SVG = "http://www.w3.org/2000/svg"
_VERSION = "v6_4"


Side = Literal["left", "right"]


class Form(StrEnum):
    """How figures are drawn."""

    BARS = "bars"  # lying bars, one below the other, with their figures: names of any length
    COLUMNS = "columns"  # standing bars side by side: days, months
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its name; None where it is not published, `said` is then shown instead."""

    name: str
    value: float | None
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWords:
    """The words of a chart, in one language (en, fa-af or ps)."""

    language: str
    title: str
    names: str  # what the names are: Day, State
    values: str  # what is counted: Events
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table beside a chart, as it is read out."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart, and the same as a table for whoever does not see it."""

    words: ChartWords
    svg: str
    rows: tuple[Row, ...]
    rtl: bool


def chart(figures: Sequence[Figure], words: ChartWords, *, form: Form) -> Chart:
    """Draw figures in their order. Raises ValueError for no figures or one below nought."""
    if not figures or any(one.value is not None and one.value < 0 for one in figures):
        raise ValueError("A chart needs figures, each nought or more.")
    rtl = words.language in RIGHT_TO_LEFT
    rows = tuple(Row(one.name, _said(one, words.language)) for one in figures)
    drawn = _drawn(_described(figures, rows, words, form, rtl))
    return Chart(words, _for_a_page(drawn, words, rows, rtl), rows, rtl)


def ticks(most: float, wanted: int = 4) -> list[float]:
    """Round figures from nought to at least `most`, about as many as wanted: 0, 5, 10, 15."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / wanted
    power = 10.0 ** len(str(int(rough))) / 10 if rough >= 1 else 1.0
    step = next(power * one for one in (1, 2, 5, 10) if power * one >= rough)
    return [step * n for n in range(int(-(-most // step)) + 1)]


def _said(one: Figure, language: str) -> str:
    if one.value is None:
        return one.said
    return format_number(one.value, language, 0 if float(one.value).is_integer() else 1)


def _described(
    figures: Sequence[Figure], rows: Sequence[Row], words: ChartWords, form: Form, rtl: bool
) -> dict[str, Any]:
    """The description in Vega-Lite."""
    data = altair.InlineData(
        values=[
            {"at": n, "name": one.name, "value": _drawn_as(one, form), "said": row.said}
            for n, (one, row) in enumerate(zip(figures, rows, strict=True))
        ]
    )
    marks = ticks(max(one.value or 0 for one in figures))
    draw = _lying if form is Form.BARS else _standing
    layers = draw(data, figures, words, form, rtl, marks)
    drawn = altair.layer(*layers).configure(**_config(rtl))
    described: dict[str, Any] = drawn.to_dict()
    return described


def _drawn_as(one: Figure, form: Form) -> float | None:
    """A figure that is not published leaves a gap in a line, and room for its words in bars."""
    return one.value if form is Form.LINE else one.value or 0


def _lying(
    data: altair.InlineData,
    figures: Sequence[Figure],
    words: ChartWords,
    form: Form,
    rtl: bool,
    marks: list[float],
) -> list[altair.Chart]:
    side: Side = "right" if rtl else "left"
    names = altair.Y(
        "name:N", sort=None, title=None, axis=altair.Axis(orient=side, labelLimit=230, ticks=False)
    )
    scale = altair.Scale(domain=[0, marks[-1]], reverse=rtl)
    values = altair.X("value:Q", title=None, scale=scale, axis=None)
    base = altair.Chart(data, width=_WIDTH - 200, height=_BAR * len(figures)).encode(names, values)
    text = base.mark_text(align=side, dx=-6 if rtl else 6, color=_INK).encode(text="said:N")
    return [base.mark_bar(color=MARK, height=_BAR - 8), text]


def _standing(
    data: altair.InlineData,
    figures: Sequence[Figure],
    words: ChartWords,
    form: Form,
    rtl: bool,
    marks: list[float],
) -> list[altair.Chart]:
    side: Side = "right" if rtl else "left"
    every = -(-len(figures) // 10)
    shown = altair.Axis(
        orient="bottom",
        labelAngle=0,
        labelExpr=_names(figures, every),
        ticks=False,
        labelFlush=False,
        labelPadding=6,
    )
    order = altair.X(
        "at:O", sort="descending" if rtl else "ascending", title=words.names, axis=shown
    )
    axis = altair.Axis(orient=side, values=marks, labelExpr=_numbers(marks, words.language),
                       titleAngle=0, titleAlign=side, titleAnchor="end",
                       titleX=0, titleY=-14)  # fmt: skip
    scale = altair.Scale(domain=[0, marks[-1]], nice=False)
    values = altair.Y("value:Q", title=words.values, scale=scale, axis=axis)
    base = altair.Chart(data, width=_WIDTH, height=_HEIGHT).encode(order, values)
    if form is Form.COLUMNS:
        return [base.mark_bar(color=MARK)]
    known = base.transform_filter("isValid(datum.value)")
    return [known.mark_line(color=MARK, strokeWidth=2.5), known.mark_point(color=MARK, filled=True)]


def _names(figures: Sequence[Figure], every: int) -> str:
    """An expression that gives each place its name, and leaves out those there is no room for."""
    said = [one.name if n % every == 0 else "" for n, one in enumerate(figures)]
    return f"{_quoted(said)}[datum.value]"


def _numbers(marks: Sequence[float], language: str) -> str:
    said = [format_number(one, language) for one in marks]
    step = marks[1] - marks[0]
    return f"{_quoted(said)}[round(datum.value / {step})]"


def _quoted(said: Sequence[str]) -> str:
    escaped = (one.replace("\\", "\\\\").replace("'", "\\'") for one in said)
    return "[" + ", ".join(f"'{one}'" for one in escaped) + "]"


def _config(rtl: bool) -> dict[str, Any]:
    font = "Vazirmatn" if rtl else "Noto Sans"
    text = {"labelColor": _INK, "titleColor": _INK, "labelFontSize": 12, "titleFontSize": 12}
    return {
        "font": font,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {
            **text,
            "titleFontWeight": "normal",
            "domainColor": _INK,
            "domainOpacity": 0.5,
            "gridColor": _INK,
            "gridOpacity": 0.15,
            "tickColor": _INK,
            "tickOpacity": 0.5,
        },
        "axisX": {"grid": False},
        "text": {"fontSize": 12, "fontWeight": "bold"},
    }


@cache
def _ready() -> None:
    vl_convert.register_font_directory(str(FONTS))


def _drawn(described: dict[str, Any]) -> str:
    _ready()
    drawn: str = vl_convert.vegalite_to_svg(described, vl_version=_VERSION, allowed_base_urls=[])
    return drawn


def _for_a_page(drawn: str, words: ChartWords, rows: Sequence[Row], rtl: bool) -> str:
    """One picture with a title for whoever hears the page, without the drawer's own roles."""
    ElementTree.register_namespace("", _SVG)
    # Names within a page are told apart by what the chart is about.
    key = f"chart-{hashlib.sha256(words.title.encode()).hexdigest()[:8]}"
    root = ElementTree.fromstring(drawn)  # noqa: S314  # drawn by ourselves a moment ago
    for one in root.iter():
        for name in list(one.attrib):
            if name in {"role", "style", "class"} or name.startswith("aria-"):
                del one.attrib[name]
            elif one.attrib[name] == _INK:
                one.attrib[name] = "currentColor"
        if rtl and one.tag == f"{{{_SVG}}}text" and one.text:
            one.text = right_to_left(one.text)
    width, height = root.attrib.pop("width"), root.attrib.pop("height")
    root.attrib.update(
        {
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            # Places are reckoned from the left: the page's own direction would turn the ends of
            # every label around. What a label says runs by its own marks.
            "direction": "ltr",
            "class": "chart",
            "aria-labelledby": f"{key}-title {key}-desc",
        }
    )
    title = ElementTree.Element(f"{{{_SVG}}}title", {"id": f"{key}-title"})
    title.text = words.title
    told = ElementTree.Element(f"{{{_SVG}}}desc", {"id": f"{key}-desc"})
    told.text = "; ".join(f"{row.name}: {row.said}" for row in rows)
    root[:0] = [title, told]
    said = ElementTree.tostring(root, encoding="unicode")
    return re.sub(r'\sxmlns:xlink="[^"]*"', "", said)
