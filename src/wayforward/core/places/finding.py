"""Which province or district a text names: by code, by spelling, by sound; unsure where it is open.

A name that several districts share finds none of them unless the province is known. Reading names
is `naming`'s work; a place by its coordinates `locating`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from wayforward.core.places.naming import (
    SEPARATORS,
    How,
    Named,
    Spot,
    bare_name,
    contained,
    districts_spelled,
    near_districts,
    near_provinces,
    provinces_spelled,
    sounded,
    spelled,
)
from wayforward.core.places.reading import districts, provinces

__all__ = ["Finding", "How", "Kind", "Spot", "find_code", "find_district", "find_place",
           "find_province"]  # fmt: skip


class Kind(StrEnum):
    """What came of a search."""

    FOUND = "found"
    UNSURE = "unsure"  # one of several
    SEVERAL = "several"  # all of them are named
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """The places a text may mean; `how` is None where none was found."""

    kind: Kind
    spots: tuple[Spot, ...] = ()
    how: How | None = None

    @property
    def spot(self) -> Spot | None:
        """The one place meant, None where that is open."""
        return self.spots[0] if self.kind is Kind.FOUND else None

    @property
    def province(self) -> str:
        """The province on which all spots agree, "" where they do not."""
        codes = {spot.province for spot in self.spots}
        return codes.pop() if len(codes) == 1 else ""


_UNKNOWN = Finding(Kind.UNKNOWN)


def find_code(code: str) -> Finding:
    """A place by ISO 3166-2 code (AF-KAB), P-code (AF01, AF0101) or our key of a district."""
    spot = _codes().get(code.strip().upper().replace("_", "-"))
    return Finding(Kind.FOUND, (spot,), How.CODE) if spot else _UNKNOWN


def find_province(name: str) -> Finding:
    """A province by its code or its name in any spelling."""
    coded = find_code(name)
    if coded.spot:
        return _UNKNOWN if coded.spot.district else coded
    bare = bare_name(name)
    if exact := provinces_spelled(name) or provinces_spelled(bare):
        return _one_of(exact, How.SPELLING)
    return _one_of(near_provinces(bare) if bare else (), How.SOUND)


@lru_cache(maxsize=50_000)
def find_district(name: str, province: str = "") -> Finding:
    """A district by its code or name, in the province of that code or, without one, anywhere."""
    coded = find_code(name)
    if coded.spot:
        fits = coded.spot.district and province in ("", coded.spot.province)
        return coded if fits else _UNKNOWN
    bare = bare_name(name)
    spelled_so = districts_spelled(name) or districts_spelled(bare)
    if exact := [spot for spot in spelled_so if province in ("", spot.province)]:
        return _one_of(exact, How.SPELLING)
    return _one_of(near_districts(bare, province) if bare else (), How.SOUND)


@lru_cache(maxsize=50_000)
def find_place(text: str, province: str = "") -> Finding:
    """The place that a text names: a code, "Paghman district, Kabul", «ولسوالی پغمان».

    `province` is the code of the province where that is known already. A name that is both a
    province and a district (Kabul, Balkh) is the province, unless a word such as district or city
    stands beside it or the province is named as well. Published texts only: they are remembered.
    """
    if (coded := find_code(text)).spot:
        return coded
    return _read(text, province, sounded)


def place_asked_for(text: str) -> Finding:
    """The place that a reader's words name, by spelling alone: nothing of them is remembered."""
    return _read(text, "", lambda _piece, _province: ())


def _read(text: str, province: str, by_sound: Callable[[str, str], tuple[Named, ...]]) -> Finding:
    pieces = [piece for piece in SEPARATORS.split(text) if piece.strip()]
    exact = [spelled(piece) for piece in pieces]
    known = province or _together([one for ones in exact for one in ones], "").province
    named = [
        one
        for piece, ones in zip(pieces, exact, strict=True)
        for one in ones or by_sound(piece, known) or contained(piece, known)
    ]
    return _together(named, province)


def _together(named: Sequence[Named], province: str) -> Finding:
    """What the names of one text say together: districts in their province before provinces."""
    within = [
        _within(one, [*named[:at], *named[at + 1 :]], province) for at, one in enumerate(named)
    ]
    if any(within):
        return _all_of(within, named)
    areas = [[spot for spot in one.provinces if province in ("", spot.province)] for one in named]
    if any(areas) or province:
        return _all_of(areas, named)
    return _all_of([list(one.districts) for one in named], named)


def _within(one: Named, others: Sequence[Named], province: str) -> list[Spot]:
    """The districts it may be, whose province is known or named as well.

    Kabul in a province known to be Kabul may still be the province.
    """
    told = {spot.province for other in others for spot in other.provinces}
    if province:
        is_its_name = any(spot.province == province for spot in one.provinces)
        told = told & {province} if is_its_name else {province}
    return [spot for spot in one.districts if spot.province in told]


def _all_of(readings: Sequence[Sequence[Spot]], named: Sequence[Named]) -> Finding:
    """Each name as it may be read; unsure as soon as one of them is."""
    used = [(spots, one.how) for spots, one in zip(readings, named, strict=True) if spots]
    spots = tuple(dict.fromkeys(spot for ones, _how in used for spot in ones))
    if not spots:
        return _UNKNOWN
    how = How.SOUND if any(how is How.SOUND for _ones, how in used) else How.SPELLING
    if any(len(ones) > 1 for ones, _how in used):
        return _one_of(spots, how)
    return Finding(Kind.FOUND if len(spots) == 1 else Kind.SEVERAL, spots, how)


def _one_of(spots: Sequence[Spot], how: How) -> Finding:
    if not spots:
        return _UNKNOWN
    return Finding(Kind.FOUND if len(spots) == 1 else Kind.UNSURE, tuple(spots), how)


@cache
def _codes() -> Mapping[str, Spot]:
    """Every code in capitals -> the place."""
    areas = {code: Spot(one.code) for one in provinces().values() for code in (one.code, one.pcode)}
    smaller = {
        code.upper(): Spot(one.province, one.key)
        for one in districts().values()
        for code in (one.key, one.pcode)
        if code
    }
    return areas | smaller
