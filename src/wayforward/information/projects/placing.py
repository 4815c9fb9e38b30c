"""From the places of an activity to codes of provinces, by gazetteer codes and names.

A seam: whoever knows more (districts, outlines) hands the import a better `Placing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from wayforward.core.language.normalise import tokens
from wayforward.core.persons.matching.places import (
    UnknownProvinceError,
    province_code,
    provinces,
)
from wayforward.information.projects.activities import Location


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a place is: codes of a province (AF-KAB) and a district, "" where not known."""

    province: str = ""
    district: str = ""


Placing = Callable[[Location, str], Placed]  # the country of the import beside the place

_PCODE = re.compile(r"[A-Z]{2}\d{2}")
_PIECES = re.compile(r"[,;/()|،؛]+| - ")
# Letters that Latin spellings of one name swap.
_SWAPPED = str.maketrans({"e": "i", "y": "i", "o": "u"})
# What stands beside the name of a province. A district may be called like a province elsewhere.
_BESIDE = re.compile(
    r"\b(province|provincial|governorate|wil[ai]y?at|vel[ai]yat|city|of|the)\b|ولایت|ولايت|شهر|ښار",
    re.I,
)
_DISTRICT = re.compile(r"\b(district|woluswali|wuleswali)\b|ولسوالی|ولسوالۍ", re.I)


def place(location: Location, country: str) -> Placed:
    """The province of a place in `country`, by its codes, else by its name; never by guessing.

    A place that is stated to be in another country is nowhere.
    """
    if location.country and location.country != country:
        return Placed()
    codes = (_by_code(area.code, country) for area in location.areas)
    names = (_by_name(name.text, country) for name in location.names)
    return Placed(next(filter(None, (*codes, *names)), ""))


def provinces_of(placed: Iterable[Placed]) -> list[str]:
    """The provinces found, each once, in order of their codes."""
    return sorted({one.province for one in placed if one.province})


def _by_code(written: str, country: str) -> str:
    """ISO 3166-2 (AF-KAB) or the place code of the United Nations (AF01, AF0101 for a district)."""
    code = written.strip().upper()
    if not code.startswith(country):
        return ""
    if code in provinces():
        return code
    match = _PCODE.match(code)
    return _pcodes().get(match[0], "") if match else ""


@cache
def _pcodes() -> dict[str, str]:
    return {str(row["pcode"]): code for code, row in provinces().items()}


def _by_name(name: str, country: str) -> str:
    """A province or its chief town, named by a part of a name from the end: "Surobi, Kabul"."""
    for piece in reversed(_PIECES.split(name)):
        said = " ".join(_BESIDE.sub(" ", piece).split())
        if not said or _DISTRICT.search(said):
            continue
        code = _province(said) or _centres().get(_folded(said), "")
        if code:
            return code if code.startswith(f"{country}-") else ""
    return ""


@lru_cache(maxsize=10_000)
def _province(said: str) -> str:
    try:
        return province_code(said)
    except UnknownProvinceError:
        return ""


def _folded(name: str) -> str:
    return "".join(tokens(name)).translate(_SWAPPED)


@cache
def _centres() -> dict[str, str]:
    return {
        _folded(name.split("(")[0]): code
        for code, row in provinces().items()
        for name in row["centre"].values()
    }
