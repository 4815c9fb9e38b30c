"""Places, subjects and reporters with how many projects each has, in the active language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from wayforward.core.places.reading import District, districts, districts_of, province_name
from wayforward.information.projects import queries as all_queries
from wayforward.information.projects.codes import CodeList, code_list
from wayforward.information.projects.public import queries
from wayforward.information.projects.totals_wording import language

_MOST_TO_CHOOSE = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One of a list: its key, name and page; `projects` is None where nothing is published."""

    key: str
    name: str
    address: str
    projects: int | None
    latest: date | None = None


def province_address(code: str, query: str = "") -> str:
    """The page of a province, for the projects that fit a query."""
    return _with(reverse("projects-province", args=[code]), query)


def district_address(key: str, query: str = "") -> str:
    """The page of a district, for the projects that fit a query."""
    return _with(reverse("projects-district", args=[key]), query)


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def districts_with(province: str, counts: Mapping[str, int], query: str) -> list[Entry]:
    """The districts of a province by name; those with projects first."""
    tongue = language()
    found = [
        Entry(
            one.key, one.names.in_language(tongue), district_address(one.key, query),
            counts.get(one.key),
        )
        for one in districts_of(province)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (not one.projects, one.name))


def of_the_same_name(district: District) -> list[Entry]:
    """Districts of the same name in other provinces, which a reader may have meant."""
    tongue = language()
    name = district.names.in_language(tongue)
    return [
        Entry(one.key, province_name(one.province, tongue), district_address(one.key), None)
        for one in districts().values()
        if one.key != district.key and one.names.in_language(tongue) == name
    ]


def sectors(country: str) -> list[Entry]:
    """What projects are about, the most projects first."""
    listed, tongue = code_list(CodeList.SECTOR_CATEGORIES), language()
    found = [
        Entry(code, listed[code].names[tongue], _filtered("category", code), count)
        for code, count in queries.by_category(country).items()
        if code in listed
    ]
    return sorted(found, key=lambda one: (-(one.projects or 0), one.name))


def reporters(country: str) -> list[Entry]:
    """Who tells of projects, the most projects first, with the day of their last word."""
    spoken = queries.reporters_spoken(country)
    return [
        Entry(one.key, one.name or one.key, _filtered("reporter", one.key), one.projects,
              spoken[one.key].latest)
        for one in all_queries.reporters(country)
        if one.key
    ]  # fmt: skip


def most_telling(country: str, wished: str) -> list[Entry]:
    """Those who tell of most projects, few enough to choose from on a phone, and the one wished."""
    found = reporters(country)
    return [one for place, one in enumerate(found) if place < _MOST_TO_CHOOSE or one.key == wished]


def reporter_name(country: str, reference: str) -> str:
    """What a reporter is called; its reference where nobody says."""
    if not reference:
        return ""
    named = (one.name for one in all_queries.reporters(country) if one.key == reference)
    return next(named, "") or reference


def _filtered(field: str, value: str) -> str:
    return f"{reverse('projects')}?{urlencode({field: value})}"
