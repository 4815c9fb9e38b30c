"""Projects in a list, in the active language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from wayforward.core.places.reading import districts, province_name
from wayforward.information.projects.codes import CodeList, name_of
from wayforward.information.projects.models import Project
from wayforward.information.projects.public.texts import Text, text_in
from wayforward.information.projects.queries import Shown
from wayforward.information.projects.totals_wording import language


@dataclass(frozen=True, slots=True)
class Line:
    """A project in a list. `places` are its provinces, or in a province its districts."""

    shown: Shown
    title: Text
    address: str
    status: str
    places: tuple[str, ...]
    more_places: int
    reporter: str


_MOST_PLACES = 3


def lines(rows: Sequence[Shown], province: str = "") -> list[Line]:
    """Projects in a list; in one of a `province` their places are districts of it."""
    return [_line(one, province) for one in rows]


def _line(one: Shown, province: str) -> Line:
    row = one.project
    places = _places_of(row, province)
    return Line(
        shown=one,
        title=title_of(one),
        address=address_of(row),
        status=name_of(CodeList.ACTIVITY_STATUSES, row.status, language()) or "",
        places=places[:_MOST_PLACES],
        more_places=max(len(places) - _MOST_PLACES, 0),
        reporter=row.reporter_name or row.reporter,
    )


def _places_of(row: Project, province: str) -> tuple[str, ...]:
    if province:
        known = (districts()[key] for key in row.districts if key in districts())
        return tuple(one.names.in_language(language()) for one in known if one.province == province)
    return tuple(province_name(code, language()) for code in row.provinces)


def title_of(one: Shown) -> Text:
    """Its title; where it has none, its identifier, which is in no language."""
    if one.title is None:
        return Text(one.project.identifier, "", foreign=False)
    return text_in(one.title.text, one.title.language)


def address_of(row: Project, *, among_others: bool = False) -> str:
    """The page of a project; `among_others`: the reporter is named, for several tell of it."""
    path = reverse("project", args=[row.identifier])
    return f"{path}?{urlencode({'reporter': row.reporter})}" if among_others else path
