"""Names of provinces and districts in a text: by spelling, by sound, and what stands beside them.

What the names of one text mean together is `finding`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TypeVar

from wayforward.core.language.normalise import search_form
from wayforward.core.persons.matching.sounds import strong
from wayforward.core.places.reading import District, districts, districts_of, provinces
from wayforward.core.places.spelling import (
    Heard,
    bare_words,
    heard,
    oblique,
    one_piece,
    sounds_apart,
)

NEAR = 0.17  # up to which two names count as one, as for names of persons
# The same for a word of which nothing says that it is a place: with it 4 of 3,360 different English
# words of our own guides sound like a place, without it 117.
_NEAR_ALONE = 0.08
_AS_NEAR = 0.03  # two places whose distances differ by no more are not told apart by sound
_LONGEST_NAME = 5  # words; what is longer is a sentence and is not compared by sound
_PROSE = 8  # words; in a sentence a bare name counts only behind "in"
_SHORTEST_BENT = 3  # letters; دري is a language
SEPARATORS = re.compile(r"[,،;؛/|()\[\]:\n\t]|\s[-–—]\s")

_Key = TypeVar("_Key")


class How(StrEnum):
    """By what a place was recognised."""

    CODE = "code"
    SPELLING = "spelling"
    SOUND = "sound"
    POINT = "point"


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A province by code and, where known, a district by key ("" else)."""

    province: str
    district: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """One name in a text: the provinces and the districts it may be the name of."""

    provinces: tuple[Spot, ...]
    districts: tuple[Spot, ...]
    how: How = How.SPELLING


class _Sort(StrEnum):
    PROVINCE = "province"
    DISTRICT = "district"
    TOWN = "town"


_SORTS = {
    search_form(word): sort
    for sort, listed in {
        _Sort.PROVINCE: "province provinces provincial provinz wilayat welayat velayat "
        "ولایت ولایات ولایتونه استان",
        _Sort.DISTRICT: "district districts dist distt woluswali wuluswali uluswali ulaswali "
        "ولسوالی ولسوالۍ ولسوالیو",
        _Sort.TOWN: "city town center centre municipality شهر ښار مرکز ښاروالۍ شاروالی",
    }.items()
    for word in listed.split()
}
_COUNTRY = frozenset(("afghanistan", "afg", "افغانستان", "islamic", "republic", "emirate"))
_IN = frozenset(("in", "near", "at", "from", "around", "در", "به", "په", "له", "از"))


def spelled(piece: str) -> tuple[Named, ...]:
    """The names a text consists of, in spellings we know; none where a word is left over."""
    words = bare_words(piece)
    found = tuple(_names_in(words))
    within = {at for start, end in found for at in range(start, end)}
    if any(at not in within and not _says_nothing(word) for at, word in enumerate(words)):
        return ()
    named = (_named("".join(words[s:e]), _sort_beside(words, s, e)) for s, e in found)
    return tuple(one for one in named if one.provinces or one.districts)


def contained(piece: str, province: str = "") -> tuple[Named, ...]:
    """Names in spellings we know among other words.

    There "de la" is no district: one that nothing calls so needs sounds enough to be told apart,
    unless `province` is known.
    """
    words = bare_words(piece)
    found = []
    for start, end in _names_in(words):
        sort = _sort_beside(words, start, end)
        named = _named("".join(words[start:end]), sort)
        certain = sort or province or named.provinces or _tells("".join(words[start:end]), 4)
        if certain and (sort or _counts(words, start)):
            found.append(named)
    return tuple(one for one in found if one.provinces or one.districts)


def sounded(piece: str, province: str = "") -> tuple[Named, ...]:
    """The name a text is by sound; among the districts of `province` where that is known.

    Where nothing says that it is a place at all, it must be closer and longer.
    """
    sort = next((_SORTS[word] for word in bare_words(piece) if word in _SORTS), None)
    name = bare_name(piece)
    if not name or len(name.split()) > _LONGEST_NAME:
        return ()
    sure = bool(province or (sort and _tells(name, 2)))
    limit = NEAR if sure else _NEAR_ALONE
    areas: tuple[Spot, ...] = ()
    if not province and sort in (None, _Sort.PROVINCE) and (sure or _tells(name, 3)):
        areas = near_provinces(name, limit)
    smaller: tuple[Spot, ...] = ()
    if not areas and sort is not _Sort.PROVINCE and (sure or _tells(name, 4)):
        smaller = near_districts(name, province, limit)
    return (Named(areas, smaller, How.SOUND),) if areas or smaller else ()


def _tells(name: str, consonants: int) -> bool:
    """Whether a name has sounds enough; provinces, being few, need one less than districts."""
    return len(strong(heard(name).part.sounds)) >= consonants


