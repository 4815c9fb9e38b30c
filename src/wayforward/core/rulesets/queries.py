"""Reading parameters: the value a rule needs on a day, what changed when, how two sets differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from wayforward.core.parties.models import Arrangement
from wayforward.core.rulesets import rules
from wayforward.core.rulesets.models import Parameter, ParameterHistory, RuleSet
from wayforward.core.rulesets.rules import Difference, Turn, Value


class NoSuchRuleSetError(LookupError):
    """There is no rule set with this key."""

    def __init__(self, key: str) -> None:
        """Names those there are."""
        known = ", ".join(RuleSet.objects.order_by("key").values_list("key", flat=True))
        super().__init__(f"There is no rule set {key}; there are: {known}.")


def as_value(row: Parameter) -> Value:
    """A stored parameter as rules read it."""
    return Value(
        rule_set=row.rule_set.key,
        key=row.key,
        value=row.value,
        unit=row.unit,
        citation=row.citation,
        verified=row.verified,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        note=row.note,
        labels=row.labels,
    )


def value(arrangement: Arrangement | str, key: str, *, on: date) -> Value:
    """The value of a parameter on a day: the arrangement's own, else that of general law.

    Raises NoSuchParameterError, NotInForceError or UnsetParameterError (all RuleSetErrors): what
    needs the value must stop then, not guess.
    """
    name = arrangement if isinstance(arrangement, str) else arrangement.key
    return rules.value_on(spans(name, key), name, key, on)


def spans(arrangement: str, key: str) -> list[Value]:
    """A parameter span by span: the arrangement's own, else that of general law."""
    applies = Q(rule_set__arrangement__key=arrangement) | Q(rule_set__arrangement=None)
    rows = Parameter.objects.filter(applies, key=key).select_related("rule_set")
    found = list(rows.order_by("rule_set__key", "valid_from"))
    own = [row for row in found if not row.rule_set.general]
    return [as_value(row) for row in own or found]


def rule_set(key: str) -> RuleSet:
    """One rule set. Raises NoSuchRuleSetError."""
    found = RuleSet.objects.filter(key=key).select_related("arrangement").first()
    if found is None:
        raise NoSuchRuleSetError(key)
    return found


def values_of(one: RuleSet, on: date | None = None) -> list[Value]:
    """Every parameter of a set in the order of keys; only those in force where a day is given."""
    rows = one.parameters.select_related("rule_set").order_by("key", "valid_from")
    return [found for found in map(as_value, rows) if on is None or found.in_force(on)]


def turns_between(one: RuleSet, since: date, until: date) -> list[Turn]:
    """What changed in a set after one day, up to another."""
    return rules.turns(values_of(one), since, until)


def differences_between(
    first: RuleSet, second: RuleSet, on: date | None = None
) -> list[Difference]:
    """How two sets differ: each in its last state, or both as of a day."""
    return rules.differences(values_of(first, on), values_of(second, on))


@dataclass(frozen=True, slots=True)
class Shelf:
    """A rule set as the public list shows it."""

    one: RuleSet
    parameters: int
    unverified: int
    unset: int


def shelves() -> list[Shelf]:
    """Every rule set with how much in it is verified; those of arrangements first, oldest first."""
    found = RuleSet.objects.select_related("arrangement")
    ordered = sorted(
        found,
        key=lambda one: (one.general, one.arrangement and one.arrangement.valid_from, one.key),
    )
    return [_shelf(one) for one in ordered]


def _shelf(one: RuleSet) -> Shelf:
    values: Sequence[Value] = values_of(one)
    return Shelf(
        one,
        len(values),
        sum(not found.verified for found in values),
        sum(found.unset for found in values),
    )


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of our own record of a parameter: not that the rule changed, but what we hold."""

    at: datetime
    verb: str
    key: str
    state: dict[str, Any]


def edits_of(one: RuleSet, key: str = "", most: int = 100) -> list[Edit]:
    """How our record of a set came to be as it is, newest first."""
    rows = ParameterHistory.objects.filter(rule_set_id=one.pk)
    if key:
        rows = rows.filter(key=key)
    latest = rows.order_by("-at", "-pk")[:most]
    return [Edit(row.at, row.verb, row.key, row.state) for row in latest]
