"""Areas on a map: inside or outside, fewer points, room for a label. Plain arithmetic.

A point is (x, y); on the globe x is longitude and y latitude in degrees. A ring is closed: its last
point is its first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]  # the outer ring, then holes
Area = tuple[Polygon, ...]

_LEAST = 4  # points of the smallest ring, a triangle with its first point twice
_SCANS = 25  # heights at which room for a label is looked for


@dataclass(frozen=True, slots=True)
class Box:
    """The smallest upright rectangle around something."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it or on its edge."""
        return self.left <= point[0] <= self.right and self.bottom <= point[1] <= self.top


def box_of(areas: Iterable[Area]) -> Box:
    """The box around areas. Raises ValueError where there is no point at all."""
    points = [point for area in areas for polygon in area for ring in polygon for point in ring]
    if not points:
        raise ValueError("Nothing has no box.")
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def holds(area: Area, point: Point) -> bool:
    """Whether a point lies in an area and not in a hole of it (even-odd rule).

    Of two areas that share a border, a point on that border is in one of them at most.
    """
    return any(sum(_crossings(ring, point) for ring in polygon) % 2 for polygon in area)


def _crossings(ring: Ring, point: Point) -> int:
    """How often a ray from the point to the right crosses the ring."""
    x, y = point
    return sum(
        1
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
    )


def simplified(area: Area, tolerance: float) -> Area:
    """The area with fewer points, none of the old ones further than `tolerance` from the new line.

    Rings that become smaller than a triangle are left out, but never the last outer one: an area
    does not vanish.
    """
    polygons = tuple(kept for polygon in area if (kept := _simplified(polygon, tolerance)))
    return polygons or (max(area, key=lambda polygon: _size(polygon[0]))[:1],)


def _simplified(polygon: Polygon, tolerance: float) -> Polygon:
    outer, *holes = (simplified_ring(ring, tolerance) for ring in polygon)
    return (outer, *(hole for hole in holes if hole)) if outer else ()


def simplified_ring(ring: Ring, tolerance: float) -> Ring:
    """A ring after Douglas and Peucker (1973), from its first point and the one furthest from it.

    Empty where fewer than a triangle's points would stay.
    """
    middle = max(range(len(ring)), key=lambda at: _between(ring[0], ring[at]))
    kept = {0, middle, len(ring) - 1}
    todo = [(0, middle), (middle, len(ring) - 1)]
    while todo:
        start, end = todo.pop()
        at, distance = _furthest(ring, start, end)
        if distance > tolerance:
            kept.add(at)
            todo += [(start, at), (at, end)]
    found = tuple(ring[at] for at in sorted(kept))
    return found if len(found) >= _LEAST else ()


def _furthest(ring: Ring, start: int, end: int) -> tuple[int, float]:
    """Which point between two others is furthest from the line that joins them, and how far."""
    one, other = ring[start], ring[end]
    far, distance = start, -1.0
    for at in range(start + 1, end):
        if (apart := _from_segment(ring[at], one, other)) > distance:
            far, distance = at, apart
    return far, distance


def _from_segment(point: Point, one: Point, other: Point) -> float:
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = dx * dx + dy * dy
    if length == 0:
        return _between(point, one)
    along = ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / length
    near = min(1.0, max(0.0, along))
    return _between(point, (one[0] + near * dx, one[1] + near * dy))


def _between(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _size(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


@dataclass(frozen=True, slots=True)
class Room:
    """A place for a label: its middle, and how wide the area is there over the label's height."""

    x: float
    y: float
    width: float


def room_in(area: Area, height: float) -> Room:
    """The widest room of that height in an area; its width is 0 where there is none."""
    box = box_of([area])
    step = (box.top - box.bottom) / (_SCANS + 1)
    found = (_widest(area, box.bottom + at * step, height / 2) for at in range(1, _SCANS + 1))
    return max(found, key=lambda room: room.width)


def inner_point(area: Area) -> Point:
    """A point that lies inside, near the middle of the area's widest part."""
    room = room_in(area, 0)
    return room.x, room.y


def _widest(area: Area, y: float, half: float) -> Room:
    """The widest piece that is inside at a height, above it and below it."""
    pieces = list(_chords(area, y))
    for beside in (y - half, y + half) if half else ():
        others = list(_chords(area, beside))
        pieces = [
            (max(left, start), min(right, end))
            for left, right in pieces
            for start, end in others
            if min(right, end) > max(left, start)
        ]
    left, right = max(pieces, key=lambda piece: piece[1] - piece[0], default=(0.0, 0.0))
    return Room((left + right) / 2, y, right - left)


def _chords(area: Area, y: float) -> Iterator[tuple[float, float]]:
    """The pieces of a level line that lie inside."""
    for polygon in area:
        xs = sorted(x for ring in polygon for x in _cuts(ring, y))
        yield from zip(xs[::2], xs[1::2], strict=True)


def _cuts(ring: Sequence[Point], y: float) -> Iterator[float]:
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y):
            yield x1 + (y - y1) / (y2 - y1) * (x2 - x1)
