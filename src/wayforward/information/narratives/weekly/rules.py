"""When a claim rises: a week's count held against the weeks before it. Pure.

The method and what it was compared with: docs/decisions/weekly.md, tests/bench/bench_bursts.py.
Its parameters are the rule set's and come in as `Method`. What is counted is the caller's.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from wayforward.information.narratives.reporting.rules import FIRST_DAY

Key = TypeVar("Key", bound=Hashable)

# Keys of the rule set `rumours`.
BASELINE = "burst-baseline-weeks"
RUN = "burst-run-weeks"
FALSE_SHARE = "burst-false-share"
LEAST = "burst-least-count"
_NO_SPREAD = 1.001  # nearer to Poisson than that is Poisson


@dataclass(frozen=True, slots=True)
class Method:
    """What a week is held against, and how much may be wrong.

    The week alone and the last `run` weeks together are each held against `baseline` weeks before
    that run: one finds what leaps, the other what climbs. `false_share`: of all that is called
    rising so many in a hundred may be chance.
    """

    baseline: int
    run: int
    false_share: int
    least: int  # fewer in the week are never called rising

    def __post_init__(self) -> None:
        """Raises ValueError for a method that says nothing."""
        if self.baseline < 2 or self.run < 1 or self.least < 1 or not 0 < self.false_share < 100:
            raise ValueError(f"This method says nothing: {self}.")

    @property
    def weeks(self) -> int:
        """How many weeks it looks at, the one that is judged included."""
        return self.baseline + self.run

    def shortened(self, known: int) -> Method | None:
        """The same for fewer weeks, where only so many are known; None below half a baseline."""
        baseline = min(self.baseline, known - self.run)
        if baseline < max(2, self.baseline / 2):
            return None
        return replace(self, baseline=baseline)


@dataclass(frozen=True, slots=True)
class Judged:
    """A week's count, what was usual, and whether it rises.

    `chance`: how likely so many or more are if nothing changed, both ways of looking allowed for.
    """

    count: int
    usual: float
    chance: float
    rising: bool


def week_of(day: date) -> date:
    """The Monday of a day's week (ISO 8601)."""
    return day - timedelta(days=day.weekday())


FIRST_WEEK = week_of(FIRST_DAY)  # no report is from before


def week_name(monday: date) -> str:
    """A week by its name in ISO 8601: 2026-W47."""
    year, number, _day = monday.isocalendar()
    return f"{year}-W{number:02}"


def week_named(name: str) -> date:
    """The Monday of a named week. Raises ValueError for what names none, or none of reports."""
    year, mark, number = name.partition("-W")
    if not (mark and len(year) == 4 and len(number) == 2 and (year + number).isdecimal()):
        raise ValueError(f"{name!r} names no week; a week is written as 2026-W47.")
    try:
        monday = date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        raise ValueError(f"There is no week {name}; a year has 52 weeks, some have 53.") from None
    if monday < FIRST_WEEK:
        raise ValueError(f"{name!r} is before {FIRST_DAY.year}: years are those of 2026-W47.")
    return monday


def judge(series: Mapping[Key, Sequence[int]], method: Method) -> dict[Key, Judged]:
    """Each series' last week held against its baseline; the oldest week comes first.

    Given how many came in a run and its baseline together, how many fall to the run is binomial if
    nothing changed and counts are Poisson; beta-binomial where all series together vary more than
    that (a conditional test: the rate itself need not be known, so small counts are no problem).
    The better of the two looks counts twice (Bonferroni). Which are called rising is chosen so that
    the share of false ones keeps to the method (Benjamini and Hochberg 1995). Raises ValueError
    where a series has not `method.weeks` weeks.
    """
    if any(len(one) != method.weeks for one in series.values()):
        raise ValueError(f"Each series needs {method.weeks} weeks.")
    spread = dispersion([one[: method.baseline] for one in series.values()])
    chances = {key: _chance(one, method, spread) for key, one in series.items()}
    found = discoveries(chances, method.false_share / 100)
    return {key: _judged(one, method, chances[key], key in found) for key, one in series.items()}


def _chance(one: Sequence[int], method: Method, spread: float) -> float:
    before = sum(one[: method.baseline])
    looks = {1, method.run}
    least = min(chance_of(sum(one[-run:]), run, before, method.baseline, spread) for run in looks)
    return min(1.0, len(looks) * least)


def _judged(one: Sequence[int], method: Method, chance: float, found: bool) -> Judged:
    """A run that has ended is past: the week itself must be above what was usual, too."""
    usual = sum(one[: method.baseline]) / method.baseline
    return Judged(one[-1], usual, chance, found and one[-1] >= method.least and one[-1] > usual)


def dispersion(series: Sequence[Sequence[int]]) -> float:
    """How much more than Poisson all series together vary, from 1 (not more) on.

    Pearson's statistic over its degrees of freedom, as for a quasi-Poisson model with one rate a
    series; series of nothing say nothing.
    """
    total, free = 0.0, 0
    for one in series:
        mean = sum(one) / len(one) if one else 0.0
        if mean > 0:
            total += sum((count - mean) ** 2 for count in one) / mean
            free += len(one) - 1
    return max(1.0, total / free) if free else 1.0


def chance_of(count: int, run: int, before: int, weeks: int, spread: float = 1.0) -> float:
    """How likely `count` or more of all fall to the last `run` weeks and not to `weeks` before.

    `spread` is the variance of a week's count in units of its mean.
    """
    total = count + before
    if count <= 0:
        return 1.0
    share = run / (run + weeks)
    if spread < _NO_SPREAD:
        terms = (_binomial(here, total, share) for here in range(count, total + 1))
    else:
        # Sizes of two negative binomials with one spread: as their means, here those of both weeks.
        size = (total + 0.5) / (run + weeks) / (spread - 1)
        terms = (
            _beta_binomial(here, total, run * size, weeks * size)
            for here in range(count, total + 1)
        )
    return min(1.0, math.fsum(math.exp(term) for term in terms))


def _ways(here: int, total: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(here + 1) - math.lgamma(total - here + 1)


def _binomial(here: int, total: int, share: float) -> float:
    """The logarithm of the probability; as are the others."""
    return _ways(here, total) + here * math.log(share) + (total - here) * math.log1p(-share)


def _beta_binomial(here: int, total: int, a: float, b: float) -> float:
    return _ways(here, total) + _log_beta(here + a, total - here + b) - _log_beta(a, b)


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def discoveries(chances: Mapping[Key, float], share: float) -> set[Key]:
    """Those that may be called true if `share` of them may be false (Benjamini, Hochberg 1995)."""
    ordered = sorted(chances, key=lambda key: chances[key])
    kept = 0
    for place, key in enumerate(ordered, start=1):
        if chances[key] <= share * place / len(ordered):
            kept = place
    return set(ordered[:kept])
