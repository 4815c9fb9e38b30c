"""What the public pages count: projects by place, subject and status; how old and complete all is.

Which projects there are and what an empty answer means is `projects.queries`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet

from wayforward.core.places.naming import Spot
from wayforward.core.places.reading import districts, districts_of, provinces
from wayforward.information.projects import queries, rules
from wayforward.information.projects.models import (
    Project,
    ProjectFile,
    ProjectMoney,
    ProjectSighting,
)
from wayforward.information.projects.queries import Wish
from wayforward.information.projects.rules import Age, Completeness


def by_district(province: str, wish: Wish) -> dict[str, int]:
    """Key of a district -> projects that name it and are in their newest file.

    Of one `province`, or "" for those of all.
    """
    known = districts_of(province) if province else districts().values()
    there = {one.key for one in known}
    rows = queries.projects(replace(wish, province=province, district="", gone=False))
    counts = _named_in(rows.order_by().values_list("districts", flat=True))
    return {key: count for key, count in counts.items() if key in there}


def without_district(province: str, wish: Wish) -> int:
    """How many of the projects in a province name none of its districts."""
    rows = queries.projects(replace(wish, province=province, district="", gone=False))
    keys = [one.key for one in districts_of(province)]
    return rows.exclude(districts__overlap=keys).count()


def only_in_words(country: str, province: str) -> int:
    """How many projects name no province as a place of work, but this one in their English text."""
    wish = Wish(country, text=provinces()[province].names.en, gone=False)
    return queries.projects(wish).filter(provinces=[]).count()


def by_category(country: str) -> dict[str, int]:
    """Three-digit DAC code -> projects in their newest file."""
    rows = queries.projects(Wish(country, gone=False))
    return _named_in(rows.order_by().values_list("categories", flat=True))


def by_status(country: str) -> dict[str, int]:
    """Status ("" where none is stated) -> projects in their newest file."""
    rows = queries.projects(Wish(country, gone=False)).order_by()
    counted = rows.values("status").annotate(count=Count("pk"))
    return dict(counted.values_list("status", "count"))


def _named_in(lists: Iterable[list[str]]) -> dict[str, int]:
    return dict(Counter(key for named in lists for key in named))


@dataclass(frozen=True, slots=True)
class Spoken:
    """When a reporter of projects last spoke of one of them."""

    projects: int
    latest: date | None


def reporters_spoken(country: str) -> dict[str, Spoken]:
    """Reference of a reporter -> how many projects it tells of, and its last word."""
    rows = Project.objects.filter(country=country, gone_since=None).values("reporter")
    counted = rows.annotate(count=Count("pk"), latest=Max("last_word"))
    return {row["reporter"]: Spoken(row["count"], row["latest"]) for row in counted}


@dataclass(frozen=True, slots=True)
class Overview:
    """What is kept of a country: how much, how old, how complete.

    `placed` say in which province they work, `live` run or are planned; `read_at` is when a file
    was last read, `latest` the newest word of a publisher.
    """

    projects: int
    reporters: int
    placed: int
    live: int
    gone: int
    read_at: datetime | None
    latest: date | None
    ages: dict[Age, int]
    completeness: dict[Completeness, int]


def overview(country: str, *, today: date) -> Overview:
    """How much is published for a country, how old and how complete it is. Raises RuleSetError."""
    every = Project.objects.filter(country=country)
    there = every.filter(gone_since=None)
    counts = there.aggregate(
        projects=Count("pk"),
        reporters=Count("reporter", distinct=True),
        placed=Count("pk", filter=~Q(provinces=[])),
        live=Count("pk", filter=queries.live(today)),
        latest=Max("last_word"),
    )
    files = ProjectFile.objects.filter(country=country)
    return Overview(
        **counts,
        gone=every.exclude(gone_since=None).count(),
        read_at=files.aggregate(latest=Max("read_at"))["latest"],
        ages=_ages(there, today) if counts["projects"] else {},
        completeness=_completeness(there, today) if counts["projects"] else {},
    )


def _ages(rows: QuerySet[Project], today: date) -> dict[Age, int]:
    limits = queries.age_limits(today)
    fresh, old = (today - timedelta(days=days) for days in (limits.fresh, limits.old))
    counted: dict[str, int] = rows.aggregate(
        fresh=Count("pk", filter=Q(last_word__gte=fresh)),
        ageing=Count("pk", filter=Q(last_word__lt=fresh, last_word__gte=old)),
        old=Count("pk", filter=Q(last_word__lt=old)),
        unknown=Count("pk", filter=Q(last_word=None)),
    )
    return {age: counted[age.value] for age in Age}


def _completeness(rows: QuerySet[Project], today: date) -> dict[Completeness, int]:
    found, limits = dict.fromkeys(Completeness, 0), queries.part_limits(today)
    for missing, count in rows.values_list("missing__len").annotate(count=Count("pk")):
        found[rules.completeness_of(missing or 0, limits)] += count
    return found


@dataclass(frozen=True, slots=True)
class RatesUsed:
    """By what amounts became euros: from which to which day, and who gives the rates."""

    first: date
    last: date
    sources: tuple[str, ...]


def rates_used(wish: Wish) -> RatesUsed | None:
    """The rates behind the sums over projects; None where no other currency was changed."""
    rows = ProjectMoney.objects.filter(
        project__in=queries.projects(replace(wish, gone=False)).order_by().values("pk"),
        rate__isnull=False,
    )
    days = rows.aggregate(first=Min("rate_day"), last=Max("rate_day"))
    if days["first"] is None:
        return None
    sources = rows.order_by("rate_source").values_list("rate_source", flat=True).distinct()
    return RatesUsed(days["first"], days["last"], tuple(sources))


def last_seen(project: Project) -> datetime:
    """When a file that holds the project was last read; for one that is gone, its own reading."""
    sightings = ProjectSighting.objects.filter(project=project)
    latest: datetime | None = sightings.aggregate(latest=Max("file__read_at"))["latest"]
    return latest or project.read_at


def known(country: str, identifiers: Iterable[str]) -> set[str]:
    """Which of the identifiers are those of projects that are kept."""
    rows = Project.objects.filter(country=country, identifier__in=list(identifiers))
    return set(rows.values_list("identifier", flat=True))


def other_reports(project: Project) -> list[Project]:
    """The same project as other organisations tell of it."""
    rows = Project.objects.filter(country=project.country, identifier=project.identifier)
    return list(rows.exclude(pk=project.pk).order_by("reporter"))


@dataclass(frozen=True, slots=True)
class Here:
    """How many projects are published for a place, and how many of them run or are planned."""

    projects: int
    live: int


def published_at(country: str, spot: Spot, *, today: date) -> Here:
    """What is published for a province or a district, of what is in its newest file."""
    wish = Wish(country, province=spot.province, district=spot.district, gone=False)
    rows = queries.projects(wish).order_by()
    return Here(
        **rows.aggregate(projects=Count("pk"), live=Count("pk", filter=queries.live(today)))
    )
