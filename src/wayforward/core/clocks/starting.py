"""The length a clock starts with: from its parameter, or given within what parameters allow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wayforward.core.clocks.computing import Bench, length_of
from wayforward.core.clocks.definitions import Kind
from wayforward.core.clocks.refusals import (
    ExtendedTooFarError,
    LengthFixedError,
    LengthMissingError,
    LengthOutOfBoundsError,
    LengthTooLongError,
    LengthTooShortError,
)
from wayforward.core.clocks.rules import Length, Unit
from wayforward.core.rulesets.rules import Value

# How long a unit is at least and at most in days: bounds in other units compare by these.
_DAYS = {
    Unit.CALENDAR_DAYS: (1, 1),
    Unit.WORKING_DAYS: (1, 1),
    Unit.WEEKS: (7, 7),
    Unit.MONTHS: (28, 31),
    Unit.YEARS: (365, 366),
}


@dataclass(frozen=True, slots=True)
class Opening:
    """What a clock starts with."""

    length: Length
    source: Value


def opening(bench: Bench, one: Kind, on: date, given: Length | None) -> Opening:
    """The length and the parameter it stands on. Raises a refusal or a RuleSetError."""
    source = one.length
    if source.parameter:
        if given is not None:
            raise LengthFixedError(one.key, source.parameter)
        value = bench.value(source.parameter, on)
        return Opening(length_of(value), value)
    if given is None:
        raise LengthMissingError(one.key)
    if source.one_of:
        value = bench.value(source.one_of, on)
        if given.unit.value != value.unit or given.amount not in value.value:
            raise LengthOutOfBoundsError(given, value)
        return Opening(given, value)
    return Opening(given, _within(bench, one, on, given))


def _within(bench: Bench, one: Kind, on: date, given: Length) -> Value:
    """The parameter that is the source: the longest allowed, else the shortest."""
    if given.amount <= 0:
        raise LengthMissingError(one.key)
    least, most = (
        bench.value(key, on) if key else None for key in (one.length.least, one.length.most)
    )
    if least and exceeds(length_of(least), given):
        raise LengthTooShortError(given, least)
    if most and exceeds(given, length_of(most)):
        raise LengthTooLongError(given, most)
    source = most or least
    if source is None:
        raise LengthMissingError(one.key)
    return source


def exceeds(one: Length, other: Length) -> bool:
    """Whether a length may be longer than another. In doubt (30 days, one month) it may."""
    if one.unit is other.unit:
        return one.amount > other.amount
    return one.amount * _DAYS[one.unit][1] > other.amount * _DAYS[other.unit][0]


def check_extension(bench: Bench, one: Kind, on: date, lengths: list[Length]) -> None:
    """Raises ExtendedTooFarError where all extensions together pass what the rule set allows."""
    if not one.extension_most:
        return
    value = bench.value(one.extension_most, on)
    bound = length_of(value)
    if all(length.unit is bound.unit for length in lengths):
        over = sum(length.amount for length in lengths) > bound.amount
    else:
        longest = sum(length.amount * _DAYS[length.unit][1] for length in lengths)
        over = longest > bound.amount * _DAYS[bound.unit][0]
    if over:
        raise ExtendedTooFarError(value)
