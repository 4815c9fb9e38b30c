"""The numbers that measuring works by, out of the rule set `measuring`; none stands in code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wayforward.core.rulesets import queries as rulesets
from wayforward.core.rulesets.rules import NotANumberError, Value
from wayforward.information.campaigns.measuring import rules
from wayforward.information.campaigns.measuring.effects import Least


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What reach is told by: counts below `least` are hidden, one person opens `of_one` times."""

    least: Value
    of_one: Value


def reckoned(*, on: date, arrangement: str = "") -> Reckoned:
    """What reach is told by on a day. Raises RuleSetError: then no reach is told."""
    return Reckoned(
        rulesets.value(arrangement, rules.LEAST_SHOWN, on=on),
        rulesets.value(arrangement, rules.OPENS_OF_ONE, on=on),
    )


def least_answers(*, on: date, arrangement: str = "") -> Least:
    """How many answers an effect needs and how sure it is. Raises RuleSetError."""
    return Least(
        of_group=rulesets.value(arrangement, rules.LEAST_ANSWERS, on=on).whole(),
        of_area=rulesets.value(arrangement, rules.LEAST_OF_AREA, on=on).whole(),
        confidence=share(rules.CONFIDENCE, on=on, arrangement=arrangement),
        design_effect=number(rules.DESIGN_EFFECT, on=on, arrangement=arrangement),
    )


def share(key: str, *, on: date, arrangement: str = "") -> float:
    """A parameter in percent, as a share. Raises RuleSetError."""
    return number(key, on=on, arrangement=arrangement) / 100


def number(key: str, *, on: date, arrangement: str = "") -> float:
    """A parameter that need not be whole. Raises RuleSetError."""
    found = rulesets.value(arrangement, key, on=on)
    if isinstance(found.value, bool) or not isinstance(found.value, int | float):
        raise NotANumberError(found)
    return float(found.value)
