"""One sign for each sound of a name, from either script and any Latin spelling habit.

About 24 classes of consonants, vowels long and short, and signs for what a spelling leaves open:
Latin `ch` (English č, German kh, French sh), `j` (j, German y), `c`, `th`, `dh`; Arabic و and ی.
How far two signs are apart is in `distance`.

    Consonants  b p t d k g q G(gh) x(kh) h s z S(sh) c(č) j Z(zh) f v r l m n y
    Open        C(ch) J(j) K(c) T(th) D(dh, ض) R(ږ) P(ښ) W(و) Y(ی)
    Vowels      a e i o u, long A I U; X (ay, ei), E (ع), @ (-a, -ah, -ه at the end)
    Beginning   H an h, ^ before a vowel
"""

from __future__ import annotations

import re
from functools import lru_cache

from wayforward.core.persons.matching.spelling import is_arabic

_ARABIC = {
    "ا": "A", "ب": "b", "پ": "p", "ت": "t", "ټ": "t", "ٹ": "t", "ث": "s", "ج": "j", "چ": "c",
    "ح": "h", "خ": "x", "د": "d", "ډ": "d", "ڈ": "d", "ذ": "z", "ر": "r", "ړ": "r", "ڑ": "r",
    "ز": "z", "ژ": "Z", "ږ": "R", "س": "s", "ش": "S", "ښ": "P", "ص": "s", "ض": "D", "ط": "t",
    "ظ": "z", "ع": "E", "غ": "G", "ف": "f", "ق": "q", "ک": "k", "گ": "g", "ل": "l", "م": "m",
    "ن": "n", "ڼ": "n", "ں": "n", "و": "W", "ه": "ه", "ی": "Y", "څ": "s", "ځ": "z",
}  # fmt: skip
# Longest first. What several letters stand for in one habit or another.
_LATIN = (
    ("dschi", "ji"), ("tsch", "c"), ("dsch", "j"), ("sch", "S"), ("tch", "c"), ("tsh", "c"),
    ("dzh", "j"), ("tj", "c"), ("sj", "S"), ("dj", "j"), ("sh", "S"), ("kh", "x"), ("gh", "G"),
    ("zh", "Z"), ("zj", "Z"), ("ch", "C"), ("ph", "f"), ("ts", "s"), ("tz", "s"), ("th", "T"),
    ("dh", "D"), ("ck", "k"), ("gue", "ge"), ("gui", "gi"), ("x", "x"), ("c", "K"),
    ("j", "J"), ("w", "v"), ("v", "v"),
    ("ou", "u"), ("oo", "U"), ("uu", "U"), ("ee", "I"), ("ii", "I"), ("ie", "I"),
    ("aa", "A"),  ("au", "av"), ("ow", "ov"),
)  # fmt: skip
_LATIN_PATTERN = re.compile("|".join(spelling for spelling, _ in _LATIN))
_LATIN_SIGNS = dict(_LATIN)
_DOUBLE = re.compile(r"([b-df-hj-np-tv-z])\1+")  # consonants; a doubled vowel is a long one
_LATIN_END = re.compile(r"(?<=[bptdkgqGxszScjZfvrlmnyYCJKTD])(?:ah|eh|a)$")
_ARABIC_END = re.compile(r"(?<=[bptdkgqGxhszScjZfrlmnYEDRP])ه$")
_FRENCH_W = re.compile(r"^ou(?=[aei])")  # Ouahid
_AY = re.compile(r"[ae][yi](?![aeiou])")  # before a vowel the y is a consonant: Inayat
_PASHTO_DZ = re.compile(r"^dz")  # ځ; inside a name d and z may be two sounds: Ahmadzai
_LONG = re.compile(r"(W)\1")  # داوود is داود
_AFTER_A = re.compile(r"(?<=[aA])v?[uUo]")  # Dawood, Daud, Daoud: one و
_VOWELS = "aeiouAIUEX@"
_VOWEL = re.compile(r"[aeiouAIUEX@]")
_WEAK = re.compile(r"[aeiouAIUEX@^HhvyWY]")


@lru_cache(maxsize=500_000)
def sounds_of(word: str) -> str:
    """The signs of one word in the form that `spelling.words` gives."""
    return _of_arabic(word) if is_arabic(word) else _of_latin(word)


@lru_cache(maxsize=200_000)
def strong(sounds: str) -> str:
    """The consonants that every spelling keeps: without vowels, h, w and y."""
    return _WEAK.sub("", sounds)


# Near classes as one letter: what a name is looked up by.
_COARSE = str.maketrans("bptdkgqGxszScjZCJKTDRPflrmn", "PPTTKKKKKSSCCCCCCKTSKCFLRMN")


@lru_cache(maxsize=200_000)
def key(sounds: str) -> str:
    """The coarsest form: strong consonants, near ones as one."""
    return strong(sounds).translate(_COARSE)


def heard(sounds: str) -> str:
    """The consonants with h, and a mark where a vowel begins the name: Ali is not Wali."""
    return re.sub(r"[aeiouAIUEX@vyWY]", "", sounds).replace("H", "h")


def _of_latin(word: str) -> str:
    single = _DOUBLE.sub(r"\1", word)
    begun = _FRENCH_W.sub("w", _PASHTO_DZ.sub("z", _AY.sub("X", single)))
    signs = _LATIN_PATTERN.sub(lambda found: _LATIN_SIGNS[found.group()], begun)
    # One syllable keeps its h: Shah is شاه, not a name that ends in -a.
    if len(_VOWEL.findall(signs)) > 1:
        signs = _LATIN_END.sub("@", signs)
    return _begun(_AFTER_A.sub("W", signs))


def _of_arabic(word: str) -> str:
    # God's name is written with two l and said like one in every Latin spelling we fold.
    signs = "".join(_ARABIC.get(letter, "") for letter in word.replace("لله", "له"))
    if len(signs) > 1 and signs[0] == "A":  # carries a vowel that may be any
        signs = f"E{signs[1:]}"
    ended = _ARABIC_END.sub("@", signs) if len(signs) > 2 else signs
    return _begun(_LONG.sub(r"\1", ended.replace("ه", "h")))


def _begun(signs: str) -> str:
    """What a name begins with is heard, be it a vowel or an h that many leave out elsewhere."""
    if signs.startswith("h"):
        return f"H{signs[1:]}"
    return f"^{signs}" if signs[:1] and signs[0] in _VOWELS else signs


def inside(sounds: str) -> str:
    """The sounds of a word that now stands within another."""
    return sounds.removeprefix("^").replace("H", "h")
