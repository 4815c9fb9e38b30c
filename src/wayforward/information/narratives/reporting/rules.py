"""What a report of a rumour is, how many stand behind a claim, which waits first. Pure.

Nobody who reports is known, so how many independent people tell a claim cannot be known either;
`sightings` counts the fewest that what is known allows (docs/decisions/reports.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Keys of the rule set `rumours`.
DAYS_APART = "sightings-days-apart"
LEAST_OF_A_PLACE = "place-least-sightings"
TEXT_KEPT_FOR = "report-text-days"
LONGEST_TEXT = 4000  # characters of a report once scrubbed; longer ones are no rumour
LONGEST_GIVEN = 4 * LONGEST_TEXT  # before: links and numbers get shorter; more is not even read
MOST_PEOPLE = 200  # that one member of staff can have listened to
# A day before it is a slip, such as a year of the other calendar: it would make weeks look known.
FIRST_DAY = date(2000, 1, 1)


class Intake(StrEnum):
    """How a report came to us."""

    WEB = "web"
    DESK = "desk"
    FILE = "file"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"


class How(StrEnum):
    """Who put a report under its claim."""

    MACHINE = "machine"
    STAFF = "staff"


# Where those who report are told apart, by a digest of the day or by whoever listened to them,
# reports of a day add up; elsewhere two of a day may be one person's.
_TOLD_APART = frozenset({Intake.DESK, Intake.TELEGRAM, Intake.WHATSAPP})


@dataclass(frozen=True, slots=True)
class Told:
    """Reports of one claim of one day that came the same way from the same place.

    `people` stand behind all of them together, `most` behind the one that has most.
    """

    came_by: Intake
    channel: str
    province: str
    day: date
    people: int
    most: int

    @property
    def independent(self) -> int:
        """How many different people this day's reports come from at least."""
        return self.people if self.came_by in _TOLD_APART else self.most


def sightings(told: Iterable[Told], *, apart: int) -> int:
    """How many independent sightings there are at least; `apart` in days, from 1 on.

    Ways in, channels and provinces count each for itself. Within them days add up only where they
    lie `apart` or more: on days that lie nearer the same people may have told it again.
    """
    if apart < 1:
        raise ValueError(f"Days lie at least one apart, not {apart}.")
    by_way: dict[tuple[str, str, str], dict[date, int]] = {}
    for one in told:
        days = by_way.setdefault((one.came_by, one.channel, one.province), {})
        days[one.day] = days.get(one.day, 0) + one.independent
    return sum(_best(days, apart) for days in by_way.values())


def _best(days: Mapping[date, int], apart: int) -> int:
    """The greatest sum over days that lie `apart` or more from each other."""
    ordered = sorted(days)
    sums = [0]  # sums[n]: of the first n days
    free = 0  # how many of the first days lie far enough before this one
    for number, day in enumerate(ordered, start=1):
        while (day - ordered[free]).days >= apart:
            free += 1
        sums.append(max(sums[number - 1], sums[free] + days[day]))
    return sums[-1]


def weight(seen: int, harm: int | None, greatest: int) -> int:
    """Reach times harm, by which what waits is ordered; unknown harm counts as the greatest."""
    return seen * (greatest if harm is None else harm)


def by_place(seen: Mapping[str, int], least: int) -> Mapping[str, int]:
    """The provinces seen in at least so often; below it a place could point at a family."""
    return {
        province: count
        for province, count in sorted(seen.items(), key=lambda one: (-one[1], one[0]))
        if province and count >= least
    }
