"""How many answers a campaign needs so that its effect can be seen at all. Pure.

For a difference in differences of four shares, by the normal approximation, with the answers of
people multiplied by the design effect (Kish 1965) and, where areas are compared, Student's t in
place of the normal (Hayes and Moulton, Cluster Randomised Trials, ch. 7). Held against simulations
of the interval that is used in the end: tests/information/campaigns/measuring/test_planning.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from wayforward.information.campaigns.measuring.distributions import (
    normal_quantile,
    student_quantile,
)
from wayforward.information.campaigns.measuring.estimating import AREAS_TO_COMPARE

GROUPS = 4  # before and after, with the campaign and without
LARGEST = 10_000_000  # answers of a group: more than anybody could ask
_NEAR = 1e-4


_WHY = {
    "too_small": "So small a difference cannot be seen: plan for a larger one.",
    "likeness": "An area gives one answer or more, and likeness lies between 0 and 1.",
    "baseline": "The share who know it before lies between 0 and 1, such as 0.4.",
    "nothing": "A difference of nothing cannot be seen: say how much you hope for.",
    "impossible": "With this difference more than all or fewer than none would know it.",
    "certainty": "Power and confidence lie between 0.5 and 1, such as 0.8 and 0.95.",
    "design_effect": "The design effect is 1 or more: people of an area answer alike.",
    "areas": f"To compare areas there are {AREAS_TO_COMPARE} or more on either side.",
}


class PlanError(ValueError):
    """What was asked cannot be planned; `key` names the reason for wording.py."""

    def __init__(self, key: str) -> None:
        """Says what to change."""
        super().__init__(_WHY[key])
        self.key = key


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a campaign should be able to see. Shares from nought to one.

    `baseline` knew it before; `difference` is how many more should know it after than would without
    the campaign (negative: fewer, as of those who believe a rumour); `trend` is what changes
    everywhere without it. `areas` on either side, where areas are compared.
    """

    baseline: float
    difference: float
    power: float
    confidence: float
    design_effect: float = 1.0
    trend: float = 0.0
    areas: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How many answers are needed: in each of the four groups, and in all of them."""

    wanted: Wanted
    answers_per_group: int

    @property
    def answers_in_all(self) -> int:
        """In the four groups together, for one question."""
        return GROUPS * self.answers_per_group


def plan(wanted: Wanted) -> Plan:
    """How many answers each group needs. Raises PlanError."""
    _check(wanted)
    reach = _quantiles(wanted) / abs(wanted.difference)
    answers = reach**2 * _spread(wanted) * wanted.design_effect
    if answers > LARGEST:
        raise PlanError("too_small")
    return Plan(wanted, ceil(answers))


def smallest_difference(wanted: Wanted, answers_per_group: int) -> float | None:
    """The smallest difference in the same direction that so many answers show; None for none."""
    most = _room(wanted)
    sign = 1 if wanted.difference > 0 else -1
    if not _enough(wanted, sign * most, answers_per_group):
        return None
    low, high = 0.0, most
    while high - low > _NEAR:
        middle = (low + high) / 2
        enough = _enough(wanted, sign * middle, answers_per_group)
        low, high = (low, middle) if enough else (middle, high)
    return sign * high


def design_effect(answers_per_area: float, alike: float) -> float:
    """How many times more answers are needed where people of an area answer alike (Kish 1965).

    `alike` is the intra-cluster correlation, from nought to one. Raises PlanError.
    """
    if answers_per_area < 1 or not 0 <= alike <= 1:
        raise PlanError("likeness")
    return 1 + (answers_per_area - 1) * alike


def _enough(wanted: Wanted, difference: float, answers: int) -> bool:
    if not difference:
        return False
    try:
        return plan(replace(wanted, difference=difference)).answers_per_group <= answers
    except PlanError as refusal:
        if refusal.key != "too_small":  # more than anybody could ask is more than there are
            raise
        return False


def _room(wanted: Wanted) -> float:
    """How far the share could go in the direction wanted."""
    after = wanted.baseline + wanted.trend
    return (1 - after if wanted.difference > 0 else after) - _NEAR


def _spread(wanted: Wanted) -> float:
    """The variances of single answers in the four groups, added up."""
    before, after = wanted.baseline, wanted.baseline + wanted.trend
    return sum(p * (1 - p) for p in (before, before, after, after + wanted.difference))


def _quantiles(wanted: Wanted) -> float:
    """How many standard errors the difference must be wide."""
    ends = ((1 + wanted.confidence) / 2, wanted.power)
    return sum(_quantile(share, wanted.areas) for share in ends)


def _quantile(share: float, areas: int | None) -> float:
    """One degree of freedom is kept back: of two intervals of areas the wider is shown."""
    return normal_quantile(share) if areas is None else student_quantile(share, 2 * areas - 3)


def _check(wanted: Wanted) -> None:
    if not 0 < wanted.baseline < 1:
        raise PlanError("baseline")
    if wanted.difference == 0:
        raise PlanError("nothing")
    after = wanted.baseline + wanted.trend
    if not (0 <= after <= 1 and 0 < after + wanted.difference < 1):
        raise PlanError("impossible")
    if not (0.5 <= wanted.power < 1 and 0.5 <= wanted.confidence < 1):
        raise PlanError("certainty")
    if not wanted.design_effect >= 1:  # also where it is no number
        raise PlanError("design_effect")
    if wanted.areas is not None and wanted.areas < AREAS_TO_COMPARE:
        raise PlanError("areas")
