"""Areas: inside and outside, fewer points, room for labels."""

from itertools import pairwise
from math import cos, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.places.geometry import (
    Box,
    box_of,
    holds,
    inner_point,
    room_in,
    simplified,
    simplified_ring,
)

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))
HOLE = ((4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0), (4.0, 4.0))
RING = ((SQUARE, HOLE),)
places = st.floats(-5, 15, allow_nan=False)


def _star(radii):
    """A ring around the middle; each corner lies at its own distance."""
    count = len(radii)
    corners = [
        (r * cos(2 * pi * at / count), r * sin(2 * pi * at / count)) for at, r in enumerate(radii)
    ]
    return (*corners, corners[0])


stars = st.lists(st.floats(1, 5), min_size=3, max_size=40).map(_star)


def _distance(point, one, other):
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = dx * dx + dy * dy
    along = 0 if not length else ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / length
    along = min(1, max(0, along))
    return ((point[0] - one[0] - along * dx) ** 2 + (point[1] - one[1] - along * dy) ** 2) ** 0.5


@given(places, places)
def test_holds_square_with_a_hole(x, y):
    inside = 0 < x < 10 and 0 < y < 10 and not (4 <= x <= 6 and 4 <= y <= 6)
    outside = not (0 <= x <= 10 and 0 <= y <= 10) or (4 < x < 6 and 4 < y < 6)
    if inside or outside:  # the border itself may be either
        assert holds(RING, (x, y)) == inside


@given(places)
def test_holds_shared_border_belongs_to_one_of_two(y):
    right = ((tuple((x + 10, top) for x, top in SQUARE),),)
    assert holds(((SQUARE,),), (10.0, y)) + holds(right, (10.0, y)) <= 1


@given(stars, st.floats(0.01, 2))
def test_simplified_ring_stays_near_and_is_made_of_old_points(ring, tolerance):
    found = simplified_ring(ring, tolerance)
    assert set(found) <= set(ring)
    if found:
        assert found[0] == found[-1]
        segments = list(pairwise(found))
        for point in ring:
            nearest = min(_distance(point, one, other) for one, other in segments)
            assert nearest <= tolerance + 1e-9


@given(stars)
def test_simplified_ring_of_no_tolerance_keeps_every_corner(ring):
    assert simplified_ring(ring, 0) == ring or len(simplified_ring(ring, 0)) < len(ring)


def test_simplified_straight_edges_lose_their_points():
    dense = tuple((x / 10, 0.0) for x in range(100)) + SQUARE[1:]
    assert simplified_ring(dense, 0.01) == SQUARE


def test_simplified_area_never_vanishes_and_small_islands_and_holes_do():
    island = ((tuple((x / 100 + 20, y / 100) for x, y in SQUARE)),)
    assert simplified((*RING, island), 5) == ((SQUARE,),)
    assert simplified((island,), 5) == (island,)


@given(stars)
def test_inner_point_lies_inside(ring):
    assert holds(((ring,),), inner_point(((ring,),)))


@given(stars, st.floats(0.1, 1))
def test_room_is_as_wide_as_it_says(ring, height):
    area = ((ring,),)
    room = room_in(area, height)
    for y in (room.y - height / 2, room.y, room.y + height / 2):
        for part in (-0.49, 0, 0.49):
            assert room.width < 1e-6 or holds(area, (room.x + part * room.width, y))


def test_room_avoids_a_hole():
    assert room_in(RING, 1).width == pytest.approx(10)
    assert holds(RING, inner_point(RING))


def test_box_of_areas():
    assert box_of([RING, ((((12.0, -1.0),) * 4,),)]) == Box(0, -1, 12, 10)
    with pytest.raises(ValueError, match="no box"):
        box_of([])
