"""Where somebody is from: Afghan provinces by any spelling, districts by sound; and comparing them.

Provinces are the product's own data/provinces.yaml, so that a key means the same everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from wayforward.core.persons.matching.distance import apart
from wayforward.core.persons.matching.parts import Part
from wayforward.core.persons.matching.reasons import Evidence, Feature, Reason
from wayforward.core.persons.matching.sounds import sounds_of
from wayforward.core.persons.matching.spelling import is_arabic, words
from wayforward.core.persons.matching.weights import bits

_NEAR = 0.17


class UnknownProvinceError(ValueError):
    """No province of Afghanistan is called so."""


@dataclass(frozen=True, slots=True)
class Place:
    """A province by its code (AF-KAB) and a district as written; either may be unknown."""

    province: str = ""
    district: str = ""


@cache
def provinces() -> dict[str, dict[str, Any]]:
    """Code -> names and centre, as in data/provinces.yaml."""
    text = files("wayforward").joinpath("data", "provinces.yaml").read_text(encoding="utf-8")
    return {entry["code"]: entry for entry in yaml.safe_load(text)["provinces"]}


@lru_cache(maxsize=10_000)
def province_code(name: str) -> str:
    """The code of a province written in any way. Raises UnknownProvinceError."""
    if name.upper() in provinces():
        return name.upper()
    asked = _part(name)
    found = [(apart(asked, part), code) for code, parts in _spellings().items() for part in parts]
    distance, code = min(found)
    if distance > _NEAR:
        raise UnknownProvinceError(f"“{name}” is no province of Afghanistan.")
    return code


@cache
def _spellings() -> dict[str, tuple[Part, ...]]:
    return {
        code: tuple(_part(name.split("(")[0]) for name in entry["names"].values())
        for code, entry in provinces().items()
    }


def _part(name: str) -> Part:
    """A place in one piece: Maidan Wardak, Maydanwardak."""
    whole = "".join(words(name))
    return Part(name, sounds_of(whole), "", is_arabic(whole))


def compare_places(one: Place, other: Place) -> Evidence:
    """What two origins say; no weight where a province is not known."""
    if not one.province or not other.province:
        return Evidence(Feature.PLACE, Reason.UNKNOWN, 0.0)
    reason = Reason.SAME_PROVINCE
    if one.province != other.province:
        reason = Reason.OTHER_PROVINCE
    elif one.district and other.district and _same_district(one, other):
        reason = Reason.SAME_DISTRICT
    return Evidence(Feature.PLACE, reason, bits("place", reason.value), _shown(one), _shown(other))


def _same_district(one: Place, other: Place) -> bool:
    return apart(_part(one.district), _part(other.district)) <= _NEAR


def _shown(place: Place) -> str:
    return f"{place.district}, {place.province}" if place.district else place.province


def place_in_words(shown: str, language: str) -> str:
    """What evidence shows of a place, its province by its name in `language`."""
    district, _comma, code = shown.rpartition(", ")
    name = str(provinces()[code]["names"][language])
    comma = ", " if language == "en" else "، "
    return f"{district}{comma}{name}" if district else name
