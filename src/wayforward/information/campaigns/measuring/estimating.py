"""How many more people know something than would without the campaign, and how sure that is. Pure.

Difference in differences of shares: the change in the campaign's areas less the change in the areas
it is compared with. Answers of people: Price and Bonett's interval of a sum of shares (2004), which
for two shares is that of Agresti and Caffo (2000). Several areas: their changes by Student's t,
with one spread for both sides and as Welch has it, the wider of the two (Hayes and Moulton, Cluster
Randomised Trials, ch. 10). Why these, and how often they hold the truth, is in
docs/decisions/measuring.md. How few answers are too few is for effects.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import variance

from wayforward.information.campaigns.measuring.distributions import (
    normal_quantile,
    student_quantile,
)

# On either side. With two, Welch's interval held the truth in 0.89 to 0.98 of simulations where it
# should in 0.95, the other in 0.79 to 0.95; from three on the wider one held it in 0.945 or more.
AREAS_TO_COMPARE = 3


class NoAnswersError(ValueError):
    """A share of nobody was wanted."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many gave the right answer, of how many who were asked and answered."""

    know: int
    asked: int

    def __post_init__(self) -> None:
        """Raise ValueError for counts that cannot be."""
        if not 0 <= self.know <= self.asked:
            raise ValueError(f"{self.know} of {self.asked} is no share.")

    @property
    def value(self) -> float:
        """From nought to one. Raises NoAnswersError."""
        if not self.asked:
            raise NoAnswersError("Nobody answered.")
        return self.know / self.asked

    def __add__(self, other: Share) -> Share:
        """Both groups taken as one."""
        return Share(self.know + other.know, self.asked + other.asked)


@dataclass(frozen=True, slots=True)
class AreaShares:
    """An area, and how many knew there before the campaign and after it began."""

    area: str
    before: Share
    after: Share

    @property
    def change(self) -> float:
        """From minus one to one."""
        return self.after.value - self.before.value


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate, and between what the true value lies as often as was asked for."""

    estimate: float
    low: float
    high: float


class Method(StrEnum):
    """What the width of an interval comes from."""

    PEOPLE = "people"  # how few people were asked
    AREAS = "areas"  # how much areas differ


@dataclass(frozen=True, slots=True)
class Estimated:
    """An effect, what its width comes from, how many areas stand on either side."""

    interval: Interval
    method: Method
    areas: int
    comparison_areas: int

    @property
    def areas_compared(self) -> bool:
        """Whether areas could be compared with each other."""
        return min(self.areas, self.comparison_areas) >= AREAS_TO_COMPARE


Term = tuple[float, Share]


def weighed_sum(
    terms: Sequence[Term], confidence: float, *, design_effect: float = 1.0
) -> Interval:
    """A sum of independent shares, each times its weight. Raises NoAnswersError.

    `design_effect` is how many times less an answer tells than one of somebody drawn by lot. Two
    right and two wrong answers are spread over all groups before the width is reckoned: without
    them groups in which nearly all answer alike look surer than they are.
    """
    z = normal_quantile((1 + confidence) / 2)
    added = 2 / len(terms)
    estimate = sum(weight * share.value for weight, share in terms)
    middle, spread = 0.0, 0.0
    for weight, share in terms:
        asked = share.asked + 2 * added
        value = (share.know + added) / asked
        middle += weight * value
        spread += weight**2 * value * (1 - value) / asked
    half = z * sqrt(spread * design_effect)
    return _around(estimate, middle - half, middle + half, terms)


def _around(estimate: float, low: float, high: float, terms: Sequence[Term]) -> Interval:
    """Never without its estimate, never beyond what shares of nought and one can give."""
    least = sum(weight for weight, _share in terms if weight < 0)
    most = sum(weight for weight, _share in terms if weight > 0)
    return Interval(estimate, max(min(low, estimate), least), min(max(high, estimate), most))


def mean_change(
    areas: Sequence[AreaShares], confidence: float, *, design_effect: float = 1.0
) -> Interval:
    """What changed in areas that are compared with none. Raises NoAnswersError.

    Every area counts the same: if the answers were put together, an area that was asked more often
    after than before would look like a change.
    """
    if not areas:
        raise NoAnswersError("There is no area.")
    return weighed_sum(_terms(areas, 1.0), confidence, design_effect=design_effect)


def difference_in_differences(
    campaign: Sequence[AreaShares],
    comparison: Sequence[AreaShares],
    confidence: float,
    *,
    design_effect: float = 1.0,
) -> Estimated:
    """The mean change of the campaign's areas less that of the others, and between what it lies.

    Every area counts the same. With AREAS_TO_COMPARE on either side they are compared as areas, and
    the interval is never narrower than the answers of people alone allow; with fewer it is that of
    people, widened by the `design_effect` that is assumed. Raises NoAnswersError for a side without
    areas or an area without answers.
    """
    if not campaign or not comparison:
        raise NoAnswersError("There are areas on one side only.")
    terms = [*_terms(campaign, 1.0), *_terms(comparison, -1.0)]
    if min(len(campaign), len(comparison)) < AREAS_TO_COMPARE:
        people = weighed_sum(terms, confidence, design_effect=design_effect)
        return Estimated(people, Method.PEOPLE, len(campaign), len(comparison))
    people = weighed_sum(terms, confidence)
    half = _by_areas(campaign, comparison, (1 + confidence) / 2)
    at = people.estimate
    wider = _around(at, min(people.low, at - half), max(people.high, at + half), terms)
    method = Method.AREAS if 2 * half > people.high - people.low else Method.PEOPLE
    return Estimated(wider, method, len(campaign), len(comparison))


def _terms(areas: Sequence[AreaShares], sign: float) -> list[Term]:
    weight = sign / len(areas)
    return [term for one in areas for term in ((weight, one.after), (-weight, one.before))]


def _by_areas(ours: Sequence[AreaShares], others: Sequence[AreaShares], share: float) -> float:
    """Half the width of the interval of the difference of two mean changes."""
    parts = [(variance([area.change for area in side]), len(side)) for side in (ours, others)]
    apart = sum(spread / count for spread, count in parts)
    if apart == 0:
        return 0.0
    free = sum(count - 1 for _spread, count in parts)
    pooled = sum(spread * (count - 1) for spread, count in parts) / free
    welch = apart**2 / sum((spread / count) ** 2 / (count - 1) for spread, count in parts)
    as_one = student_quantile(share, free) * sqrt(pooled * sum(1 / count for _s, count in parts))
    return max(as_one, student_quantile(share, welch) * sqrt(apart))
