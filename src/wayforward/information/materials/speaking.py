"""How long a text takes read aloud, and a spot made of it. Pure: the pace comes in as numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wayforward.information.materials.refusals import NothingToSayError, RadioTooLongError

# The digits of a number are told one by one when it is to be dialled: each is a word.
_DIGIT = re.compile(r"\d")
_LARGEST_READ_WHOLE = 2  # digits: "14" is one word, "112" three


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a language is read to an audience, and how long a spot may last."""

    words_per_second: float
    seconds: int


@dataclass(frozen=True, slots=True)
class Spot:
    """What is read aloud and how many seconds that takes."""

    script: str
    seconds: float


def spoken_words(text: str) -> int:
    """Words as a speaker says them: what stands between spaces, long numbers digit by digit."""
    return sum(_words_in(part) for part in text.split())


def _words_in(part: str) -> int:
    digits = len(_DIGIT.findall(part))
    return digits if digits > _LARGEST_READ_WHOLE else 1


def seconds_of(text: str, pace: Pace) -> float:
    """Seconds it takes read aloud."""
    return spoken_words(text) / pace.words_per_second


def own_spot(script: str, pace: Pace) -> Spot:
    """A script somebody wrote. Raises RadioTooLongError where it lasts longer than a spot."""
    spot = Spot(script, seconds_of(script, pace))
    if spot.seconds > pace.seconds:
        raise RadioTooLongError(length=f"{spot.seconds:.1f}", most=pace.seconds)
    return spot


def spot_of(sentences: Sequence[str], pace: Pace) -> Spot:
    """As many whole sentences as fit a spot, in order.

    Raises RadioTooLongError where not even the first fits, NothingToSayError where there is none.
    """
    if not sentences:
        raise NothingToSayError
    spot = own_spot(sentences[0], pace)
    for count in range(2, len(sentences) + 1):
        script = " ".join(sentences[:count])
        longer = seconds_of(script, pace)
        if longer > pace.seconds:
            break
        spot = Spot(script, longer)
    return spot
