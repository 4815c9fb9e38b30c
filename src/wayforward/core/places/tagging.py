"""Which place an outline belongs to, by the properties that publishers of outlines use.

Known: the United Nations (ADM2_PCODE, ADM2_EN), geoBoundaries (shapeName, shapeType), GADM
(NAME_2), Who's On First, OpenStreetMap, and our own `place`. FIPS codes look like P-codes and are
none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wayforward.core.places.finding import Finding, Kind, find_code, find_district, find_place
from wayforward.core.places.finding import find_province as province_called
from wayforward.core.places.naming import Spot


class Level(StrEnum):
    """What a feature is."""

    PROVINCE = "province"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Told:
    """What properties say: code, level, province ("" if not told), names to be tried in turn."""

    code: Spot | None
    level: Level | None
    province: str
    names: tuple[str, ...]


_CODES = frozenset(("code", "id", "ref"))  # may hold any code: only one of a district is certain
_DISTRICT_PCODE = re.compile(r"AF\d{4}")
_PROVINCE_NAMES = frozenset((
    "adm1en", "adm1name", "adm1nameen", "admin1", "admin1name", "admin1nameen", "name1", "prov",
    "province", "provinceen", "provname", "prov34na", "nameadm1",
))  # fmt: skip
_DISTRICT_NAMES = frozenset((
    "adm2en", "adm2name", "adm2nameen", "admin2", "admin2name", "admin2nameen", "name2", "dist",
    "district", "districten", "distname", "dist34na", "nameadm2",
))  # fmt: skip
_NAMES = frozenset(("name", "nameen", "shapename", "namefa", "nameps", "nameprs", "nameeng"))
_LEVELS = {
    ("placetype", "region"): Level.PROVINCE,
    ("placetypelocal", "province"): Level.PROVINCE,
    ("shapetype", "adm1"): Level.PROVINCE,
    ("type", "province"): Level.PROVINCE,
    ("adminlevel", "4"): Level.PROVINCE,  # OpenStreetMap
    ("adminlevel", "1"): Level.PROVINCE,
    ("placetype", "county"): Level.DISTRICT,
    ("placetypelocal", "district"): Level.DISTRICT,
    ("shapetype", "adm2"): Level.DISTRICT,
    ("type", "district"): Level.DISTRICT,
    ("adminlevel", "6"): Level.DISTRICT,
    ("adminlevel", "2"): Level.DISTRICT,
}
_NO_LETTERS = re.compile(r"[^a-z0-9]")


def told_by(properties: Mapping[str, Any]) -> Told:
    """What the properties of a feature say about which place it is."""
    said = list(_said(properties))
    code = _code(said)
    smaller = [value for key, value in said if key in _DISTRICT_NAMES]
    names = smaller or [value for key, value in said if key in _NAMES]
    province = code.province if code else _province(said)
    level = next((_LEVELS[key, v.lower()] for key, v in said if (key, v.lower()) in _LEVELS), None)
    if smaller and level is None:
        level = Level.DISTRICT
    if not names and level is not Level.DISTRICT:
        names = [value for key, value in said if key in _PROVINCE_NAMES]
    return Told(code, level, province, tuple(dict.fromkeys(names)))


def recognised(told: Told, province_here: Callable[[], str]) -> Finding:
    """The place meant; `province_here` says in which known province it lies ("" if in none)."""
    if told.code and (told.code.district or told.level is not Level.DISTRICT):
        return Finding(Kind.FOUND, (told.code,))
    found = [_by_name(name, told) for name in told.names]
    if one := next((finding for finding in found if finding.spot), None):
        return one
    here = "" if told.province or told.level is Level.PROVINCE else province_here()
    again = [find_district(name, here) for name in told.names] if here else []
    best = [*(finding for finding in again if finding.spot), *found]
    return best[0] if best else Finding(Kind.UNKNOWN)


def _by_name(name: str, told: Told) -> Finding:
    if told.level is Level.PROVINCE:
        return province_called(name)
    if told.level is None and not told.province:
        return find_place(name)
    found = find_district(name, told.province)
    if found.spot:
        return found
    longer = find_place(name, told.province)  # Khenj (Hese-Awal)
    return longer if longer.spot and longer.spot.district else found


def _said(properties: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Keys in one form with what they say; groups such as wof:concordances opened."""
    for key, value in properties.items():
        if isinstance(value, Mapping):
            yield from _said(value)
        elif isinstance(value, str | int) and str(value).strip():
            yield _NO_LETTERS.sub("", key.rpartition(":")[2].lower()), str(value).strip()


def _code(said: list[tuple[str, str]]) -> Spot | None:
    """The finest code told."""
    found = [
        spot for key, value in said if (spot := find_code(value).spot) and _is_code(key, value)
    ]
    return max(found, key=lambda spot: bool(spot.district), default=None)


def _is_code(key: str, value: str) -> bool:
    return (
        key == "place"
        or "pcod" in key
        or value.startswith("AF-")
        or (key in _CODES and _DISTRICT_PCODE.fullmatch(value) is not None)
    )


def _province(said: list[tuple[str, str]]) -> str:
    named = (province_called(value).province for key, value in said if key in _PROVINCE_NAMES)
    return next((code for code in named if code), "")
