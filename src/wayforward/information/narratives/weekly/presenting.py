"""One serialisation of the weekly picture, for machines. Decides nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wayforward.information.narratives.weekly.lines import Line
from wayforward.information.narratives.weekly.public_queries import PublicPicture
from wayforward.information.narratives.weekly.queries import Picture
from wayforward.information.narratives.weekly.rules import week_name
from wayforward.information.narratives.weekly.wording import last_day


def picture_to_dict(one: Picture) -> dict[str, Any]:
    """Everything staff may know of a week; days ISO 8601, unknown kinds under null."""
    return {
        "week": week_name(one.week),
        "from": one.week.isoformat(),
        "to": last_day(one.week).isoformat(),
        "whole": one.whole,
        "judged": one.judged,
        "method": asdict(one.method),
        "reports": one.reports,
        "weeks": [
            {"week": week_name(week), "reports": number}
            for week, number in zip(one.weeks, one.totals, strict=True)
        ],
        "languages": _counts(one.languages),
        "channels": _counts(one.channels),
        "ways": _counts(one.ways),
        "places": _counts(one.places),
        "places_too_few": one.places_too_few,
        "places_unknown": one.places_unknown,
        "unsorted": one.unsorted,
        "set_aside": one.set_aside,
        "claims": [_line(line) for line in one.claims],
        "narratives": [_line(line) for line in one.narratives],
        "needs": [
            {"language": need.language, "topics": need.topics, "countries": need.countries,
             "terms": need.terms, "times": need.times}
            for need in one.needs
        ],
        "needs_times": one.needs_times,
    }  # fmt: skip


def _line(one: Line) -> dict[str, Any]:
    return {
        "id": one.key,
        "title": one.title,
        "rising": one.rising,
        "sightings": one.count,
        "reports": one.reports,
        "weeks": list(one.weeks),
        "usual": one.judged and round(one.judged.usual, 2),
        "chance": one.judged and round(one.judged.chance, 6),
        "languages": _counts(one.languages),
        "channels": _counts(one.channels),
        "harm": one.harm,
        "audience": one.audience.value,
        "address": one.address or None,
    }


def _counts(counts: tuple[tuple[str, int | None], ...]) -> list[dict[str, Any]]:
    return [{"kind": kind if kind not in {"", "und"} else None, "count": n} for kind, n in counts]


def public_to_dict(one: PublicPicture) -> dict[str, Any]:
    """The short version for everybody; a count of null is not shown."""
    return {
        "week": week_name(one.week),
        "from": one.week.isoformat(),
        "to": last_day(one.week).isoformat(),
        "judged": one.judged,
        "shown_from": one.threshold,
        "reports": one.reports,
        "languages": _counts(one.languages),
        "channels": _counts(one.channels),
        "claims": [
            {"id": line.key, "title": line.title, "rising": line.rising, "sightings": line.count,
             "address": line.address}
            for line in one.claims
        ],
    }  # fmt: skip
