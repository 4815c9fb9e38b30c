"""What people look at: projects by words, place, subject, reporter and status; one project whole.

Sums are in `totals_queries.py`. The words for closed categories are in `wording.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, F, Max, Prefetch, Q, QuerySet, prefetch_related_objects

from wayforward.core.language import synonyms
from wayforward.core.language.normalise import tokens
from wayforward.core.parties.models import Party, PartyKind
from wayforward.core.places.reading import districts, provinces
from wayforward.core.rulesets import queries as rulesets
from wayforward.information.projects import finding_rules, rules
from wayforward.information.projects.activities import Activity, Narrative
from wayforward.information.projects.codes import CodeList, code_list
from wayforward.information.projects.finding_rules import Counts, Picture
from wayforward.information.projects.kinds import ActivityStatus
from wayforward.information.projects.models import Project, ProjectFile, ProjectMoney
from wayforward.information.projects.money_rules import MoneyKind
from wayforward.information.projects.packing import unpack
from wayforward.information.projects.rules import Age, AgeLimits, Completeness, Part, PartLimits

FRESH, OLD = "project-word-fresh", "project-word-old"
GOOD, PARTIAL = "project-parts-good", "project-parts-partial"
_AT_A_TIME = 100
_LEAST_BEGINNING = 4  # letters
_PLANS = (MoneyKind.BUDGET, MoneyKind.PLANNED_DISBURSEMENT)
LIVE = (ActivityStatus.PLANNED, ActivityStatus.RUNNING)


class NoPartnerCountryError(LookupError):
    """It is not clear which country is meant; the message says what to do."""


class UnknownCodeError(LookupError):
    """A code that is looked for is on no list; the message says where to take one from."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What projects are looked for; an empty field wishes nothing.

    `text` in any of our languages; `province` AF-KAB; `category` a three-digit DAC code;
    `reporter` the reference of who reports; `gone`: also those that left their newest file;
    `live_on`: only those that run or are planned on that day.
    """

    country: str
    text: str = ""
    province: str = ""
    district: str = ""
    category: str = ""
    reporter: str = ""
    status: str = ""
    gone: bool = True
    live_on: date | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A project as a reader sees it in a list. `overdue`: said to run, though its end is past."""

    project: Project
    title: Narrative | None
    age: Age
    completeness: Completeness
    missing: tuple[Part, ...]
    overdue: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """A project with all that is kept of it, and the rows of its money in the file's order."""

    shown: Shown
    activity: Activity
    money: tuple[ProjectMoney, ...]


def country_of(given: str) -> str:
    """The country as given (ISO 3166-1 alpha-2), without one that of the partner side.

    Raises NoPartnerCountryError.
    """
    if not given:
        return _partner_country()
    if len(given) != 2 or not given.isascii() or not given.isalpha():
        raise NoPartnerCountryError(f"{given!r} is no code of a country: two letters, such as AF.")
    return given.upper()


def _partner_country() -> str:
    of_partner = Party.objects.filter(kind=PartyKind.PARTNER_COUNTRY_AUTHORITY).exclude(country="")
    found = sorted(set(of_partner.values_list("country", flat=True)))
    if len(found) != 1:
        what = f"several: {', '.join(found)}" if found else "none"
        raise NoPartnerCountryError(
            f"The arrangement is to name one partner country, there is {what}:"
            " name the country, or load the arrangement with `wayforward setup`."
        )
    return found[0]


def check_codes(wish: Wish) -> None:
    """Raise UnknownCodeError for a slip: its answer would read as "nothing is published here"."""
    listed = "take one from /api/v1/projects/provinces."
    for code, known, what in (
        (wish.province, provinces(), f"province has this code: {listed}"),
        (wish.district, districts(), f"district has this key: {listed}"),
        (wish.category, code_list(CodeList.SECTOR_CATEGORIES),
         "subject has this code: three digits of the DAC list, such as 140."),
    ):  # fmt: skip
        if code and code not in known:
            raise UnknownCodeError(f"No {what}")


def age_limits(on: date) -> AgeLimits:
    """Up to when a publisher's word is fresh and from when old. Raises RuleSetError."""
    return AgeLimits(
        rulesets.value("", FRESH, on=on).whole(), rulesets.value("", OLD, on=on).whole()
    )


def part_limits(on: date) -> PartLimits:
    """From how many told parts on a project is told well, and in part. Raises RuleSetError."""
    return PartLimits(
        rulesets.value("", GOOD, on=on).whole(), rulesets.value("", PARTIAL, on=on).whole()
    )


def projects(wish: Wish) -> QuerySet[Project]:
    """The projects that fit: the best match first, else the last word first; gone ones at the end.

    Words may stand in any order, each by itself, by its beginning or by a word of the same
    meaning.
    """
    rows = _in_place(Project.objects.filter(country=wish.country), wish)
    same = {"reporter": wish.reporter, "status": wish.status}
    rows = rows.filter(**{field: value for field, value in same.items() if value})
    if wish.category:
        rows = rows.filter(categories__contains=[wish.category])
    if not wish.gone:
        rows = rows.filter(gone_since=None)
    if wish.live_on:
        rows = rows.filter(live(wish.live_on))
    there = F("gone_since").asc(nulls_first=True)
    spoken = F("last_word").desc(nulls_last=True)
    words = _query(wish.text)
    if words is None:
        return rows.order_by(there, spoken, "pk") if not wish.text.strip() else rows.none()
    found = rows.filter(search=words).annotate(rank=SearchRank(F("search"), words))
    return found.order_by(there, "-rank", spoken, "pk")


