"""What a week of reports says: what rises, counts by language, channel and place, what is unknown.

Counted are independent sightings, as everywhere (reporting/rules.py); how many reports stand behind
them is told with them. This is for staff: what the public may see of it is in public_queries.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min, QuerySet, Sum

from wayforward.core.rulesets import queries as rulesets
from wayforward.information.cards.queries import NeedSum, needs_between
from wayforward.information.narratives.queries import least_sightings
from wayforward.information.narratives.reporting import queries as reports
from wayforward.information.narratives.reporting import rules as counting
from wayforward.information.narratives.reporting.models import Report
from wayforward.information.narratives.reporting.rules import Intake, Told
from wayforward.information.narratives.weekly import rules
from wayforward.information.narratives.weekly.lines import (
    WEEK,
    Counts,
    Frame,
    Line,
    Row,
    claim_lines,
    story_lines,
)
from wayforward.information.narratives.weekly.rules import Method

_WAY = ("came_by", "channel", "province", "day")
_MOST_NEEDS = 8


@dataclass(frozen=True, slots=True)
class Picture:
    """A week of reports. Counts are of reports, except of places and lines: sightings."""

    week: date  # its Monday
    whole: bool  # it has ended
    weeks: tuple[date, ...]
    method: Method
    judged: bool  # enough weeks are known to say what rises
    reports: int
    totals: tuple[int, ...]  # reports of each week
    languages: Counts
    channels: Counts
    ways: Counts
    places: Counts  # provinces at or above the threshold
    places_too_few: int  # in provinces below it
    places_unknown: int
    unsorted: int  # of the week: nobody has said yet what they tell
    set_aside: int
    claims: tuple[Line, ...]  # told in the week, rising ones first
    narratives: tuple[Line, ...]
    needs: tuple[NeedSum, ...]
    needs_times: int


def last_week(today: date) -> date:
    """The Monday of the last week that has ended."""
    return rules.week_of(today) - WEEK


def method(on: date, arrangement: str = "") -> Method:
    """How a week is judged, from the rule set. Raises RuleSetError."""

    def whole(key: str) -> int:
        return rulesets.value(arrangement, key, on=on).whole()

    return Method(
        baseline=whole(rules.BASELINE),
        run=whole(rules.RUN),
        false_share=whole(rules.FALSE_SHARE),
        least=whole(rules.LEAST),
    )


def weekly(monday: date, *, language: str, today: date, arrangement: str = "") -> Picture:
    """The picture of a week, titles in a language of ours. Raises RuleSetError."""
    wanted = method(today, arrangement)
    weeks = tuple(monday - WEEK * back for back in reversed(range(wanted.weeks)))
    shorter = wanted.shortened(_known(monday))
    apart = reports.days_apart(today, arrangement)
    least = least_sightings(on=today, arrangement=arrangement).whole()
    frame = Frame(weeks, shorter, apart, least, language, today, arrangement)
    rows = _rows(weeks)
    places, too_few, unknown = _places(rows, frame)
    this = Report.objects.filter(day__gte=monday, day__lt=monday + WEEK)
    needs = needs_between(monday, monday + WEEK - timedelta(days=1))
    return Picture(
        week=monday,
        whole=monday + WEEK <= today,
        weeks=weeks,
        method=shorter or wanted,
        judged=shorter is not None,
        reports=this.count(),
        totals=_totals(rows, weeks),
        languages=_counted(this, "language"),
        channels=_counted(this, "channel"),
        ways=_counted(this, "came_by"),
        places=places,
        places_too_few=too_few,
        places_unknown=unknown,
        unsorted=this.filter(claim=None, set_aside=False).count(),
        set_aside=this.filter(set_aside=True).count(),
        claims=claim_lines(rows, frame),
        narratives=story_lines(rows, frame),
        needs=tuple(needs[:_MOST_NEEDS]),
        needs_times=sum(one.times for one in needs),
    )


def _rows(weeks: Sequence[date]) -> list[Row]:
    found = Report.objects.filter(day__gte=weeks[0], day__lt=weeks[-1] + WEEK).order_by()
    summed = found.values("claim", *_WAY).annotate(
        tellers=Sum("people"), greatest=Max("people"), number=Count("pk")
    )
    wanted = ("claim", *_WAY, "tellers", "greatest", "number")
    return [
        Row(claim, Told(Intake(came_by), channel, province, day, people, most), number)
        for claim, came_by, channel, province, day, people, most, number in summed.values_list(
            *wanted
        )
    ]


def _known(monday: date) -> int:
    """For how many weeks, this one included, reports have been coming in at all."""
    first = Report.objects.aggregate(first=Min("day"))["first"]
    return 0 if first is None else max(0, (monday - rules.week_of(first)) // WEEK + 1)


def _totals(rows: Iterable[Row], weeks: Sequence[date]) -> tuple[int, ...]:
    counts: Counter[date] = Counter()
    for row in rows:
        counts[rules.week_of(row.told.day)] += row.reports
    return tuple(counts[week] for week in weeks)


def _counted(rows: QuerySet[Report], field: str) -> Counts:
    """How many reports of each kind, the most first."""
    counted = rows.order_by().values_list(field).annotate(n=Count("pk"))
    return tuple(counted.order_by("-n", field))


def _places(rows: Iterable[Row], frame: Frame) -> tuple[Counts, int, int]:
    """Sightings of the week by province; those in small cells together; those without a place."""
    by_province: dict[str, list[Told]] = {}
    for row in rows:
        if row.told.day >= frame.weeks[-1]:
            by_province.setdefault(row.told.province, []).append(row.told)
    counts = {
        name: counting.sightings(told, apart=frame.apart) for name, told in by_province.items()
    }
    unknown = counts.pop("", 0)
    least = rulesets.value(frame.arrangement, counting.LEAST_OF_A_PLACE, on=frame.on).whole()
    shown = tuple(counting.by_place(counts, least).items())
    return shown, sum(counts.values()) - sum(count for _name, count in shown), unknown
