"""What the API of projects takes and gives: fields in their order, and what they mean."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

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


class TotalsIn(SearchIn):
    """A search, and the language of the sentences."""

    lang: Language = Field("en", description="The language of the sentences.")
