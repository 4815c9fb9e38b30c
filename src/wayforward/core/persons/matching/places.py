"""Where somebody is from, compared: provinces by code, districts by sound.

What the provinces are and how they are spelled is `core.places`'s.
"""

from __future__ import annotations

from dataclasses import dataclass

from wayforward.core.persons.matching.reasons import Evidence, Feature, Reason
from wayforward.core.persons.matching.weights import bits
from wayforward.core.places.finding import find_district, find_province
from wayforward.core.places.naming import NEAR
from wayforward.core.places.reading import province_name
from wayforward.core.places.spelling import heard, sounds_apart


class UnknownProvinceError(ValueError):
    """No province of Afghanistan is called so."""


@dataclass(frozen=True, slots=True)
class Place:
    """A province by its code (AF-KAB) and a district as written; either may be unknown."""

    province: str = ""
    district: str = ""


def province_code(name: str) -> str:
    """The code of a province written in any way. Raises UnknownProvinceError."""
    spot = find_province(name).spot
    if spot is None:
        raise UnknownProvinceError(f"“{name}” is no province of Afghanistan.")
    return spot.province


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
    """Known districts by what they are (Deh Bala is هسکه مېنه), others by sound."""
    told = [find_district(place.district, place.province).spot for place in (one, other)]
    if all(told):
        return told[0] == told[1]
    return sounds_apart(heard(one.district), heard(other.district)) <= NEAR


def _shown(place: Place) -> str:
    return f"{place.district}, {place.province}" if place.district else place.province


def place_in_words(shown: str, language: str) -> str:
    """What evidence shows of a place, its province by its name in `language`."""
    district, _comma, code = shown.rpartition(", ")
    name = province_name(code, language)
    comma = ", " if language == "en" else "، "
    return f"{district}{comma}{name}" if district else name
