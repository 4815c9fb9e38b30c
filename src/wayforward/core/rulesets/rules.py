"""What a parameter's rows mean: which one is in force, when reading must stop, how two sets differ.

Pure: rows come in as `Value`s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any


class RuleSetError(LookupError):
    """A parameter cannot be read: whatever needs it has to stop."""

    key: str
    value: Value | None = None  # what is known of it
    on: date | None = None  # the day that was asked about


class NoSuchParameterError(RuleSetError):
    """No rule set that applies has this key."""

    def __init__(self, rule_set: str, key: str) -> None:
        """Names what was asked."""
        super().__init__(
            f"No rule set that applies to {rule_set} has a parameter {key}: add it to the data "
            "with its citation."
        )
        self.key = key


class NotInForceError(RuleSetError):
    """The key exists, but not on that day."""

    def __init__(self, key: str, on: date, spans: Sequence[Value]) -> None:
        """Says when it is in force."""
        known = ", ".join(f"{v.valid_from} to {v.valid_to or 'today'}" for v in spans)
        super().__init__(f"The parameter {key} was not in force on {on}; it is known for {known}.")
        self.key, self.on, self.value = key, on, spans[0]


class UnsetParameterError(RuleSetError):
    """The parameter is named, but nobody has set its value."""

    def __init__(self, value: Value) -> None:
        """Says who has to act."""
        super().__init__(
            f"The parameter {value.key} of {value.rule_set} is not set ({value.citation}): "
            "the parties have to set it first."
        )
        self.key, self.value = value.key, value


class NotANumberError(RuleSetError):
    """A whole number was needed, and the value is something else."""

    def __init__(self, value: Value) -> None:
        """Shows the value."""
        super().__init__(f"The parameter {value.key} is {value.value!r}, no whole number.")
        self.key, self.value = value.key, value


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter as it was in force: value, unit, source, whether the source was read by us.

    A value of None was left empty on purpose and means "no limit"; an unset one is refused instead.
    """

    rule_set: str
    key: str
    value: Any
    unit: str
    citation: str
    verified: bool
    valid_from: date
    valid_to: date | None
    note: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def unset(self) -> bool:
        """Whether nobody has set it. A cited empty value is one that was read as "no limit"."""
        return self.value is None and not self.verified

    def in_force(self, on: date) -> bool:
        """Whether `on` is one of its days."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def whole(self) -> int:
        """The value as a whole number. Raises NotANumberError."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise NotANumberError(self)
        return self.value

    def label(self, language: str) -> str:
        """What it is about, in a language of ours; its key where nobody wrote that down."""
        return self.labels.get(language) or self.labels.get("en") or self.key


def value_on(rows: Iterable[Value], rule_set: str, key: str, on: date) -> Value:
    """The one of the rows of `key` that is in force on a day; the first rule set that has any wins.

    Rows come in order of precedence: the arrangement's own before those of general law. Raises
    NoSuchParameterError, NotInForceError, UnsetParameterError.
    """
    found = list(rows)
    if not found:
        raise NoSuchParameterError(rule_set, key)
    value = next((row for row in found if row.in_force(on)), None)
    if value is None:
        raise NotInForceError(key, on, found)
    if value.unset:
        raise UnsetParameterError(value)
    return value


class Happening(StrEnum):
    """What became of a parameter on a day."""

    BEGAN = "began"
    ENDED = "ended"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which a parameter began, ended or got another value."""

    on: date
    what: Happening
    key: str
    before: Value | None
    after: Value | None


def turns(rows: Iterable[Value], since: date, until: date) -> list[Turn]:
    """What changed from the day after `since` to `until`, by day and key.

    A row that ends is told on the day after its last; one that follows at once is a change.
    """
    found: list[Turn] = []
    for key, spans in sorted(_by_key(rows).items()):
        found += [turn for turn in _turns_of(key, spans) if since < turn.on <= until]
    return sorted(found, key=lambda turn: (turn.on, turn.key))


def _by_key(rows: Iterable[Value]) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for row in sorted(rows, key=lambda value: value.valid_from):
        found.setdefault(row.key, []).append(row)
    return found


def _turns_of(key: str, spans: list[Value]) -> Iterable[Turn]:
    for before, now in zip([None, *spans], [*spans, None], strict=True):
        ended = None if before is None or before.valid_to is None else _next_day(before.valid_to)
        if now is None:
            if ended and before:
                yield Turn(ended, Happening.ENDED, key, before, None)
        elif before is None or (ended and ended < now.valid_from):
            if before is not None and ended is not None:
                yield Turn(ended, Happening.ENDED, key, before, None)
            yield Turn(now.valid_from, Happening.BEGAN, key, None, now)
        elif (before.value, before.unit) != (now.value, now.unit):
            yield Turn(now.valid_from, Happening.CHANGED, key, before, now)


def _next_day(day: date) -> date:
    return day + timedelta(days=1)


class Comparison(StrEnum):
    """How a parameter stands in two rule sets."""

    DIFFERENT = "different"
    ONLY_FIRST = "only_first"
    ONLY_SECOND = "only_second"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Difference:
    """One parameter in two rule sets, each in its last state or as of a day."""

    key: str
    how: Comparison
    first: Value | None
    second: Value | None


def differences(first: Iterable[Value], second: Iterable[Value]) -> list[Difference]:
    """Every key of two sets with what stands in each, those that differ first."""
    one = {key: spans[-1] for key, spans in _by_key(first).items()}
    two = {key: spans[-1] for key, spans in _by_key(second).items()}
    found = [_compared(key, one.get(key), two.get(key)) for key in sorted({*one, *two})]
    order = list(Comparison)
    return sorted(found, key=lambda each: (order.index(each.how), each.key))


def _compared(key: str, first: Value | None, second: Value | None) -> Difference:
    if first is None or second is None:
        how = Comparison.ONLY_SECOND if first is None else Comparison.ONLY_FIRST
    else:
        same = (first.value, first.unit) == (second.value, second.unit)
        how = Comparison.SAME if same else Comparison.DIFFERENT
    return Difference(key, how, first, second)
