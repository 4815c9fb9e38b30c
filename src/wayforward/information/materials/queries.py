"""How fast a language is read aloud and how long a spot lasts: parameters of the rule sets."""

from __future__ import annotations

from datetime import date

from wayforward.core.rulesets.queries import value
from wayforward.core.rulesets.rules import NotANumberError
from wayforward.information.materials.speaking import Pace

SECONDS = "radio-seconds"
WORDS_PER_SECOND = "radio-words-per-second-"  # and a language: fa-af, ps, en


def pace_of(language: str, *, on: date, arrangement: str = "") -> Pace:
    """The pace in force on a day. Raises RuleSetError: then no spot is made."""
    speed = value(arrangement, f"{WORDS_PER_SECOND}{language}", on=on)
    if isinstance(speed.value, bool) or not isinstance(speed.value, int | float):
        raise NotANumberError(speed)
    return Pace(float(speed.value), value(arrangement, SECONDS, on=on).whole())
