"""Names of places brought to one form, and how far two of them sound apart.

Mazar-i-Sharif, Mazar-e Sharif and مزار شریف: words that only bind are left out, the rest is one
piece. Sounds are those by which names of persons are compared. Which place is meant: `finding`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from wayforward.core.language.normalise import tokens
from wayforward.core.persons.matching.distance import apart
from wayforward.core.persons.matching.parts import Part
from wayforward.core.persons.matching.sounds import key as coarse
from wayforward.core.persons.matching.sounds import sounds_of
from wayforward.core.persons.matching.spelling import is_arabic, words

# Ezafe, "and", the Pashto genitive, English small words: written or not, the place is the same.
_BINDING = frozenset(
    ("e", "i", "ye", "yi", "wa", "va", "u", "o", "and", "of", "the", "و", "او", "د")
)
_DIFFERENT_CLASSES = 3  # coarse consonants of which one of two near names may have more


def bare_words(text: str) -> tuple[str, ...]:
    """The words of a text in search form, without those that only bind; all, where all do."""
    return _without_binding(tokens(text.replace("'", "").replace("’", "")))


def _without_binding(found: list[str]) -> tuple[str, ...]:
    return tuple(word for word in found if word not in _BINDING) or tuple(found)


def one_piece(text: str) -> str:
    """What is equal for two spellings that differ in blanks, hyphens and binding words only."""
    return "".join(bare_words(text))


def oblique(name: str) -> tuple[str, ...]:
    """A Pashto name as it stands before "district": ناوه is د ناوې ولسوالۍ, خوږیاڼي د خوږیاڼو."""
    if name.endswith("ه"):
        return (f"{name[:-1]}ې",)
    if name.endswith(("ي", "ی")):
        return (f"{name[:-1]}و", f"{name[:-1]}یو")
    return (f"{name}و",)


@dataclass(frozen=True, slots=True)
class Heard:
    """A name as it sounds, and the consonant classes in it as bits."""

    part: Part
    classes: int


@lru_cache(maxsize=20_000)
def heard(text: str) -> Heard:
    """How a name of a place sounds, in one piece: Maidan Wardak, Maydanwardak."""
    whole = "".join(_without_binding(words(text)))
    sounds = sounds_of(whole)
    classes = sum(1 << (ord(letter) - ord("A")) for letter in set(coarse(sounds)))
    return Heard(Part(whole, sounds, "", is_arabic(whole)), classes)


def sounds_apart(one: Heard, other: Heard) -> float:
    """0 for one sound, 1 for a whole consonant in every two or three; 1 where hopeless."""
    if (one.classes ^ other.classes).bit_count() > _DIFFERENT_CLASSES:
        return 1.0
    return apart(one.part, other.part)
