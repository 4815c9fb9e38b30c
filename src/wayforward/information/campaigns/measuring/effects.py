"""What can be said of what people know before and after: an effect, a change, or why nothing. Pure.

Answers come in as counts by area and wave. How sure an effect is comes from estimating.py; words
are wording.py's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor

from wayforward.information.campaigns.measuring.estimating import (
    AreaShares,
    Estimated,
    Interval,
    Share,
    difference_in_differences,
    mean_change,
)
from wayforward.information.campaigns.measuring.rules import Arm, Wave

_NOBODY = Share(0, 0)


class Verdict(StrEnum):
    """What may be said of a question."""

    MORE = "more"  # surely more people know it than would without the campaign
    FEWER = "fewer"
    UNCLEAR = "unclear"  # the interval holds nought
    CHANGE_ONLY = "change_only"  # nothing to compare with: whatever changed may have other reasons
    TOO_FEW = "too_few"
    NOT_ASKED_BEFORE = "not_asked_before"
    NOT_ASKED_AFTER = "not_asked_after"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Least:
    """How many answers are needed, and how sure an interval is to be (0.95)."""

    of_group: int
    of_area: int
    confidence: float
    design_effect: float


@dataclass(frozen=True, slots=True)
class Told:
    """Answers to one question in one area."""

    area: str
    arm: Arm
    before: Share = _NOBODY
    after: Share = _NOBODY


@dataclass(frozen=True, slots=True)
class Group:
    """An arm in a wave: how many knew it of how many; None where too few answered to tell."""

    arm: Arm
    wave: Wave
    share: Share | None
    enough: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What may be said of one question. `interval` in shares, from minus one to one."""

    verdict: Verdict
    groups: tuple[Group, ...]
    interval: Interval | None = None
    estimated: Estimated | None = None
    left_out: tuple[str, ...] = ()  # areas with too few answers
    short: tuple[tuple[Arm, Wave], ...] = ()  # groups with too few


@dataclass(frozen=True, slots=True)
class Points:
    """An interval in whole points of a hundred, never narrower than it is."""

    about: int
    low: int
    high: int


def points(interval: Interval) -> Points:
    """The estimate to the nearest point, the ends outwards."""
    return Points(
        round(100 * interval.estimate),
        floor(100 * interval.low + 1e-9),
        ceil(100 * interval.high - 1e-9),
    )


def effect(told: Iterable[Told], least: Least) -> Effect:
    """What may be said. Areas with too few answers in a wave they were asked in are left out."""
    every = list(told)
    used = [one for one in every if _usable(one, least)]
    left_out = tuple(sorted(one.area for one in every if one not in used and _asked(one)))
    arms = {arm: [one for one in used if one.arm is arm] for arm in Arm}
    groups = tuple(_group(arm, wave, every, arms[arm], least) for arm in Arm for wave in Wave)
    missing = _missing(every)
    if missing is not None:
        return Effect(missing, groups, left_out=left_out)
    compared = any(_asked(one) for one in every if one.arm is Arm.COMPARISON)
    needed = [one for one in groups if compared or one.arm is Arm.CAMPAIGN]
    short = tuple((one.arm, one.wave) for one in needed if not one.enough)
    if short:
        return Effect(Verdict.TOO_FEW, groups, left_out=left_out, short=short)
    if not compared:
        ours = _shares(arms[Arm.CAMPAIGN])
        found = mean_change(ours, least.confidence, design_effect=least.design_effect)
        return Effect(Verdict.CHANGE_ONLY, groups, found, left_out=left_out)
    estimated = difference_in_differences(
        _shares(arms[Arm.CAMPAIGN]), _shares(arms[Arm.COMPARISON]), least.confidence,
        design_effect=least.design_effect,
    )  # fmt: skip
    verdict = _verdict(estimated.interval)
    return Effect(verdict, groups, estimated.interval, estimated, left_out)


def _asked(one: Told) -> bool:
    return bool(one.before.asked or one.after.asked)


def _usable(one: Told, least: Least) -> bool:
    return min(one.before.asked, one.after.asked) >= max(1, least.of_area)


def _missing(every: Sequence[Told]) -> Verdict | None:
    """Whether the campaign's areas were asked at all, before and after."""
    before, after = _sum([one for one in every if one.arm is Arm.CAMPAIGN])
    return {
        (False, False): Verdict.NOT_ASKED,
        (False, True): Verdict.NOT_ASKED_BEFORE,
        (True, False): Verdict.NOT_ASKED_AFTER,
    }.get((bool(before.asked), bool(after.asked)))


def _group(
    arm: Arm, wave: Wave, every: Sequence[Told], used: Sequence[Told], least: Least
) -> Group:
    """Of the areas that are used; while there are none, of the whole arm, if enough answered."""
    enough = _of(wave, used)
    if enough.asked >= least.of_group:
        return Group(arm, wave, enough, enough=True)
    whole = _of(wave, [one for one in every if one.arm is arm])
    shown = whole if whole.asked >= least.of_group and not used else None
    return Group(arm, wave, shown, enough=False)


def _of(wave: Wave, told: Sequence[Told]) -> Share:
    before, after = _sum(told)
    return before if wave is Wave.BEFORE else after


def _sum(told: Sequence[Told]) -> tuple[Share, Share]:
    before, after = _NOBODY, _NOBODY
    for one in told:
        before, after = before + one.before, after + one.after
    return before, after


def _shares(told: Sequence[Told]) -> list[AreaShares]:
    return [AreaShares(one.area, one.before, one.after) for one in told]


def _verdict(interval: Interval) -> Verdict:
    if interval.low > 0:
        return Verdict.MORE
    return Verdict.FEWER if interval.high < 0 else Verdict.UNCLEAR


def by_area(
    counts: Mapping[tuple[str, Wave, int], int], arms: Mapping[str, Arm], *, right: int
) -> list[Told]:
    """Counts of (area, wave, answer) as shares of those who answered right."""
    asked: dict[tuple[str, Wave], list[int]] = {}
    for (area, wave, answer), count in counts.items():
        held = asked.setdefault((area, wave), [0, 0])
        held[0] += count if answer == right else 0
        held[1] += count
    return [
        Told(area, arm, *(Share(*asked.get((area, wave), [0, 0])) for wave in Wave))
        for area, arm in sorted(arms.items())
    ]
