"""Areas out of GeoJSON files (RFC 7946), with limits: what is broken or elsewhere is told.

Which place a feature is: `outlines`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from math import isfinite
from pathlib import Path
from typing import Any

from wayforward.core.places.geometry import Area, Box, Point, Polygon, Ring, box_of

MOST_BYTES = 64 * 1024 * 1024
MOST_POINTS = 2_000_000
_LEAST = 4
# Around Afghanistan, with room for outlines drawn generously.
_COUNTRY = Box(59.5, 28.5, 76.0, 39.5)


class OutlinesError(ValueError):
    """A file of outlines is of no use; the sentence says why and what to do."""


class TooLargeError(OutlinesError):
    """The file, or the number of its points, is beyond the limit."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} is larger than {MOST_BYTES >> 20} MB or has more than {MOST_POINTS:,} "
            "points: simplify it first, for example with mapshaper."
        )


class NotGeoJsonError(OutlinesError):
    """The file is not GeoJSON with features."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is not GeoJSON: give a FeatureCollection or a Feature.")


class NotWgs84Error(OutlinesError):
    """Coordinates are not longitude and latitude in degrees."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} is not in longitude and latitude (WGS 84): convert it to EPSG:4326."
        )


class SwappedError(OutlinesError):
    """Latitude stands where longitude belongs."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} gives latitude before longitude: GeoJSON wants longitude first."
        )


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature: where it stood in the file (from 1), its properties, its area.

    `problem` says in one sentence why there is no area, "" where there is one.
    """

    number: int
    properties: Mapping[str, Any]
    area: Area
    problem: str = ""


def read_features(path: Path) -> tuple[Feature, ...]:
    """The features of a GeoJSON file. Raises OutlinesError; FileNotFoundError, PermissionError."""
    content = _content(path)
    _check_system(content, path)
    found = tuple(_feature(number, one) for number, one in enumerate(_raw(content, path), start=1))
    points = sum(len(ring) for one in found for polygon in one.area for ring in polygon)
    if points > MOST_POINTS:
        raise TooLargeError(path)
    return _in_degrees(found, path)


def _content(path: Path) -> Mapping[str, Any]:
    if path.stat().st_size > MOST_BYTES:
        raise TooLargeError(path)
    try:
        content = json.loads(path.read_bytes(), parse_constant=_refused)
    except (ValueError, RecursionError) as problem:
        raise NotGeoJsonError(path) from problem
    if not isinstance(content, dict):
        raise NotGeoJsonError(path)
    return content


def _refused(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _check_system(content: Mapping[str, Any], path: Path) -> None:
    """RFC 7946 knows WGS 84 alone; older files may name another system."""
    system = content.get("crs")
    if system is not None and not any(known in str(system) for known in ("CRS84", "4326")):
        raise NotWgs84Error(path)


def _raw(content: Mapping[str, Any], path: Path) -> list[Any]:
    if content.get("type") == "Feature":
        return [content]
    features = content.get("features")
    if content.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise NotGeoJsonError(path)
    return features


def _feature(number: int, raw: Any) -> Feature:
    if not isinstance(raw, dict):
        return Feature(number, {}, (), "It is no feature.")
    told = raw.get("properties")
    properties = told if isinstance(told, dict) else {}
    area, problem = _area(raw.get("geometry"))
    return Feature(number, properties, area, problem)


def _area(geometry: Any) -> tuple[Area, str]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        return (), f"It has no area but {kind or 'nothing'}: give a Polygon or a MultiPolygon."
    coordinates = geometry.get("coordinates")
    try:
        polygons = [coordinates] if kind == "Polygon" else coordinates
        return tuple(_polygon(one) for one in polygons), ""
    except (TypeError, ValueError, IndexError):
        return (), "Its coordinates are not rings of at least four points."


def _polygon(raw: Any) -> Polygon:
    rings = tuple(_ring(one) for one in raw)
    if not rings:
        raise ValueError("no ring")
    return rings


def _ring(raw: Any) -> Ring:
    points = [_point(one) for one in raw]
    if points[0] != points[-1]:
        points.append(points[0])
    if len(points) < _LEAST:
        raise ValueError("no ring")
    return tuple(points)


def _point(raw: Any) -> Point:
    """Longitude and latitude; a height is left out."""
    x, y = float(raw[0]), float(raw[1])
    if not (isfinite(x) and isfinite(y)):
        raise ValueError("no number")
    return x, y


def _in_degrees(found: tuple[Feature, ...], path: Path) -> tuple[Feature, ...]:
    """Features of the country; one that lies elsewhere is told as a problem."""
    areas = [one.area for one in found if one.area]
    if not areas:
        return found
    whole = box_of(areas)
    if max(abs(whole.left), abs(whole.right)) > 180 or max(abs(whole.bottom), abs(whole.top)) > 90:
        raise NotWgs84Error(path)
    if _lies_in(Box(whole.bottom, whole.left, whole.top, whole.right)) and not _lies_in(whole):
        raise SwappedError(path)
    return tuple(_at_home(one) for one in found)


def _at_home(one: Feature) -> Feature:
    if not one.area or _lies_in(box_of([one.area])):
        return one
    return Feature(one.number, one.properties, (), "It lies outside Afghanistan.")


def _lies_in(box: Box) -> bool:
    corners: Iterator[Point] = chain([(box.left, box.bottom), (box.right, box.top)])
    return all(_COUNTRY.holds(corner) for corner in corners)