def bare_name(piece: str) -> str:
    """A name without the words that say what it is the name of."""
    return " ".join(word for word in bare_words(piece) if not _says_nothing(word))


def provinces_spelled(name: str) -> tuple[Spot, ...]:
    """The province spelled so."""
    return _province_index().get(one_piece(name), ())


def districts_spelled(name: str) -> tuple[Spot, ...]:
    """The districts spelled so."""
    return _district_index().get(one_piece(name), ())


@lru_cache(maxsize=20_000)
def near_provinces(name: str, limit: float = NEAR) -> tuple[Spot, ...]:
    """The province that sounds like it, or several where sound does not tell them apart."""
    return _nearest(heard(name), _province_sounds(), limit)


@lru_cache(maxsize=50_000)
def near_districts(name: str, province: str = "", limit: float = NEAR) -> tuple[Spot, ...]:
    """The districts that sound like it, in one province or anywhere."""
    return _nearest(heard(name), _district_sounds(province), limit)


def _names_in(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the longest known names stand among words."""
    at = 0
    while at < len(words):
        ends = range(min(len(words), at + _LONGEST_NAME), at, -1)
        end = next((end for end in ends if _is_name("".join(words[at:end]))), None)
        if end is not None:
            yield at, end
        at = end or at + 1


def _is_name(piece: str) -> bool:
    return piece in _province_index() or piece in _district_index()


def _says_nothing(word: str) -> bool:
    return word in _SORTS or word in _COUNTRY


def _named(piece: str, sort: _Sort | None) -> Named:
    areas, smaller = _province_index().get(piece, ()), _district_index().get(piece, ())
    if sort is _Sort.PROVINCE:
        return Named(areas, ())
    if sort is _Sort.TOWN and not smaller:
        return Named((), tuple(_centre(area.province) for area in areas))
    return Named((), smaller) if sort else Named(areas, smaller)


def _centre(province: str) -> Spot:
    """The town of a province is its centre: مرکز کاپیسا."""
    return next(Spot(province, one.key) for one in districts_of(province) if one.centre)


def _sort_beside(words: Sequence[str], start: int, end: int) -> _Sort | None:
    """What the text calls the place: behind it in English and Pashto, before it in Dari."""
    before = _SORTS.get(words[start - 1]) if start else None
    behind = words[end:][:1] if words[end:][:1] != ("په",) else words[end + 1 :][:1]
    after = _SORTS.get("".join(behind))  # د ګوشتې په ولسوالۍ کې
    return before or after if words[0] in _SORTS else after or before


def _counts(words: Sequence[str], start: int) -> bool:
    """In a sentence غور may be a thought and Farah a woman."""
    return len(words) < _PROSE or (start > 0 and words[start - 1] in _IN)


def _nearest(
    asked: Heard, known: Mapping[Heard, tuple[Spot, ...]], limit: float
) -> tuple[Spot, ...]:
    found = [(distance, spots) for one, spots in known.items()
             if (distance := sounds_apart(asked, one)) <= limit]  # fmt: skip
    least = min((distance for distance, _ in found), default=0.0)
    spots = (spot for distance, ones in found if distance <= least + _AS_NEAR for spot in ones)
    return tuple(sorted(set(spots)))


@cache
def _province_index() -> Mapping[str, tuple[Spot, ...]]:
    return _gathered(
        (one_piece(name), Spot(code))
        for code, one in provinces().items()
        for name in one.spellings()
    )


@cache
def _district_index() -> Mapping[str, tuple[Spot, ...]]:
    """As listed; then, where no district is called so itself, as Pashto sentences bend the name."""
    listed = _gathered((one_piece(name), spot) for name, spot in _called(districts().values()))
    bent = _gathered(
        (one_piece(form), Spot(one.province, one.key))
        for one in districts().values()
        for form in oblique(one.names.ps)
        if len(form) > _SHORTEST_BENT
    )
    return bent | listed


@cache
def _province_sounds() -> Mapping[Heard, tuple[Spot, ...]]:
    return _gathered(
        (heard(name), Spot(code)) for code, one in provinces().items() for name in one.spellings()
    )


@cache
def _district_sounds(province: str) -> Mapping[Heard, tuple[Spot, ...]]:
    among = districts_of(province) if province else districts().values()
    return _gathered((heard(name), spot) for name, spot in _called(among))


def _called(among: Iterable[District]) -> Iterator[tuple[str, Spot]]:
    return ((name, Spot(one.province, one.key)) for one in among for name in one.spellings())


def _gathered(pairs: Iterable[tuple[_Key, Spot]]) -> dict[_Key, tuple[Spot, ...]]:
    """Key -> all spots told with it, in order, each once."""
    found: dict[_Key, dict[Spot, None]] = {}
    for key, spot in pairs:
        found.setdefault(key, {})[spot] = None
    return {key: tuple(spots) for key, spots in found.items()}
