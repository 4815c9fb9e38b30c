"""Projects as plain data, for JSON and CSV. Thin: everything comes from queries."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wayforward.information.projects import totals_wording, wording
from wayforward.information.projects.activities import Activity, Narratives
from wayforward.information.projects.chain_rules import Double
from wayforward.information.projects.codes import CodeList, name_of, sector_category
from wayforward.information.projects.finding_rules import Counts, Picture
from wayforward.information.projects.models import ProjectMoney
from wayforward.information.projects.queries import Shown, Whole
from wayforward.information.projects.totals_queries import FamilyTotal, Totals


def line_to_dict(one: Shown, language: str) -> dict[str, Any]:
    """A project in a list."""
    row = one.project
    return {
        "identifier": row.identifier,
        "reporter": row.reporter,
        "reporter_name": row.reporter_name,
        "title": one.title.text if one.title else "",
        "title_language": one.title.language if one.title else "",
        "status": row.status,
        "status_name": name_of(CodeList.ACTIVITY_STATUSES, row.status, language) or "",
        "starts": _day(row.starts),
        "ends": _day(row.ends),
        "overdue": one.overdue,
        "provinces": row.provinces,
        "districts": row.districts,
        "categories": row.categories,
        "last_word": _day(row.last_word),
        "age": one.age.value,
        "completeness": one.completeness.value,
        "missing": [part.value for part in one.missing],
        "basis": row.basis,
        "percentage": number(row.percentage),
        "in_latest_file": row.gone_since is None,
        "not_in_latest_file_since": _day(row.gone_since),
    }


def whole_to_dict(whole: Whole, language: str) -> dict[str, Any]:
    """A project with all that is kept of it."""
    row, activity = whole.shown.project, whole.activity
    return line_to_dict(whole.shown, language) | {
        "in_words": in_words(whole.shown),
        "titles": _texts(activity.titles),
        "descriptions": [
            {"kind": one.kind, "texts": _texts(one.narratives)} for one in activity.descriptions
        ],
        "organisations": _organisations(activity, language),
        "sectors": _sectors(activity, language),
        "countries": _shares(activity, "countries"),
        "regions": _shares(activity, "regions"),
        "places": _places(whole),
        "contacts": [
            {"organisations": _texts(one.organisations), "websites": list(one.websites)}
            for one in activity.contacts
        ],
        "documents": [{"url": o.url, "titles": _texts(o.titles)} for o in activity.documents],
        "related": [{"kind": o.kind, "identifier": o.identifier} for o in activity.related],
        "results": activity.results,
        "money": [money_to_dict(one) for one in whole.money],
        "transactions_for_other_countries": row.transactions_elsewhere,
        "problems": row.problems,
        "version": activity.version,
        "last_updated": row.last_updated.isoformat() if row.last_updated else None,
        "file": row.file.name,
        "read_at": row.read_at.isoformat(),
    }


def in_words(one: Shown) -> list[str]:
    """How old, how complete and how far to be trusted a project is told, in plain sentences."""
    said = [str(wording.AGES[one.age]), str(wording.COMPLETENESS[one.completeness])]
    if one.overdue:
        said.append(str(wording.OVERDUE))
    if one.project.gone_since:
        said.append(str(wording.GONE))
    return said


def money_to_dict(one: ProjectMoney) -> dict[str, Any]:
    """An amount in its own currency and in euros, with the rate; amounts are text."""
    return {
        "kind": one.kind,
        "counted_as": one.family,
        "amount": number(one.amount),
        "currency": one.currency,
        "value_date": _day(one.value_date),
        "day": _day(one.day),
        "until": _day(one.until),
        "percentage_for_country": number(one.percentage),
        "euro": number(one.euro),
        "rate": number(one.rate),
        "rate_day": _day(one.rate_day),
        "rate_source": one.rate_source,
        "not_in_euro_because": one.unvalued,
        "replaced_by_revised_budget": one.replaced,
        "provider_activity": one.provider_activity,
        "receiver_activity": one.receiver_activity,
    }


def totals_to_dict(found: Totals) -> dict[str, Any]:
    """Sums in euros, what was left out of them, and the same in sentences."""
    return {
        "projects": found.projects,
        "told_by_a_second_reporter": found.second_reports,
        "not_in_latest_file": found.gone,
        "money": {one.family.value: _family(one) for one in found.families},
        "counted_twice": [_double(one) for one in found.doubles],
        "payments_to_activities_not_read": found.unlinked,
        "in_words": totals_wording.in_words(found),
    }


def _family(one: FamilyTotal) -> dict[str, Any]:
    return {
        "amounts": one.amounts,
        "reported_euro": str(one.reported),
        "counted_twice_euro": str(one.counted_twice),
        "total_euro": str(one.total),
        "replaced_budgets": one.replaced,
        "replaced_budgets_euro": str(one.replaced_euro),
        "share_unknown": one.share_unknown,
        "share_unknown_euro": str(one.share_unknown_euro),
        "not_in_euro": [
            {
                "because": left.reason,
                "currency": left.currency,
                "amounts": left.count,
                "sum": number(left.amount),
            }
            for left in one.left_out
        ],
    }


def _double(one: Double) -> dict[str, Any]:
    return {
        "flow": one.link.flow.value,
        "funder_activity": one.link.funder,
        "receiver_activity": one.link.receiver,
        "sent_euro": str(one.sent),
        "received_euro": str(one.received),
        "counted_twice_euro": str(one.counted_twice),
        "not_in_euro": one.unvalued,
    }


def picture_to_dict(what: Picture, counts: Counts) -> dict[str, Any]:
    """What an answer means, with the counts behind it."""
    return {
        "picture": what.value,
        "in_words": str(wording.PICTURES[what]),
        "files_read": counts.files,
        "projects_for_country": counts.projects,
        "projects_that_say_where": counts.placed,
        "projects_here": counts.here,
        "matching": counts.matching,
        "running_or_planned": counts.live,
    }


def _texts(narratives: Narratives) -> list[dict[str, str]]:
    return [{"language": one.language, "text": one.text} for one in narratives]


def _organisations(activity: Activity, language: str) -> list[dict[str, Any]]:
    return [
        {
            "reference": one.organisation.reference,
            "kind": one.organisation.kind,
            "names": _texts(one.organisation.names),
            "role": one.role.value if one.role else "",
            "role_name": name_of(CodeList.ORGANISATION_ROLES, one.role or "", language) or "",
            "activity": one.activity,
        }
        for one in activity.participants
    ]


def _sectors(activity: Activity, language: str) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code,
            "vocabulary": one.vocabulary,
            "percentage": number(one.percentage),
            "names": _texts(one.names),
            "category_name": _category(one.code, one.vocabulary, language),
        }
        for one in activity.sectors
    ]


def _category(code: str, vocabulary: str, language: str) -> str:
    category = sector_category(code, vocabulary)
    return name_of(CodeList.SECTOR_CATEGORIES, category or "", language) or ""


def _shares(activity: Activity, field: str) -> list[dict[str, Any]]:
    return [
        {"code": one.code, "vocabulary": one.vocabulary, "percentage": number(one.percentage)}
        for one in getattr(activity, field)
    ]


def _places(whole: Whole) -> list[dict[str, Any]]:
    placed = whole.shown.project.places
    return [
        {
            "names": _texts(one.names),
            "province": province,
            "district": district,
            "point": list(one.point) if one.point else None,
            "exact": one.exact,
        }
        for one, (province, district) in zip(whole.activity.locations, placed, strict=True)
    ]


def _day(day: date | datetime | None) -> str | None:
    """A date, or the day of a moment, as ISO writes it."""
    return day.isoformat()[:10] if day else None


def number(value: Decimal | None) -> str | None:
    """A decimal number without an exponent or idle zeros."""
    if value is None:
        return None
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
