"""Projects by program: the list with the search of the pages, one project, sums, provinces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils import timezone, translation
from ninja import Query, Router
from ninja.errors import HttpError

from wayforward.core.places.reading import districts_of, provinces
from wayforward.information.projects import queries
from wayforward.information.projects.api_shapes import (
    Language,
    ListIn,
    ProjectDetailOut,
    ProjectsOut,
    ProvinceOut,
    Reference,
    SearchIn,
    TotalsIn,
    TotalsOut,
)
from wayforward.information.projects.placing import HOME
from wayforward.information.projects.presenting import (
    line_to_dict,
    picture_to_dict,
    totals_to_dict,
    whole_to_dict,
)
from wayforward.information.projects.public.queries import by_district
from wayforward.information.projects.queries import UnknownCodeError, Wish
from wayforward.information.projects.totals_queries import totals

router = Router(tags=["projects"])
_PAGE = 50


def _wish(given: SearchIn) -> Wish:
    live = given.status == "live"
    wish = Wish(
        country=HOME,
        text=given.text,
        province=given.province,
        district=given.district,
        category=given.category,
        reporter=given.reporter,
        status="" if live else given.status,
        gone=given.gone,
        live_on=timezone.now().date() if live else None,
    )
    try:
        queries.check_codes(wish)
    except UnknownCodeError as problem:
        raise HttpError(422, str(problem)) from problem
    return wish


@router.get("", response=ProjectsOut, url_name="projects", summary="Development projects")
def list_projects(request: HttpRequest, given: Query[ListIn]) -> dict[str, Any]:
    """What organisations publish about their work, the newest word first, and what it amounts to.

    An empty list says why it is empty in `picture`.
    """
    wish, today = _wish(given), timezone.now().date()
    page = Paginator(queries.projects(wish), _PAGE).get_page(given.page)
    with translation.override(given.lang):
        rows = queries.shown(list(page.object_list), language=given.lang, today=today)
        what = picture_to_dict(*queries.picture(replace(wish, gone=True), today=today))
        return what | {
            "total": page.paginator.count,
            "page": page.number,
            "pages": page.paginator.num_pages,
            "projects": [line_to_dict(one, given.lang) for one in rows],
        }


@router.get("/totals", response=TotalsOut, url_name="project-totals", summary="What they cost")
def show_totals(request: HttpRequest, given: Query[TotalsIn]) -> dict[str, Any]:
    """Budgets, promises, payments and spending in euros, each apart, and all that was left out.

    What a funder and a receiver both report is counted once.
    """
    with translation.override(given.lang):
        return totals_to_dict(totals(_wish(given)))


@router.get(
    "/provinces", response=list[ProvinceOut], url_name="project-provinces",
    summary="Projects by province and district",
)  # fmt: skip
def list_provinces(request: HttpRequest) -> list[dict[str, Any]]:
    """How many projects name each province and each of its districts.

    Many projects name neither: null is nothing published, not nothing happening.
    """
    counts, smaller = queries.by_province(HOME), by_district("", Wish(HOME))
    return [
        {
            "code": code,
            "names": _names(one.names.all()),
            "projects": counts.get(code),
            "districts": _districts(code, smaller),
        }
        for code, one in provinces().items()
    ]


def _districts(province: str, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {"key": one.key, "names": _names(one.names.all()), "projects": counts.get(one.key)}
        for one in districts_of(province)
    ]


def _names(names: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("en", "fa-af", "ps"), names, strict=True))


@router.get(
    "/{path:identifier}", response=ProjectDetailOut, url_name="project", summary="One project"
)
def show_project(
    request: HttpRequest, identifier: str, lang: Language = "en", reporter: Reference = ""
) -> dict[str, Any]:
    """One project by its IATI identifier with all that is kept of it.

    Where several organisations tell of it, `reporter` is the one meant; without it, who runs it.
    """
    with translation.override(lang):
        found = queries.project(
            identifier.replace("\x00", ""), country=HOME, language=lang,
            today=timezone.now().date(), reporter=reporter,
        )  # fmt: skip
        if found is None:
            raise Http404("No project has this identifier: take one from /api/v1/projects.")
        return whole_to_dict(found, lang)
