"""Draws charts: figures and words in, SVG out, the same for a page and for a PDF.

Altair describes, vl-convert draws in this process with the fonts we bring; nothing is fetched. The
SVG has no style of its own that a strict page would refuse: ink is `currentColor`, the marks are in
a blue that stands out on white and on black. In a language that runs from right to left, so do the
axes. Which figures may be shown is `suppressing`'s; what they mean is the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal

import altair
import vl_convert

from wayforward.core.documents.charts.dressing import INK, Dress, dressed
from wayforward.core.documents.typesetting import FONTS
from wayforward.core.language.digits import format_number
from wayforward.core.language.direction import is_right_to_left

MARK = "#4a7fd6"  # 3.9:1 on white, 4.3:1 on the page's black: WCAG 1.4.11 asks for 3:1
_WIDTH, _HEIGHT = 560, 240
_LYING, _ROW, _BAR = 250, 40, 16  # lying bars fit a telephone: each has its name above it
_ROOM, _LYING_ROOM = 620, 320  # no picture is narrower: letters have one size in all of a form
_VERSION = "v6_4"


Side = Literal["left", "right"]


class Form(StrEnum):
    """How figures are drawn."""

    BARS = "bars"  # lying bars, one below the other, each under its name: names of any length
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
    width: float = 100.0  # percent of a line of an A4 page at which letters have one size


def chart(figures: Sequence[Figure], words: ChartWords, *, form: Form) -> Chart:
    """Draw figures in their order. Raises ValueError for no figures or one below nought."""
    if not figures or any(one.value is not None and one.value < 0 for one in figures):
        raise ValueError("A chart needs figures, each nought or more.")
    rtl = is_right_to_left(words.language)
    rows = tuple(Row(one.name, _said(one, words.language)) for one in figures)
    marks = ticks(max(one.value or 0 for one in figures))
    drawn = _drawn(_described(_Plan(figures, rows, words, form, rtl, marks)))
    lying = form is Form.BARS
    room, style_class = (_LYING_ROOM, "chart lying") if lying else (_ROOM, "chart")
    told = "; ".join(f"{row.name}: {row.said}" for row in rows)
    svg = dressed(drawn, Dress(words.title, told, room, style_class, rtl))
    return Chart(words, svg, rows, rtl, 100 * room / _ROOM)


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


@dataclass(frozen=True, slots=True)
class _Plan:
    """What every form is drawn from."""

    figures: Sequence[Figure]
    rows: Sequence[Row]
    words: ChartWords
    form: Form
    rtl: bool
    marks: list[float]  # on the axis of values

    @property
    def lying(self) -> bool:
        """Whether names stand one below the other."""
        return self.form is Form.BARS

    @property
    def start(self) -> Side:
        """Where reading begins."""
        return "right" if self.rtl else "left"


def _described(plan: _Plan) -> dict[str, Any]:
    """The description in Vega-Lite: one base with two axes, and on it the marks of the form."""
    base = altair.Chart(
        _data(plan),
        width=_LYING if plan.lying else _WIDTH,
        height=_ROW * len(plan.figures) if plan.lying else _HEIGHT,
    ).encode(*_axes(plan))
    drawn = altair.layer(*_layers(base, plan)).configure(**_config(plan.rtl))
    described: dict[str, Any] = drawn.to_dict()
    return described


def _data(plan: _Plan) -> altair.InlineData:
    """A figure that is not published leaves a gap in a line, and room for its words in bars."""
    unknown = None if plan.form is Form.LINE else 0
    return altair.InlineData(
        values=[
            {
                "at": n,
                "name": one.name,
                "value": unknown if one.value is None else one.value,
                "said": row.said,
            }
            for n, (one, row) in enumerate(zip(plan.figures, plan.rows, strict=True))
        ]
    )


def _axes(plan: _Plan) -> tuple[altair.X, altair.Y]:
    """Names below and values at the side; for lying bars the other way round."""
    turned: Literal["ascending", "descending"] = "descending" if plan.rtl else "ascending"
    top = [0, plan.marks[-1]]
    if plan.lying:
        scale = altair.Scale(domain=top, reverse=plan.rtl)
        values = altair.X("value:Q", title=None, scale=scale, axis=None)
        line = altair.Axis(orient=plan.start, labels=False, ticks=False)
        return values, altair.Y("at:O", title=None, axis=line)
    names = altair.X("at:O", sort=turned, title=plan.words.names, axis=_name_axis(plan))
    scale = altair.Scale(domain=top, nice=False)
    return names, altair.Y("value:Q", title=plan.words.values, scale=scale, axis=_value_axis(plan))


def _name_axis(plan: _Plan) -> altair.Axis:
    """The names of figures that stand side by side; of many about ten."""
    every = -(-len(plan.figures) // 10)
    return altair.Axis(
        orient="bottom",
        labelExpr=_names(plan.figures, every),
        labelAngle=0,
        labelFlush=False,
        labelLimit=230,
        labelPadding=6,
        ticks=False,
    )


def _value_axis(plan: _Plan) -> altair.Axis:
    return altair.Axis(
        orient=plan.start,
        values=plan.marks,
        labelExpr=_numbers(plan.marks, plan.words.language),
        titleAngle=0,
        titleAlign=plan.start,
        titleAnchor="end",
        titleX=0,
        titleY=-14,
    )


def _layers(base: altair.Chart, plan: _Plan) -> list[altair.Chart]:
    if plan.form is Form.LINE:
        known = base.transform_filter("isValid(datum.value)")
        line = known.mark_line(color=MARK, strokeWidth=2.5)
        return [line, known.mark_point(color=MARK, filled=True)]
    if plan.form is Form.COLUMNS:
        return [base.mark_bar(color=MARK)]
    return _lying(base, plan)


def _lying(base: altair.Chart, plan: _Plan) -> list[altair.Chart]:
    """A bar with its figure at its end and its name above it, from where reading begins."""
    low, inward = _ROW / 2 - _BAR / 2 - 3, -6 if plan.rtl else 6
    said = base.mark_text(align=plan.start, dx=inward, dy=low, color=INK)
    name = base.mark_text(
        align=plan.start,
        dx=inward,
        dy=-_BAR / 2,
        color=INK,
        limit=_LYING_ROOM,
        fontWeight="normal",
    )
    return [
        base.mark_bar(color=MARK, size=_BAR, yOffset=low),
        said.encode(text="said:N"),
        name.encode(text="name:N", x=altair.value(_LYING if plan.rtl else 0)),
    ]


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
    text = {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12}
    return {
        "font": font,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {
            **text,
            "titleFontWeight": "normal",
            "domainColor": INK,
            "domainOpacity": 0.5,
            "gridColor": INK,
            "gridOpacity": 0.15,
            "tickColor": INK,
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
