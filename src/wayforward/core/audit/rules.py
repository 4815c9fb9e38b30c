"""Which access stands out: from events alone, by counts against an account's own weeks and those of
its peers. Pure. A finding accuses nobody: it is what a data protection officer asks about first.

The bound on a count is the usual count and three standard deviations of a Poisson process with that
mean (Shewhart's c-chart, 3-sigma limits), so that few accesses never stand out by chance alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import sqrt
from statistics import median

HISTORY = timedelta(weeks=8)  # how far back an account's own usual goes
FEW_PERSONS = 10  # so many in a week stand out for nobody
ALONE = 50  # persons in a week that stand out where there is neither a history nor a peer
LOOK_UPS = 10  # of one person in a week
DAYS = 4  # on which one person was looked up in a week
WITHOUT_STEP = 5  # persons looked at for whom nothing was done
REFUSALS = 3
DAY_BEGINS, DAY_ENDS = 6, 21  # hours, local time


class Kind(StrEnum):
    """What stands out."""

    MANY_PERSONS = "many_persons"
    OUTSIDE_HOURS = "outside_hours"
    REPEATED = "repeated"
    WITHOUT_STEP = "without_step"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Access:
    """One look at a record about a person, or an attempt. `at` is local time of the party."""

    account: int
    person: str
    at: datetime
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Staff:
    """An account in its present roles. Who only reads by duty (`reads_only`) takes no steps."""

    account: int
    roles: frozenset[str] = frozenset()
    reads_only: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """What is looked at: accesses of the week and of the weeks before it, steps, staff.

    `steps` are pairs of account and person for whom that account did something in those weeks;
    `weekend` are days of the week, 0 for Monday; None where nobody knows when the office works:
    then neither nights nor weekends are looked at.
    """

    begins: datetime
    accesses: Sequence[Access]
    steps: Collection[tuple[int, str]] = frozenset()
    staff: Mapping[int, Staff] | None = None
    weekend: frozenset[int] | None = frozenset({5, 6})

    @property
    def ends(self) -> datetime:
        """The first moment after the week."""
        return self.begins + timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands out: how often, against what is usual; `persons` are references."""

    kind: Kind
    account: int
    count: int
    usual: float
    persons: tuple[str, ...] = ()
    days: int = 0


def bound(usual: float) -> float:
    """Up to how many is within chance when so many are usual."""
    return usual + 3 * sqrt(max(usual, 1.0))


def findings(week: Week) -> list[Finding]:
    """Everything that stands out in a week, by account and kind."""
    now = [one for one in week.accesses if week.begins <= one.at < week.ends]
    before = [one for one in week.accesses if week.begins - HISTORY <= one.at < week.begins]
    found: list[Finding] = []
    for account in sorted({one.account for one in now}):
        own = [one for one in now if one.account == account]
        past = [one for one in before if one.account == account]
        reads = [one for one in own if not one.refused]
        some = (
            _many_persons(account, reads, past, now, week),
            _outside_hours(account, reads, past, week),
            *_repeated(account, reads, week),
            _without_step(account, reads, week),
            _refused(account, own),
        )
        found += [one for one in some if one is not None]
    return found


def _many_persons(
    account: int, reads: Sequence[Access], past: Sequence[Access], now: Sequence[Access], week: Week
) -> Finding | None:
    """Many more persons than in the account's own weeks and than its peers in the same role."""
    count = len(_persons(reads))
    own, peers = _own_usual(past, week), _peers_usual(account, now, week)
    known = [one for one in (own, peers) if one is not None]
    if count <= FEW_PERSONS or count <= (max(map(bound, known)) if known else ALONE):
        return None
    return Finding(Kind.MANY_PERSONS, account, count, max(known, default=0.0))


def _persons(accesses: Iterable[Access]) -> set[str]:
    return {one.person for one in accesses}


def _own_usual(past: Sequence[Access], week: Week) -> float | None:
    """The median number of persons in the weeks before in which the account looked at any."""
    weeks: dict[int, set[str]] = defaultdict(set)
    for one in past:
        if not one.refused:
            weeks[(week.begins - one.at) // timedelta(weeks=1)].add(one.person)
    return float(median(map(len, weeks.values()))) if weeks else None


def _peers_usual(account: int, now: Sequence[Access], week: Week) -> float | None:
    """The median number of persons this week of others who hold one of the same roles."""
    staff = week.staff or {}
    roles = staff[account].roles if account in staff else frozenset()
    peers = {other for other, one in staff.items() if other != account and one.roles & roles}
    seen: dict[int, set[str]] = defaultdict(set)
    for one in now:
        if one.account in peers and not one.refused:
            seen[one.account].add(one.person)
    return float(median(map(len, seen.values()))) if seen else None


def _outside_hours(
    account: int, reads: Sequence[Access], past: Sequence[Access], week: Week
) -> Finding | None:
    """At night or on the weekend, more than this account usually does."""
    weekend = week.weekend
    if weekend is None:
        return None
    outside = [one for one in reads if is_outside(one.at, weekend)]
    earlier = [one for one in past if not one.refused and is_outside(one.at, weekend)]
    usual = len(earlier) / (HISTORY / timedelta(weeks=1))
    if len(outside) <= bound(usual):  # three, where it is not usual at all
        return None
    persons = tuple(sorted(_persons(outside)))
    return Finding(Kind.OUTSIDE_HOURS, account, len(outside), usual, persons)


def is_outside(at: datetime, weekend: frozenset[int]) -> bool:
    """Whether a local time is at night or on the weekend."""
    return at.weekday() in weekend or not DAY_BEGINS <= at.hour < DAY_ENDS


def _repeated(account: int, reads: Sequence[Access], week: Week) -> list[Finding]:
    """One person again and again, for whom the account did nothing."""
    times = Counter(one.person for one in reads)
    days: dict[str, set[int]] = defaultdict(set)
    for one in reads:
        days[one.person].add(one.at.toordinal())
    return [
        Finding(Kind.REPEATED, account, count, 0.0, (person,), len(days[person]))
        for person, count in sorted(times.items())
        if (count >= LOOK_UPS or len(days[person]) >= DAYS) and (account, person) not in week.steps
    ]


def _without_step(account: int, reads: Sequence[Access], week: Week) -> Finding | None:
    """Persons looked at for whom the account did nothing, where they are half of all or more."""
    staff = (week.staff or {}).get(account)
    if staff is not None and staff.reads_only:
        return None
    seen = _persons(reads)
    idle = tuple(sorted(person for person in seen if (account, person) not in week.steps))
    if len(idle) < WITHOUT_STEP or 2 * len(idle) < len(seen):
        return None
    return Finding(Kind.WITHOUT_STEP, account, len(idle), 0.0, idle)


def _refused(account: int, own: Sequence[Access]) -> Finding | None:
    count = sum(one.refused for one in own)
    return Finding(Kind.REFUSED, account, count, 0.0) if count >= REFUSALS else None
