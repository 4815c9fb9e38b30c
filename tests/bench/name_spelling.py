"""Afghan names as they are said, and how offices of six habits write them down. For measuring only.

Knows nothing of the matcher: a name is a spelling in Arabic script and its sounds, as listed in
spoken_names.yaml; each habit has letters of its own for each sound. Names drawn are invented.

Sounds: a i u short, ā ī ū ē ō long, ay aw; ʿ ayn; x kh, ɣ gh, š sh, č ch, ž zh, j as in jam, v as
w; a doubled letter is a doubled sound, ə the -a at an end.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Spoken:
    """One part of a name: written parts and sounds; `kind` is simple, abd, allah or din."""

    kind: str
    written: str
    sounds: str


def _listed(kind: str, lines: list[str]) -> tuple[list[Spoken], list[int]]:
    entries = [line.split() for line in lines]
    return [Spoken(kind, w, s) for w, s, _ in entries], [int(n) for _, _, n in entries]


_LISTS = yaml.safe_load(Path(__file__).with_name("spoken_names.yaml").read_text(encoding="utf-8"))


_POOLS = {
    "given": _listed("simple", _LISTS["given"]),
    "surname": _listed("simple", _LISTS["surname"]),
    "abd": _listed("abd", _LISTS["abd"]),
    "allah": _listed("allah", _LISTS["allah"]),
    "din": _listed("din", _LISTS["din"]),
}

Name = tuple[Spoken, ...]


def draw_name(chance: random.Random) -> Name:
    """An invented name of one to three parts, as frequent parts are frequent."""
    shapes = (
        ("given", "given"), ("given",), ("abd",), ("allah",), ("given", "surname"), ("din",),
        ("allah", "surname"), ("abd", "surname"), ("given", "given", "surname"),
        ("given", "allah"), ("given", "abd"),
    )  # fmt: skip
    weights = (24, 8, 10, 14, 14, 4, 8, 6, 8, 2, 2)
    shape = chance.choices(shapes, weights)[0]
    while True:
        name = tuple(draw_part(pool, chance) for pool in shape)
        if len(set(name)) == len(name):
            return name


def draw_part(pool: str, chance: random.Random) -> Spoken:
    """One part from a pool: given, surname, abd, allah or din."""
    listed, weights = _POOLS[pool]
    return chance.choices(listed, weights)[0]


def pool_of(part: Spoken) -> str:
    """The pool a part comes from."""
    return next(pool for pool, (listed, _) in _POOLS.items() if part in listed)


def nearest(part: Spoken, chance: random.Random) -> Spoken:
    """Another part of its pool that sounds nearly like it: one of the three nearest."""
    others = [one for one in _POOLS[pool_of(part)][0] if one.sounds != part.sounds]
    others.sort(key=lambda one: (_plain_distance(one.sounds, part.sounds), one.sounds))
    return chance.choice(others[:3])


def _plain_distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j - 1] + (a != b), before[j] + 1, row[-1] + 1))
    return row[-1]


# --- Arabic script, as keyboards and habits differ ---


def write_arabic(name: Name, chance: random.Random) -> str:
    """The name in its own script: other keyboards' letters, joiner, blank or nothing between."""
    text = " ".join(_arabic(part, chance) for part in name)
    if chance.random() < 0.25:
        text = text.replace("ی", "ي").replace("ک", "ك")
    if chance.random() < 0.2:
        text = text.replace("گ", "ګ").replace("آ", "ا")
    return text


def _arabic(part: Spoken, chance: random.Random) -> str:
    between = chance.choice(("", " ", "\u200c"))
    if part.kind == "abd":
        return f"عبد{chance.choice(('', ' '))}ال{part.written}"
    if part.kind == "allah":
        return f"{part.written}{between}الله"
    if part.kind == "din":
        return f"{part.written}{between}الدین"
    return part.written


# --- Latin letters, habit by habit: what an officer or a family writes for each sound ---

_COMMON = {"b": "b", "p": "p", "t": "t", "d": "d", "g": "g", "k": "k", "f": "f", "r": "r", "l": "l",
           "m": "m", "n": "n", "h": "h", "s": "s", "ʿ": " "}  # fmt: skip
