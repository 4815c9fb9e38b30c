"""The place at a point, and the place of something that has codes, names and perhaps a point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from wayforward.core.places.finding import Finding, How, Kind, find_code, find_place
from wayforward.core.places.geometry import Area, Box, Point, box_of, holds
from wayforward.core.places.naming import Spot

_UNKNOWN = Finding(Kind.UNKNOWN)


class Locator:
    """Finds the place at a point: boxes first, then the outlines themselves."""

    def __init__(self, areas: Mapping[Spot, Area]) -> None:
        self._areas: list[tuple[Spot, Box, Area]] = [
            # Districts first: they say more than their province.
            (spot, box_of([area]), area)
            for spot, area in sorted(areas.items(), key=lambda item: not item[0].district)
            if area
        ]

    def at(self, latitude: float, longitude: float) -> Spot | None:
        """The district, else the province, at a point in degrees; None outside every outline."""
        return self.at_point((longitude, latitude))

    def at_point(self, point: Point) -> Spot | None:
        """The same for (longitude, latitude)."""
        inside = (
            spot for spot, box, area in self._areas if box.holds(point) and holds(area, point)
        )
        return next(inside, None)


def locate(
    *,
    codes: Iterable[str] = (),
    names: Iterable[str] = (),
    latitude_longitude: tuple[float, float] | None = None,
    locator: Locator | None = None,
) -> Finding:
    """Where something is, by what is told of it; what is certain first.

    Codes come before names, names before the point: publishers put the middle of the country where
    they mean all of it. So a point decides between places or makes a province a district, and
    stands alone only where no name is told at all.
    """
    names = [name for name in names if name.strip()]
    told = _by_codes(codes)
    if not (told.spot and told.spot.district):
        told = _by_names(names, told)
    here = locator.at(*latitude_longitude) if locator and latitude_longitude else None
    if here is None:
        return told
    return _with_point(told, here, silent=not names)


def _by_codes(codes: Iterable[str]) -> Finding:
    """The finest place among codes."""
    found = [one for one in map(find_code, codes) if one.spot]
    return max(found, key=lambda one: bool(one.spot and one.spot.district), default=_UNKNOWN)


def _by_names(names: list[str], told: Finding) -> Finding:
    """The first name that says which place it is, in the province of the code where one is told."""
    province = told.spot.province if told.spot else ""
    found = [one for one in (find_place(name, province) for name in names) if one.spots]
    best = chain((one for one in found if one.spot and one.spot.district), (told,) if told.spot
                 else (), (one for one in found if one.spot), found)  # fmt: skip
    return next(best, _UNKNOWN)


def _with_point(told: Finding, here: Spot, *, silent: bool) -> Finding:
    if told.kind is Kind.UNKNOWN:
        return _point(here) if silent else _UNKNOWN
    finer = told.spot is not None and not told.spot.district and told.province == here.province
    return _point(here) if here in told.spots or finer else told


def _point(here: Spot) -> Finding:
    return Finding(Kind.FOUND, (here,), How.POINT)
