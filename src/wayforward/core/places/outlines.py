"""Outlines of provinces and districts as an operator brings them.

Files are read by `geojson`, features recognised by `tagging`, maps drawn by `outline_maps`; the
place at a point is found by `locating`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wayforward.core.places.finding import Finding, Kind, find_district
from wayforward.core.places.geojson import Feature, OutlinesError, read_features
from wayforward.core.places.geometry import Area, inner_point, simplified
from wayforward.core.places.locating import Locator
from wayforward.core.places.naming import Spot
from wayforward.core.places.reading import districts, provinces
from wayforward.core.places.tagging import Told, recognised, told_by

STORED_TOLERANCE = 0.002  # degrees, about 200 m: finer than any screen shows the country


@dataclass(frozen=True, slots=True)
class Outlines:
    """Areas of provinces by code and of districts by key, in degrees."""

    provinces: Mapping[str, Area]
    districts: Mapping[str, Area]

    def areas(self) -> dict[Spot, Area]:
        """All of them by place."""
        smaller = {Spot(districts()[key].province, key): one for key, one in self.districts.items()}
        return {Spot(code): area for code, area in self.provinces.items()} | smaller

    def of(self, spots: Iterable[Spot]) -> dict[Spot, Area]:
        """The areas of those places that have one."""
        found = ((spot, self._area(spot)) for spot in spots)
        return {spot: area for spot, area in found if area}

    def _area(self, spot: Spot) -> Area:
        return (
            self.districts.get(spot.district, ())
            if spot.district
            else self.provinces.get(spot.province, ())
        )

    def as_geojson(self, tolerance: float = STORED_TOLERANCE) -> str:
        """All of them as GeoJSON that `read_outlines` understands, simplified."""
        named = [*self.provinces.items(), *self.districts.items()]
        features = [_as_feature(name, simplified(area, tolerance)) for name, area in named]
        return json.dumps({"type": "FeatureCollection", "features": features})


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A feature of a file that is no place of ours; one sentence says why. Number 0 is the file."""

    file: str
    number: int
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class OutlinesRead:
    """What came of files of outlines."""

    outlines: Outlines
    features: int
    unmatched: tuple[Unmatched, ...]

    @property
    def missing(self) -> tuple[Spot, ...]:
        """Provinces and districts without an outline; districts only where some have one."""
        known = self.outlines
        wanted = [Spot(code) for code in provinces() if code not in known.provinces]
        if known.districts:
            wanted += [Spot(one.province, key) for key, one in districts().items()
                       if key not in known.districts]  # fmt: skip
        return tuple(wanted)


def read_outlines(paths: Iterable[Path]) -> OutlinesRead:
    """Read GeoJSON files and say which place each feature is.

    Several features of one place are joined. Districts named without their province are found by
    where they lie, once provinces are known. Raises FileNotFoundError, PermissionError.
    """
    gathering = _Gathering()
    for path in paths:
        gathering.read(path)
    return gathering.settled()


@dataclass(slots=True)
class _Gathering:
    """Features while they are told apart."""

    areas: dict[Spot, list[Area]] = field(default_factory=dict)
    open: list[tuple[str, Feature, Told]] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    features: int = 0

    def read(self, path: Path) -> None:
        """Take the features of a file; leave open which need the provinces to be known."""
        try:
            found = read_features(path)
        except OutlinesError as problem:
            self.unmatched.append(Unmatched(path.name, 0, "", str(problem)))
            return
        self.features += len(found)
        for feature in found:
            self._take(path.name, feature, told_by(feature.properties))

    def _take(self, file: str, feature: Feature, told: Told) -> None:
        if feature.problem:
            self._report(file, feature, told, feature.problem)
            return
        finding = recognised(told, lambda: "")
        if finding.spot:
            self.areas.setdefault(finding.spot, []).append(feature.area)
        else:
            self.open.append((file, feature, told))

    def settled(self) -> OutlinesRead:
        """Everything, after the open features were looked for where they lie."""
        known = Locator({spot: _joined(areas) for spot, areas in self.areas.items()
                         if not spot.district})  # fmt: skip
        for file, feature, told in self.open:
            finding = recognised(told, _province_at(known, feature.area))
            if finding.spot:
                self.areas.setdefault(finding.spot, []).append(feature.area)
            else:
                self._report(file, feature, told, _sentence(told, finding))
        return OutlinesRead(self._outlines(), self.features, tuple(self.unmatched))

    def _outlines(self) -> Outlines:
        areas = {spot: _joined(parts) for spot, parts in self.areas.items()}
        return Outlines(
            {spot.province: area for spot, area in areas.items() if not spot.district},
            {spot.district: area for spot, area in areas.items() if spot.district},
        )

    def _report(self, file: str, feature: Feature, told: Told, sentence: str) -> None:
        name = told.names[0] if told.names else ""
        self.unmatched.append(Unmatched(file, feature.number, name, sentence))


def _joined(areas: Sequence[Area]) -> Area:
    return tuple(polygon for area in areas for polygon in area)


def _province_at(known: Locator, area: Area) -> Callable[[], str]:
    def here() -> str:
        spot = known.at_point(inner_point(area))
        return spot.province if spot else ""

    return here


def _sentence(told: Told, finding: Finding) -> str:
    name = told.names[0] if told.names else ""
    if not name:
        return (
            "It has neither a P-code, nor an ISO code, nor a name that we know where to look for."
        )
    if finding.kind is Kind.UNSURE:
        meant = ", ".join(_plain(spot) for spot in finding.spots)
        wanted = "its P-code" if told.province else "its P-code or its province"
        return f"“{name}” may be {meant}: add {wanted}."
    elsewhere = find_district(name).spot if told.province else None
    if elsewhere:
        return f"“{name}” is {_plain(elsewhere)}, not {_area_name(told.province)}: add its P-code."
    return f"“{name}” is no province or district we know: add its P-code."


def _area_name(province: str) -> str:
    return provinces()[province].names.en


def _plain(spot: Spot) -> str:
    area = _area_name(spot.province)
    return f"{districts()[spot.district].names.en} in {area}" if spot.district else area


def _as_feature(name: str, area: Area) -> dict[str, object]:
    geometry = {"type": "MultiPolygon", "coordinates": area}
    return {"type": "Feature", "properties": {"place": name}, "geometry": geometry}