# A space stands for nothing; several letters in a row are several ways, the first most often.
_HABITS: dict[str, dict[str, str]] = {
    "english": {
        "a": "a a a e", "i": "i i e", "u": "u u o", "ā": "a a a aa", "ī": "i i ee",
        "ū": "u oo oo ou",
        "ē": "e i", "ō": "o", "ay": "ai ay ei", "aw": "aw au", "j": "j", "č": "ch", "x": "kh",
        "ɣ": "gh", "š": "sh", "ž": "zh", "z": "z", "v": "w w v", "q": "q q k", "y": "y",
        "ə": "a a ah", "ʿ": "· · '",
    },
    "iranian": {
        "a": "a", "i": "e", "u": "o", "ā": "a", "ī": "i", "ū": "ou u", "ē": "i", "ō": "o",
        "ay": "ei ey", "aw": "ow", "j": "j", "č": "ch", "x": "kh", "ɣ": "gh", "š": "sh",
        "ž": "zh", "z": "z", "v": "v", "q": "gh q", "y": "y", "ə": "eh e", "ʿ": "·",
    },
    "german": {
        "a": "a a e", "i": "i i e", "u": "u u o", "ā": "a", "ī": "i i ie", "ū": "u", "ē": "e",
        "ō": "o", "ay": "ai ei", "aw": "au", "j": "dsch dsch j", "č": "tsch", "x": "ch kh",
        "ɣ": "gh g", "š": "sch", "ž": "sch zh", "z": "s s z", "v": "w", "q": "q k", "y": "j y",
        "ə": "a", "ʿ": "·",
    },
    "french": {
        "a": "a", "i": "i", "u": "ou o", "ā": "a", "ī": "i", "ū": "ou", "ē": "é", "ō": "o",
        "ay": "aï ai ei", "aw": "aou aw", "j": "dj j", "č": "tch", "x": "kh", "ɣ": "gh",
        "š": "ch", "ž": "j zh", "z": "z", "v": "w ou", "q": "q k", "y": "y", "ə": "a", "ʿ": "·",
    },
    "swedish": {
        "a": "a", "i": "i", "u": "u o", "ā": "a", "ī": "i", "ū": "u o", "ē": "e", "ō": "o",
        "ay": "aj ai ei", "aw": "aw au", "j": "j dj", "č": "tj ch", "x": "kh", "ɣ": "gh g",
        "š": "sh sch", "ž": "zj zh", "z": "z", "v": "v w", "q": "q k", "y": "j y", "ə": "a",
        "ʿ": "·",
    },
    "turkish": {
        "a": "a a e", "i": "i", "u": "u", "ā": "a", "ī": "i", "ū": "u", "ē": "e", "ō": "o",
        "ay": "ay ey", "aw": "av ev", "j": "c", "č": "ç", "x": "h", "ɣ": "g ğ", "š": "ş",
        "ž": "j", "z": "z", "v": "v", "q": "k", "y": "y", "ə": "a e", "ʿ": "·",
    },
}  # fmt: skip
HABITS = tuple(_HABITS)
_SOUND = re.compile(r"ay(?![yaāiīuū])|aw|.")
_VOWELS = "aiuāīūēōə"


def write_latin(name: Name, habit: str, chance: random.Random) -> str:
    """The name as an office of that habit writes it."""
    written = [_latin(part, habit, chance) for part in name]
    given = all(part.kind == "simple" and part in _POOLS["given"][0] for part in name)
    joiner = "" if len(written) == 2 and given and chance.random() < 0.05 else " "
    if joiner and chance.random() < 0.06:  # surname first
        written = [written[-1], *written[:-1]]
    return " ".join(piece.capitalize() for piece in joiner.join(written).split(" "))


def _latin(part: Spoken, habit: str, chance: random.Random) -> str:
    said = _spell(part.sounds, habit, chance)
    if part.kind == "abd":
        return _abd(said, habit, chance)
    u = {"french": "ou", "iranian": "o"}.get(habit, chance.choice("uuo"))
    blank = chance.choice(("", "", " "))
    if part.kind == "allah":
        return f"{said}{blank}{u}llah" if chance.random() < 0.85 else f"{said}{u}lla"
    if part.kind == "din":
        d = chance.choice(("dd", "d", "ld")) if not blank else chance.choice(("dd", "d-d"))
        return f"{said}{blank}{u}{d}in"
    return said


def _abd(said: str, habit: str, chance: random.Random) -> str:
    u = {"french": chance.choice(("ou", "e")), "iranian": "o"}.get(habit, "u")
    sun = said[0] in "tdrszn" and not said.startswith("dsch")
    form = chance.random()
    if form < 0.55:
        return f"abd{u}l {said}"
    if form < 0.8:
        return f"abd{u}l{said}"
    if form < 0.9 and sun:
        return f"abd{u}{said[0]}{said}"
    return f"abd{u}l-{said}"


def _spell(sounds: str, habit: str, chance: random.Random) -> str:
    letters = {**_COMMON, **_HABITS[habit]}
    out = ""
    pieces = _SOUND.findall(sounds)
    for at, sound in enumerate(pieces):
        doubled = at and pieces[at - 1] == sound and sound not in _VOWELS
        if doubled and (chance.random() < 0.4 or len(letters[sound].split()[0]) > 1):
            continue
        chosen = chance.choice(letters[sound].split(" ")).replace("·", "")
        out += out[-1] if doubled else chosen
        between = 0 < at < len(pieces) - 1 and pieces[at - 1][-1] in _VOWELS
        if habit == "french" and sound == "s" and between and pieces[at + 1][0] in _VOWELS:
            out += "s" * (chance.random() < 0.6)
    return out.strip()