def _in_place(rows: QuerySet[Project], wish: Wish) -> QuerySet[Project]:
    if wish.province:
        rows = rows.filter(provinces__contains=[wish.province])
    return rows.filter(districts__contains=[wish.district]) if wish.district else rows


def _query(text: str) -> SearchQuery | None:
    """A text search for every word, or one of the same meaning; None where there is no word."""
    wanted = [_any_of(sorted(forms)) for forms in synonyms.expand(tokens(text))]
    if not wanted:
        return None
    return SearchQuery(" & ".join(wanted), search_type="raw", config="simple")


def _any_of(forms: Sequence[str]) -> str:
    phrases = (" & ".join(map(_word, form.split())) for form in forms)
    return "(" + " | ".join(f"({phrase})" for phrase in phrases) + ")"


def _word(word: str) -> str:
    """Found by its beginning as well, unless it is so short that much begins so.

    Words hold letters and digits only, so that quoting them is enough.
    """
    return f"'{word}':*" if len(word) >= _LEAST_BEGINNING else f"'{word}'"


def picture(wish: Wish, *, today: date) -> tuple[Picture, Counts]:
    """Whether nothing is published, nothing is known of the place, or all is over."""
    of_country = Project.objects.filter(country=wish.country)
    here, matching = _in_place(of_country, wish), projects(wish)
    counts = Counts(
        files=ProjectFile.objects.filter(country=wish.country).count(),
        projects=of_country.count(),
        placed=of_country.exclude(provinces=[]).count(),
        here=here.count(),
        matching=matching.count(),
        live=matching.filter(live(today)).count(),
    )
    return finding_rules.picture(counts), counts


def live(today: date) -> Q:
    """Said to be planned or running, or of no stated status; not past its end; in its file."""
    goes_on = Q(ends=None) | Q(ends__gte=today)
    return goes_on & Q(status__in=[*LIVE, ""], gone_since=None)


def shown(rows: Sequence[Project], *, language: str, today: date) -> list[Shown]:
    """Projects as a reader of `language` sees them today. Raises RuleSetError."""
    day = _day(today)
    return [_shown(row, unpack(row.facts), language, day) for row in rows]


@dataclass(frozen=True, slots=True)
class _Day:
    """The day on which projects are looked at, and by which limits they are judged."""

    today: date
    ages: AgeLimits
    parts: PartLimits


def _day(today: date) -> _Day:
    return _Day(today, age_limits(today), part_limits(today))


def _shown(row: Project, activity: Activity, language: str, day: _Day) -> Shown:
    return Shown(
        project=row,
        title=finding_rules.text_for(activity.titles, language),
        age=rules.age_of(row.last_word, day.today, day.ages),
        completeness=rules.completeness_of(len(row.missing), day.parts),
        missing=tuple(Part(one) for one in row.missing),
        overdue=rules.is_overdue(row.status, row.ends, day.today),
    )


def project(
    identifier: str, *, country: str, language: str, today: date, reporter: str = ""
) -> Whole | None:
    """One project whole; of several reporters the named one, else the one who runs it."""
    rows = Project.objects.filter(country=country, identifier=identifier).select_related("file")
    if reporter:
        rows = rows.filter(reporter=reporter)
    row = rows.order_by("secondary", F("last_updated").desc(nulls_last=True), "pk").first()
    if row is None:
        return None
    return next(wholes([row], language=language, today=today))


def wholes(rows: Iterable[Project], *, language: str, today: date) -> Iterator[Whole]:
    """Projects whole, some at a time. Raises RuleSetError."""
    rest, day = iter(rows), _day(today)
    while some := list(islice(rest, _AT_A_TIME)):
        prefetch_related_objects(some, Prefetch("money", ProjectMoney.objects.order_by("position")))
        for row in some:
            money = tuple(row.money.all())
            activity = _with_money(row, money)
            yield Whole(_shown(row, activity, language, day), activity, money)


def _with_money(row: Project, money: Iterable[ProjectMoney]) -> Activity:
    """An activity with its money that counts for the country; the rest stays in the file."""
    by_kind: dict[str, list[dict[str, Any]]] = {"": []}
    for one in money:
        by_kind.setdefault(one.kind if one.kind in _PLANS else "", []).append(one.facts)
    budgets, planned = (by_kind.get(kind, []) for kind in _PLANS)
    return unpack(row.facts, budgets, planned, by_kind[""])


@dataclass(frozen=True, slots=True)
class Counted:
    """How many projects of a country a province, subject, reporter or status has."""

    key: str
    name: str
    projects: int


def reporters(country: str) -> list[Counted]:
    """Who reports on the country, the most projects first."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    named = Project.objects.filter(country=country, gone_since=None).values_list(
        "reporter", "reporter_name"
    )
    rows = named.annotate(number=Count("pk"), newest=Max("pk")).order_by("newest")
    for reference, name, number, _newest in rows:
        names[reference] = name or names.get(reference, "")
        counts[reference] = counts.get(reference, 0) + number
    found = [Counted(key, names[key], count) for key, count in counts.items()]
    return sorted(found, key=lambda one: (-one.projects, one.key))


def by_province(country: str, wish: Wish | None = None) -> dict[str, int]:
    """Code of a province -> projects that name it and are in their newest file, for a map."""
    rows = projects(replace(wish or Wish(country), gone=False))
    counts: dict[str, int] = {}
    for named in rows.order_by().values_list("provinces", flat=True):
        for code in named:
            counts[code] = counts.get(code, 0) + 1
    return counts
