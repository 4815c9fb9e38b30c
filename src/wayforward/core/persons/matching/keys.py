"""What a name is stored and looked up under: consonants of its parts, alone, by two, and all.

A stored name carries every way its own spelling can be heard; a query adds those with one near
sound exchanged. Common parts are looked up only together with another, or where they stand alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from hashlib import sha256
from itertools import combinations, product

from wayforward.core.persons.matching.frequency import frequency
from wayforward.core.persons.matching.parts import Part, parts_of
from wayforward.core.persons.matching.sounds import strong
from wayforward.core.persons.matching.tables import table

COMMON = 0.004  # from this share of parts on a name is looked up with another one only
_MOST_PARTS = 5
# Signs that need not be told apart to find a name; h, w and y are often left out.
_MERGED = str.maketrans({"p": "b", "q": "k", "z": "s", "Z": "j"})
_OPEN = {
    "C": ("c", "x", "S"),
    "J": ("j", ""),
    "K": ("k", "j"),
    "T": ("s", "t"),
    "D": ("s", "d"),
    "R": ("g", "j"),
    "P": ("S", "x"),
}
_NEAR = {
    "t": "d", "d": "t", "k": "Ggx", "G": "kg", "g": "kG", "x": "k", "S": "sc", "c": "Sj", "j": "c",
    "s": "S",
}  # fmt: skip
_LEFT_OUT = "xjf"  # a Turkish h for kh, a German j for y, a v for f


@lru_cache(maxsize=200_000)
def stored_keys(name: str) -> tuple[str, ...]:
    """The keys of a name that is kept."""
    parts = parts_of(name)[:_MOST_PARTS]
    heard = [_heard(part) for part in parts]
    return tuple(
        sorted({_whole(keys) for keys in product(*heard)}.union(*heard, _pairs(heard, heard)))
    )


def query_keys(name: str) -> tuple[str, ...]:
    """The keys to look a name up by: any of them in common is worth a comparison."""
    parts = parts_of(name)[:_MOST_PARTS]
    heard, near = [_heard(part) for part in parts], [_nearly(part) for part in parts]
    wanted = {f"={key}" for keys in near for key in keys} | _pairs(heard, near)
    wanted |= {_whole(keys) for keys in product(*heard)}
    for part, keys in zip(parts, near, strict=True):
        if len(parts) == 1 or frequency(part) < COMMON:
            wanted |= keys
    return tuple(sorted(wanted))


@lru_cache(maxsize=200_000)
def father_keys(name: str) -> tuple[str, ...]:
    """The keys of a father's name that is kept: part by part, apart from those of own names."""
    parts = parts_of(name)[:_MOST_PARTS]
    return tuple(sorted({f"{_FATHER}{key}" for part in parts for key in _heard(part)}))


def father_query_keys(name: str) -> tuple[str, ...]:
    """The keys to look a father's name up by: of its rarest part, any spelling."""
    parts = parts_of(name)[:_MOST_PARTS]
    if not parts:
        return ()
    return tuple(sorted(f"{_FATHER}{key}" for key in _nearly(min(parts, key=frequency))))


_FATHER = "f/"


@cache
def rules_digest() -> str:
    """What rules and lists make of every name that is listed anywhere, in 16 hexadecimal digits.

    Another digest: keys that are kept may be others than those looked up by now.
    """
    made = [(name, stored_keys(name), father_keys(name)) for name in sorted(set(_listed()))]
    return sha256(json.dumps(made).encode()).hexdigest()[:16]


def _listed() -> Iterator[str]:
    for names in table("frequency")["per_thousand"].values():
        yield from names.split()
    for pair in table("confusable")["pairs"]:
        yield from f"{pair['one']},{pair['other']}".split(",")
    for name, forms in table("forms")["forms"].items():
        yield from (name, *forms.split())
    for title in " ".join(table("titles")["titles"]).split():
        yield f"{title} Torialai"
    for second in " ".join(table("bound")["after_abd"]).split():
        yield from (f"abd{second}", f"عبد{second}")


def _whole(keys: Iterable[str]) -> str:
    """All parts at once, in any order: what puts names of the same parts first."""
    return f"={'&'.join(sorted(keys))}"


def _pairs(heard: list[frozenset[str]], near: list[frozenset[str]]) -> set[str]:
    """Two parts at a time, one as heard and the other nearly; the order of parts says nothing."""
    return {
        "+".join(sorted(both))
        for one, other in combinations(range(len(heard)), 2)
        for both in (*product(heard[one], near[other]), *product(near[one], heard[other]))
    }


@lru_cache(maxsize=100_000)
def _heard(part: Part) -> frozenset[str]:
    """Every way the spelling of a part may be heard; at least one, be it of no consonant."""
    signs = strong(part.sounds).translate(_MERGED)
    return frozenset("".join(way) for way in product(*(_OPEN.get(one, (one,)) for one in signs)))


@lru_cache(maxsize=100_000)
def _nearly(part: Part) -> frozenset[str]:
    heard = _heard(part)
    return heard | {near for key in heard for near in _one_exchanged(key)} | _with_kh(part)


def _one_exchanged(key: str) -> Iterable[str]:
    for at, sign in enumerate(key):
        for other in _NEAR.get(sign, ""):
            yield key[:at] + other + key[at + 1 :]
        if sign in _LEFT_OUT:
            yield key[:at] + key[at + 1 :]


def _with_kh(part: Part) -> frozenset[str]:
    """A name with h, should the h be somebody's kh: Halid is Khalid."""
    with_x = part.sounds.replace("H", "x").replace("h", "x")
    if with_x == part.sounds:
        return frozenset()
    return _heard(Part(part.written, with_x, part.bound, part.arabic))
