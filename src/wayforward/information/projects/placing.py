"""From the places of an activity to our provinces and districts.

Which places there are and how they are recognised is `core.places`'s. A seam: an import may be
given another `Placing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from wayforward.conf import environment
from wayforward.core.places.locating import Locator, locate
from wayforward.information.projects.activities import Location
from wayforward.information.projects.outline_files import stored_locator

HOME = "AF"  # the country whose places we know


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a place is: code of a province (AF-KAB), key of a district; "" where not known."""

    province: str = ""
    district: str = ""


Placing = Callable[[Location, str], Placed]  # the country of the import beside the place


def place(location: Location, country: str, locator: Locator | None = None) -> Placed:
    """The province and district of a place in `country`, by codes, names and, with outlines, point.

    Never by guessing: a name that several districts share is at most their province. A place that
    is stated to be in another country is nowhere. A point that is said to be inexact is left out.
    """
    if country != HOME or location.country not in ("", country):
        return Placed()
    found = locate(
        codes=(area.code for area in location.areas),
        names=(name.text for name in location.names),
        latitude_longitude=None if location.exact is False else location.point,
        locator=locator,
    )
    return Placed(found.province, found.spot.district if found.spot else "")


def placing_here() -> Placing:
    """The usual way of placing, with the outlines that the operator has loaded."""
    return partial(place, locator=stored_locator(environment().data))


def provinces_of(placed: Iterable[Placed]) -> list[str]:
    """The provinces found, each once, in order of their codes."""
    return sorted({one.province for one in placed if one.province})


def districts_of(placed: Iterable[Placed]) -> list[str]:
    """The districts found, each once, in order of their keys."""
    return sorted({one.district for one in placed if one.district})
