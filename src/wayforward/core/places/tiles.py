"""The provinces as tiles of one size, laid out by hand: a map that needs no outlines.

Where each tile lies is reviewed data (data/province_tiles.yaml). Drawing is `drawing`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from wayforward.core.language.direction import is_right_to_left
from wayforward.core.places.drawing import (
    Canvas,
    Label,
    MapWords,
    PlaceFigure,
    PlaceMap,
    Shape,
    draw,
)
from wayforward.core.places.reading import provinces, reviewed

_WIDTH, _HEIGHT, _GAP = 112, 93, 5  # units of the picture
_PLATE = (100, 60)
_MARGIN = 4  # around the plate; below it more of the shading shows
_LONG = 11  # letters that fit on one line of a plate
_EMPTY = "..."


@cache
def layout() -> Mapping[str, tuple[int, int]]:
    """Code of a province -> row from the north, column from the west."""
    return MappingProxyType({
        f"AF-{letters}": (row, column)
        for row, line in enumerate(reviewed("province_tiles"))
        for column, letters in enumerate(line.split())
        if letters != _EMPTY
    })  # fmt: skip


def tile_map(figures: Mapping[str, PlaceFigure], words: MapWords) -> PlaceMap:
    """The map of all provinces; links run by rows from the north, each from where reading begins.

    `figures` go by code. Raises ValueError where one is missing.
    """
    rows = max(row for row, _ in layout().values()) + 1
    columns = max(column for _, column in layout().values()) + 1
    canvas = Canvas(
        width=columns * _WIDTH,
        height=rows * _HEIGHT,
        # South-east of the country nothing lies.
        legend_x=(columns - 2) * _WIDTH + 2 * _GAP,
        legend_y=(rows - 3) * _HEIGHT + 26,
        legend_width=2 * _WIDTH - 4 * _GAP,
    )
    turn = -1 if is_right_to_left(words.language) else 1
    order = sorted(layout(), key=lambda code: (layout()[code][0], turn * layout()[code][1]))
    return draw([_tile(code, words.language) for code in order], figures, words, canvas)


def _tile(code: str, language: str) -> Shape:
    row, column = layout()[code]
    name = provinces()[code].names.in_language(language)
    x, y = column * _WIDTH + _GAP / 2, row * _HEIGHT + _GAP / 2
    width, height = _WIDTH - _GAP, _HEIGHT - _GAP
    label = Label(_lines(name), x + width / 2, y + _MARGIN + _PLATE[1] / 2, _PLATE)
    return Shape(code, name, f"M{x:g} {y:g}h{width}v{height}h-{width}z", label)


def _lines(name: str) -> tuple[str, ...]:
    """A name on one line, or on two where it is long and has a blank to break at."""
    if len(name) <= _LONG or " " not in name:
        return (name,)
    first, _blank, rest = name.partition(" ")
    return first, rest
