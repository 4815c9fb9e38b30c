"""Maps by real outlines, with the links, classes and legend of the tile map.

Projection: equirectangular, true at the middle latitude; good enough for one country.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import cos, radians

from wayforward.core.language.direction import is_right_to_left
from wayforward.core.places.drawing import (
    Canvas,
    Label,
    MapWords,
    PlaceFigure,
    PlaceMap,
    PlaceRow,
    Shape,
    draw,
)
from wayforward.core.places.geometry import Area, Box, Point, box_of, room_in, simplified
from wayforward.core.places.naming import Spot
from wayforward.core.places.outlines import Outlines
from wayforward.core.places.reading import districts, districts_of, provinces

_WIDTH, _HEIGHT, _MARGIN = 900.0, 640.0, 6.0  # units of the picture, at most
_TOLERANCE = 0.6  # units; what is finer nobody sees
_LEGEND = 230.0
_LEGEND_HEIGHT = 8 * 30.0
_LETTER, _LINE = 8.8, 18.5  # units, a letter's usual width and a line's height
_BAND = 70.0  # units; places in one such band are read as one row


class NoOutlinesError(ValueError):
    """There is no outline of any place of this map: load some or show the tiles."""


def outline_map(
    outlines: Outlines, figures: Mapping[str, PlaceFigure], words: MapWords, province: str = ""
) -> PlaceMap:
    """The map of all provinces, or of the districts of one.

    `figures` go by code or key. Places without an outline are not drawn but stand among the rows.
    Raises NoOutlinesError; ValueError where a figure is missing.
    """
    spots = _wanted(province)
    areas = outlines.of(spots)
    if not areas:
        raise NoOutlinesError("No outlines are loaded for this map.")
    plane = _Plane.around(box_of(areas.values()), legend_beside=bool(province))
    shapes = [_shape(spot, plane.placed(area), words.language) for spot, area in areas.items()]
    turn = -1 if is_right_to_left(words.language) else 1
    ordered = sorted(shapes, key=lambda one: (one.y // _BAND, turn * one.x))
    drawn = draw([one.shape for one in ordered], figures, words, plane.canvas())
    undrawn = [spot for spot in spots if spot not in areas]
    rows = [_row(spot, figures, words.language) for spot in undrawn]
    return replace(drawn, rows=(*drawn.rows, *rows))


def _wanted(province: str) -> list[Spot]:
    if province:
        return [Spot(province, one.key) for one in districts_of(province)]
    return [Spot(code) for code in provinces()]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A shape and where its label stands."""

    shape: Shape
    x: float
    y: float


def _shape(spot: Spot, area: Area, language: str) -> _Placed:
    name = _name(spot, language)
    lines = tuple(name.split(" ", 1)) if len(name) > 11 else (name,)
    plate = (_LETTER * max(map(len, lines)) + 10, _LINE * (len(lines) + 1) + 6)
    room = room_in(area, plate[1])
    label = Label(lines, room.x, room.y, plate) if room.width >= plate[0] else None
    place = room if room.width else room_in(area, 0)
    return _Placed(Shape(_key(spot), name, _path(area), label), place.x, place.y)


def _row(spot: Spot, figures: Mapping[str, PlaceFigure], language: str) -> PlaceRow:
    figure = figures[_key(spot)]
    return PlaceRow(_key(spot), _name(spot, language), figure.said, figure.href)


def _key(spot: Spot) -> str:
    return spot.district or spot.province


def _name(spot: Spot, language: str) -> str:
    one = districts()[spot.district] if spot.district else provinces()[spot.province]
    return one.names.in_language(language)


def _path(area: Area) -> str:
    """An SVG path; a tenth of a unit is finer than anybody sees."""
    return "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + "Z"
        for polygon in area
        for ring in polygon
    )


@dataclass(frozen=True, slots=True)
class _Plane:
    """From degrees to units of the picture."""

    box: Box
    squeeze: float  # a degree of longitude against one of latitude
    scale: float
    legend_beside: bool

    @classmethod
    def around(cls, box: Box, *, legend_beside: bool) -> _Plane:
        squeeze = cos(radians((box.bottom + box.top) / 2))
        wide, high = (box.right - box.left) * squeeze, box.top - box.bottom
        room = _WIDTH - (_LEGEND if legend_beside else 0) - 2 * _MARGIN
        scale = min(room / wide, (_HEIGHT - 2 * _MARGIN) / high)
        return cls(box, squeeze, scale, legend_beside)

    def placed(self, area: Area) -> Area:
        """An area in the picture, with as few points as look the same."""
        moved = tuple(tuple(tuple(map(self._moved, r)) for r in polygon) for polygon in area)
        return simplified(moved, _TOLERANCE)

    def _moved(self, point: Point) -> Point:
        x, y = point
        return (
            _MARGIN + (x - self.box.left) * self.squeeze * self.scale,
            _MARGIN + (self.box.top - y) * self.scale,
        )

    def canvas(self) -> Canvas:
        """The size, with the legend beside the picture or in the country's empty south-east."""
        right, bottom = self._moved((self.box.right, self.box.bottom))
        width, height = right + _MARGIN, bottom + _MARGIN
        if self.legend_beside:
            height = max(height, _LEGEND_HEIGHT)
            return Canvas(width + _LEGEND, height, width + 16, 24, _LEGEND - 24)
        return Canvas(
            width, height, width - _LEGEND, max(24.0, height - _LEGEND_HEIGHT), _LEGEND - 8
        )
