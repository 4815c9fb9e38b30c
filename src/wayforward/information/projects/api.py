"""Projects by program: the list with the search of the pages, one project, sums, provinces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils import timezone, translation
from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from wayforward.core.places.reading import districts_of, provinces
from wayforward.information.projects import queries
from wayforward.information.projects.placing import HOME
from wayforward.information.projects.presenting import (
    line_to_dict,
    picture_to_dict,
    totals_to_dict,
    whole_to_dict,
)
from wayforward.information.projects.public.queries import by_district
from wayforward.information.projects.queries import Wish
from wayforward.information.projects.totals_queries import totals

router = Router(tags=["projects"])
_PAGE = 50
Language = Literal["fa-af", "ps", "en"]
Word = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")]
Reference = Annotated[str, StringConstraints(max_length=400, pattern=r"^[^\x00]*$")]


class SearchIn(Schema):
    """What to look for; without any filter, everything."""

    text: Word = Field("", description="Words in English, Dari or Pashto, in any order.")
    province: Word = Field("", description="Code of a province, such as AF-KAB.")
    district: Word = Field("", description="Key of a district, such as kab-paghman.")
    category: Word = Field("", description="Three-digit DAC sector, such as 140 or 720.")
    reporter: Reference = Field("", description="Reference of the organisation that reports.")
    status: Literal["", "live", "1", "2", "3", "4", "5", "6"] = Field(
        "", description="Code of IATI's ActivityStatus, or live: runs or is planned today."
    )
    gone: bool = Field(
        False, description="Also those that are no longer in the newest file of their publisher."
    )


class ListIn(SearchIn):
    """A search, the language of names and which page of the list."""

    lang: Language = Field("en", description="The language of titles, names and sentences.")
    page: int = Field(1, ge=1, description="Page of the list, 50 projects each.")


class ProjectOut(Schema):
    """A project in a list. `last_word`: when its publisher last spoke of it."""

    identifier: str
    reporter: str
    reporter_name: str
    title: str
    title_language: str
    status: str
    status_name: str
    starts: date | None
    ends: date | None
    overdue: bool
    provinces: list[str]
    districts: list[str]
    categories: list[str]
    last_word: date | None
    age: Literal["fresh", "ageing", "old", "unknown"]
    completeness: Literal["good", "partial", "thin"]
    missing: list[str]
    basis: str
    percentage: str | None
    in_latest_file: bool
    not_in_latest_file_since: date | None


class TextOut(Schema):
    """A text and its language, "" where its publisher does not say."""

    language: str
    text: str


class DescriptionOut(Schema):
    """What it is, by IATI's DescriptionType."""

    kind: str
    texts: list[TextOut]


class OrganisationOut(Schema):
    """An organisation and its part."""

    reference: str
    kind: str
    names: list[TextOut]
    role: str
    role_name: str
    activity: str


class SectorOut(Schema):
    """What it is about."""

    code: str
    vocabulary: str
    percentage: str | None
    names: list[TextOut]
    category_name: str


class ShareOut(Schema):
    """A country or region and its share."""

    code: str
    vocabulary: str
    percentage: str | None


class PlaceOut(Schema):
    """A place; `point` is latitude and longitude, `exact` null where nobody says."""

    names: list[TextOut]
    province: str
    district: str
    point: list[float] | None
    exact: bool | None


class ContactPageOut(Schema):
    """Where to ask: organisations and pages, never persons."""

    organisations: list[TextOut]
    websites: list[str]


class PaperOut(Schema):
    """A published paper."""

    url: str
    titles: list[TextOut]


class RelatedOut(Schema):
    """Another activity, by IATI's RelatedActivityType."""

    kind: str
    identifier: str


class AmountOut(Schema):
    """An amount in its own currency and in euros. Numbers are text, so that no digit is lost."""

    kind: str
    counted_as: str
    amount: str | None
    currency: str
    value_date: date | None
    day: date | None
    until: date | None
    percentage_for_country: str | None
    euro: str | None
    rate: str | None
    rate_day: date | None
    rate_source: str
    not_in_euro_because: str
    replaced_by_revised_budget: bool
    provider_activity: str
    receiver_activity: str


class ProjectDetailOut(ProjectOut):
    """A project with all that is kept of it. Times are UTC."""

    in_words: list[str]
    titles: list[TextOut]
    descriptions: list[DescriptionOut]
    organisations: list[OrganisationOut]
    sectors: list[SectorOut]
    countries: list[ShareOut]
    regions: list[ShareOut]
    places: list[PlaceOut]
    contacts: list[ContactPageOut]
    documents: list[PaperOut]
    related: list[RelatedOut]
    results: int
    money: list[AmountOut]
    transactions_for_other_countries: int
    problems: dict[str, int]
    version: str
    last_updated: datetime | None
    file: str
    read_at: datetime


class ProjectsOut(Schema):
    """One page of the list, and what it means: nothing published is not nothing happening."""

    picture: Literal[
        "nothing_read", "nothing_for_country", "no_places", "not_named_here", "no_match",
        "only_ended", "running",
    ]  # fmt: skip
    in_words: str
    files_read: int
    projects_for_country: int
    projects_that_say_where: int
    projects_here: int
    matching: int
    running_or_planned: int
    total: int
    page: int
    pages: int
    projects: list[ProjectOut]


class LeftOutOut(Schema):
    """Amounts that have no value in euros."""

    because: str
    currency: str
    amounts: int
    sum: str | None


class FamilyOut(Schema):
    """One kind of money, in euros, and what was left out of its sum."""

    amounts: int
    reported_euro: str
    counted_twice_euro: str
    total_euro: str
    replaced_budgets: int
    replaced_budgets_euro: str
    share_unknown: int
    share_unknown_euro: str
    not_in_euro: list[LeftOutOut]


class DoubleOut(Schema):
    """Money that a funder and a receiver both report."""

    flow: Literal["paid", "promised"]
    funder_activity: str
    receiver_activity: str
    sent_euro: str
    received_euro: str
    counted_twice_euro: str
    not_in_euro: int


class TotalsOut(Schema):
    """The sums over the projects that fit, each kind apart: never add one to another."""

    projects: int
    told_by_a_second_reporter: int
    not_in_latest_file: int
    money: dict[str, FamilyOut]
    counted_twice: list[DoubleOut]
    payments_to_activities_not_read: int
    in_words: list[str]


class DistrictOut(Schema):
    """A district; `projects` is null where no published project names it."""

    key: str
    names: dict[str, str]
    projects: int | None


class ProvinceOut(Schema):
    """A province with its districts; `projects` is null where no published project names it."""

    code: str
    names: dict[str, str]
    projects: int | None
    districts: list[DistrictOut]


def _wish(given: SearchIn) -> Wish:
    live = given.status == "live"
    return Wish(
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


class TotalsIn(SearchIn):
    """A search, and the language of the sentences."""

    lang: Language = Field("en", description="The language of the sentences.")


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
