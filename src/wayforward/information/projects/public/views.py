"""The public pages of development projects: by place, subject and reporter; one of them; as files.

Pages are of the country whose provinces we know. They read, and store nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO, cast

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from wayforward.conf import environment
from wayforward.core.places.drawing import PlaceMap
from wayforward.core.places.outline_maps import NoOutlinesError
from wayforward.core.places.reading import districts, province_name, provinces
from wayforward.information.projects import queries as all_queries
from wayforward.information.projects import wording
from wayforward.information.projects.codes import CodeList, code_list, name_of
from wayforward.information.projects.exporting import Format, export
from wayforward.information.projects.mapping import map_of_districts, map_of_provinces
from wayforward.information.projects.models import Project
from wayforward.information.projects.outline_files import stored_outlines
from wayforward.information.projects.placing import HOME
from wayforward.information.projects.public import lines, listing, money, queries, showing, summing
from wayforward.information.projects.public.wishing import LIVE, narrows, query_of, wish_from
from wayforward.information.projects.queries import Wish
from wayforward.information.projects.totals_wording import language

_PAGE = 20
_IN_MEMORY = 1_000_000  # bytes; a larger file is written to the disk and removed
_MEDIA = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
    Format.IATI: "application/xml",
}


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """All projects: the map of the provinces, search, sums, how old and complete all is."""
    today = timezone.now().date()
    wish = wish_from(request.GET, HOME, today=today)
    drawn = request.GET.get("map") == "outlines"
    context = {
        **_found(request, wish),
        **_filters(wish),
        "map": _province_map(wish, outlines=drawn),
        "offers_outlines": not drawn and stored_outlines(environment().data) is not None,
        "overview": queries.overview(HOME, today=today),
    }
    return render(request, "projects/list.html", context)


@require_safe
def province_page(request: HttpRequest, code: str) -> HttpResponse:
    """The projects of one province, and its districts with how many each has."""
    if code not in provinces():
        raise Http404("province")
    wish = wish_from(request.GET, HOME, today=timezone.now().date(), province=code)
    wish = replace(wish, district="")
    counts = _counts(queries.by_district(code, _in_place(wish)), queries.by_district(code, wish))
    every = listing.districts_with(code, counts, query_of(wish, "province"))
    context = {
        **_found(request, wish),
        **_filters(wish),
        "place": province_name(code, language()),
        "districts": [one for one in every if one.projects is not None],
        "silent": [one for one in every if one.projects is None],
        "without_district": queries.without_district(code, wish),
        "only_in_words": queries.only_in_words(HOME, code),
        "word": provinces()[code].names.en,
        "map": _district_map(code, counts, query_of(wish, "province")),
    }
    return render(request, "projects/province.html", context)


@require_safe
def district_page(request: HttpRequest, key: str) -> HttpResponse:
    """The projects of one district."""
    district = districts().get(key)
    if district is None:
        raise Http404("district")
    province = district.province
    today = timezone.now().date()
    wish = wish_from(request.GET, HOME, today=today, province=province, district=key)
    context = {
        **_found(request, wish),
        **_filters(wish),
        "place": district.names.in_language(language()),
        "province": province,
        "province_name": province_name(province, language()),
        "without_district": queries.without_district(province, Wish(HOME)),
        "shared_name": listing.of_the_same_name(district),
    }
    return render(request, "projects/district.html", context)


@require_safe
def project_page(request: HttpRequest, identifier: str) -> HttpResponse:
    """One project: who, what, where, when, its money by kind, how old and complete it is."""
    whole = all_queries.project(
        identifier.replace("\x00", ""),
        country=HOME,
        language=language(),
        today=timezone.now().date(),
        reporter=request.GET.get("reporter", "").replace("\x00", "")[:400],
    )
    if whole is None:
        raise Http404("project")
    context = {
        "shown": whole.shown,
        "row": whole.shown.project,
        "line": lines.lines([whole.shown])[0],
        "page": showing.page_of(whole),
        "kinds": money.kinds_of(whole),
        "data_address": _data_address(whole.shown.project),
    }
    return render(request, "projects/project.html", context)


def _data_address(row: Project) -> str:
    """Where programs find the project."""
    given = urlencode({"reporter": row.reporter, "lang": language()})
    return f"{reverse('api-1:project', args=[row.identifier])}?{given}"


@require_safe
def sector_list(request: HttpRequest) -> HttpResponse:
    """What projects are about, and how many are about it."""
    return render(request, "projects/sectors.html", {"sectors": listing.sectors(HOME)})


@require_safe
def reporter_list(request: HttpRequest) -> HttpResponse:
    """Who tells of projects, of how many, and when they last spoke."""
    return render(request, "projects/reporters.html", {"reporters": listing.reporters(HOME)})


@require_safe
def project_file(request: HttpRequest, form: str) -> FileResponse | HttpResponse:
    """The projects that fit as one file: CSV, JSON or IATI."""
    if form not in set(Format):
        raise Http404("file")
    wanted, now = Format(form), timezone.now()
    wish = wish_from(request.GET, HOME, today=now.date())
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
    export(wish, wanted, cast(BinaryIO, file), language=language(), now=now)
    file.seek(0)
    ending = "xml" if wanted is Format.IATI else wanted.value
    response = FileResponse(
        file, as_attachment=True, filename=f"projects-{HOME}.{ending}", content_type=_MEDIA[wanted]
    )
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _found(request: HttpRequest, wish: Wish) -> dict[str, Any]:
    """The projects that fit, a page of them, and what it means where there are none."""
    today = timezone.now().date()
    page = Paginator(all_queries.projects(wish), _PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    shown = all_queries.shown(rows, language=language(), today=today) if rows else []
    picture, counts = all_queries.picture(replace(wish, gone=True), today=today)
    query = query_of(wish)
    return {
        "wish": wish,
        "narrows": narrows(wish),
        "page": page,
        "lines": lines.lines(shown, wish.province),
        "picture": picture.value,
        "picture_words": wording.PICTURES[picture],
        "counts": counts,
        "query": f"{query}&" if query else "",
        "file_query": query,
        "gone": 0 if wish.gone else counts.matching - page.paginator.count,
        "gone_query": query_of(replace(wish, gone=True)),
        "sums": summing.sums_of(wish) if page.paginator.count else None,
    }


def _filters(wish: Wish) -> dict[str, Any]:
    """What can be chosen in the search."""
    tongue = language()
    there = queries.by_status(HOME)
    statuses = [
        (code, name_of(CodeList.ACTIVITY_STATUSES, code, tongue), wish.status == code)
        for code in code_list(CodeList.ACTIVITY_STATUSES)
        if code in there or code == wish.status
    ]
    return {
        "live": LIVE,
        "statuses": statuses,
        "sectors": listing.sectors(HOME),
        "reporters": listing.most_telling(HOME, wish.reporter),
        "provinces": [(code, one.names.in_language(tongue)) for code, one in provinces().items()],
        "category_name": name_of(CodeList.SECTOR_CATEGORIES, wish.category, tongue) or "",
        "reporter_name": listing.reporter_name(HOME, wish.reporter),
    }


def _province_map(wish: Wish, *, outlines: bool) -> PlaceMap:
    """How many projects of each province fit; none published is told from none that fits."""
    wish = replace(wish, province="", district="")
    published = all_queries.by_province(HOME)
    counts = _counts(published, all_queries.by_province(HOME, wish) if narrows(wish) else published)
    link = partial(listing.province_address, query=query_of(wish))
    drawn = stored_outlines(environment().data) if outlines else None
    return map_of_provinces(counts, link, drawn)


def _district_map(province: str, counts: Mapping[str, int], query: str) -> PlaceMap | None:
    outlines = stored_outlines(environment().data)
    if outlines is None:
        return None
    link = partial(listing.district_address, query=query)
    try:
        return map_of_districts(province, counts, link, outlines)
    except NoOutlinesError:
        return None


def _in_place(wish: Wish) -> Wish:
    """The place alone of a wish."""
    return Wish(wish.country, province=wish.province)


def _counts(published: Mapping[str, int], fitting: Mapping[str, int]) -> dict[str, int]:
    return {place: fitting.get(place, 0) for place in published}
