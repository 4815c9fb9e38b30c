"""A project as its page shows it, in the active language. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.http import urlencode

from wayforward.core.places.reading import districts, province_name
from wayforward.information.projects import presenting, wording
from wayforward.information.projects.activities import Activity, Contact, Location
from wayforward.information.projects.codes import CodeList, name_of
from wayforward.information.projects.kinds import Role
from wayforward.information.projects.models import Project
from wayforward.information.projects.public import queries
from wayforward.information.projects.public.lines import address_of
from wayforward.information.projects.public.texts import (
    Text,
    Told,
    best_of,
    name_in_words,
    told_of,
)
from wayforward.information.projects.queries import Whole
from wayforward.information.projects.rules import Basis
from wayforward.information.projects.totals_wording import language

_MOST_DOCUMENTS = 20
_ROLES = (Role.FUNDING, Role.ACCOUNTABLE, Role.EXTENDING, Role.IMPLEMENTING)
_SAFE = ("https", "http")


@dataclass(frozen=True, slots=True)
class Linked:
    """Something named, and its page of ours ("" where it has none)."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """What organisations do in a project: the part in words, and who they are."""

    name: str
    who: tuple[Linked, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """A place as its publisher calls it, and our province and district where we know them."""

    said: Text | None
    ours: tuple[Linked, ...]
    about: bool  # the point is said to be inexact


@dataclass(frozen=True, slots=True)
class Dated:
    """A day in the life of a project."""

    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Subject:
    """What it is about in the publisher's own words, and the share of it ("" where all of it)."""

    said: Text
    share: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Where to ask: an organisation and its pages."""

    name: Text | None
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A published paper."""

    title: Text
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page of a project says beside its money."""

    titles: Told | None
    descriptions: tuple[Told, ...]
    parts: tuple[Part, ...]
    places: tuple[Where, ...]
    dates: tuple[Dated, ...]
    categories: tuple[Linked, ...]
    subjects: tuple[Subject, ...]
    contacts: tuple[Asked, ...]
    papers: tuple[Paper, ...]
    related: tuple[Linked, ...]
    others: tuple[Linked, ...]
    in_words: tuple[str, ...]
    missing: tuple[str, ...]
    basis: str
    seen: datetime
    file_address: str
    rate_sources: tuple[str, ...]

    @property
    def has_other_languages(self) -> bool:
        """Whether something of it is told in more than one language."""
        told = [*([self.titles] if self.titles else []), *self.descriptions]
        return any(one.others for one in told)


def page_of(whole: Whole) -> Page:
    """What there is to say of one project."""
    row, activity = whole.shown.project, whole.activity
    descriptions = (told_of(one.narratives) for one in activity.descriptions)
    return Page(
        titles=told_of(activity.titles),
        descriptions=tuple(one for one in descriptions if one),
        parts=_parts(activity),
        places=_places(whole),
        dates=_dates(activity),
        categories=tuple(map(_category, row.categories)),
        subjects=_subjects(activity),
        contacts=_contacts(activity.contacts),
        papers=_papers(activity),
        related=_related(row, activity),
        others=tuple(_other_report(one) for one in queries.other_reports(row)),
        in_words=(
            str(wording.AGES[whole.shown.age]),
            str(wording.COMPLETENESS[whole.shown.completeness]),
        ),
        missing=tuple(str(wording.PARTS[part]) for part in whole.shown.missing),
        basis=str(wording.BASES.get(Basis(row.basis), "")),
        seen=queries.last_seen(row),
        file_address=safe_address(row.file.name),
        rate_sources=tuple(sorted({one.rate_source for one in whole.money if one.rate_source})),
    )


def _parts(activity: Activity) -> tuple[Part, ...]:
    found = []
    for role in _ROLES:
        named = [
            name
            for one in activity.participants
            if one.role is role and (name := name_in_words(one.organisation.names))
        ]
        if named:
            name = name_of(CodeList.ORGANISATION_ROLES, role, language()) or ""
            found.append(Part(name, tuple(Linked(one, "") for one in dict.fromkeys(named))))
    return tuple(found)


def _places(whole: Whole) -> tuple[Where, ...]:
    placed = whole.shown.project.places
    every = zip(whole.activity.locations, placed, strict=True)
    found = [_where(one, province, district) for one, (province, district) in every]
    return tuple(dict.fromkeys(one for one in found if one.said or one.ours))


def _where(one: Location, province: str, district: str) -> Where:
    ours = []
    if district in districts():
        name = districts()[district].names.in_language(language())
        ours.append(Linked(name, reverse("projects-district", args=[district])))
    if province:
        name = province_name(province, language())
        ours.append(Linked(name, reverse("projects-province", args=[province])))
    return Where(best_of(one.names), tuple(ours), one.exact is False)


def _dates(activity: Activity) -> tuple[Dated, ...]:
    return tuple(
        Dated(name_of(CodeList.DATE_TYPES, one.kind, language()) or "", one.day)
        for one in sorted(activity.dates, key=lambda one: one.kind or "")
        if one.kind and one.day
    )


def _category(code: str) -> Linked:
    name = name_of(CodeList.SECTOR_CATEGORIES, code, language()) or code
    return Linked(name, f"{reverse('projects')}?{urlencode({'category': code})}")


def _subjects(activity: Activity) -> tuple[Subject, ...]:
    found = []
    for one in activity.sectors:
        if said := best_of(one.names):
            share = presenting.number(one.percentage) or ""
            found.append(Subject(said, share if share != "100" else ""))
    return tuple(dict.fromkeys(found))


def _contacts(contacts: Iterable[Contact]) -> tuple[Asked, ...]:
    found = (
        Asked(best_of(one.organisations), tuple(filter(None, map(safe_address, one.websites))))
        for one in contacts
    )
    return tuple(dict.fromkeys(one for one in found if one.name or one.pages))


def _papers(activity: Activity) -> tuple[Paper, ...]:
    found = [
        Paper(best_of(one.titles) or Text(url, "", foreign=False), url)
        for one in activity.documents
        if (url := safe_address(one.url))
    ]
    return tuple(found[:_MOST_DOCUMENTS])


def _related(row: Project, activity: Activity) -> tuple[Linked, ...]:
    named = list(dict.fromkeys(one.identifier for one in activity.related if one.identifier))
    ours = queries.known(row.country, named)
    return tuple(
        Linked(one, reverse("project", args=[one]) if one in ours else "") for one in named
    )


def _other_report(row: Project) -> Linked:
    name = row.reporter_name or row.reporter
    return Linked(name, address_of(row, among_others=True))


def safe_address(written: str) -> str:
    """An address of the web that may be linked to; "" for anything else."""
    try:
        parts = urlsplit(written.strip())
    except ValueError:
        return ""
    return written.strip() if parts.scheme in _SAFE and parts.hostname else ""
