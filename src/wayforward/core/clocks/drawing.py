"""Pictures of clocks as inline SVG: a timeline of one, the working days of a year of two sides.

Colours come from the style sheet by class; what a picture says stands in its title as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wayforward.core.clocks.days import Days
from wayforward.core.documents.charts.days import DayScale
from wayforward.core.language.calendar import both_calendars, months_of, names_of_months
from wayforward.core.language.digits import reads_extended_digits, to_reader
from wayforward.core.language.direction import right_to_left

# Sizes in the units of the picture; the page scales it.
_WIDTH, _HEIGHT, _TOP, _BAR, _EDGE = 720, 96, 36, 18, 24
_CELL, _LABEL = 20, 96
_MONTHS, _LONGEST = 12, 31


@dataclass(frozen=True, slots=True)
class Stop:
    """Days on which a clock stood still, both ends included."""

    since: date
    last: date


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a picture of one clock shows; `due` is where it would end if it stands still now."""

    triggered: date
    due: date
    stops: Sequence[Stop]
    today: date
    says: str  # the whole in a sentence


def timeline(one: Timeline, language: str) -> SafeString:
    """A clock from its trigger to its end, suspensions and today in it, read as the language is."""
    first = min(one.triggered, one.due)
    last = max(one.triggered, one.due, one.today if _near(one) else first)
    scale = DayScale(first, last, _EDGE, _WIDTH - _EDGE, reads_extended_digits(language))
    parts = [
        _bar(scale, one.triggered, one.due, "run"),
        *(_bar(scale, stop.since, stop.last + timedelta(days=1), "still") for stop in one.stops),
        _mark(scale, one.triggered, "start", both_calendars(one.triggered, language), above=True),
        _mark(scale, one.due, "end", both_calendars(one.due, language), above=False),
    ]
    if first <= one.today <= last:
        parts.append(_mark(scale, one.today, "now", _("today"), above=False))
    return format_html(
        '<svg class="timeline" viewBox="0 0 {} {}" role="img"><title>{}</title>{}</svg>',
        _WIDTH, _HEIGHT, one.says, format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip


def _near(one: Timeline) -> bool:
    """Whether today lies near enough to stand in the same picture."""
    span = abs((one.due - one.triggered).days) + 1
    return (one.today - max(one.due, one.triggered)).days <= span


def _bar(scale: DayScale, since: date, until: date, name: str) -> SafeString:
    one, two = sorted((scale.at(since), scale.at(min(until, scale.last))))
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>',
        name, one, _TOP, max(2, round(two - one, 1)), _BAR,
    )  # fmt: skip


def _mark(scale: DayScale, day: date, name: str, words: str, *, above: bool) -> SafeString:
    place = scale.at(day)
    third = _WIDTH / 3
    anchor = "start" if place < third else "end" if place > 2 * third else "middle"
    return format_html(
        '<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="{}" x="{}" y="{}" text-anchor="{}" direction="ltr">{}</text>',
        name, place, place, _TOP - 6, _TOP + _BAR + 6,
        name, place, _TOP - 12 if above else _TOP + _BAR + (24 if name == "end" else 38),
        anchor, _isolated(words, scale.mirrored),
    )  # fmt: skip


def _isolated(words: str, mirrored: bool) -> str:
    """Words that run their own way, where anchors mean left and right to every program."""
    return right_to_left(words) if mirrored else words


class Works(StrEnum):
    """Who works on a day."""

    BOTH = "both"
    EUROPEAN = "european"
    PARTNER = "partner"
    NOBODY = "nobody"


def who_works(day: date, european: Days, partner: Days) -> Works:
    """Who of two sides works on a day."""
    match european.works(day), partner.works(day):
        case True, True:
            return Works.BOTH
        case True, False:
            return Works.EUROPEAN
        case False, True:
            return Works.PARTNER
    return Works.NOBODY


def year_grid(year: int, european: Days, partner: Days, says: str, language: str) -> SafeString:
    """A year of either calendar as a grid of days, a month a row; each day says whose it is."""
    names = names_of_months(year, language)
    mirrored = reads_extended_digits(language)
    width = _LABEL + _LONGEST * _CELL
    rows: list[SafeString] = []
    for month, (first, last) in enumerate(months_of(year), start=1):
        rows.append(_month_name(names[month - 1], month, width, mirrored))
        for number in range((last - first).days + 1):
            works = who_works(first + timedelta(days=number), european, partner)
            place = _LABEL + number * _CELL
            left = width - place - _CELL if mirrored else place
            rows.append(_cell(month, left, works, to_reader(str(number + 1), language)))
    return format_html(
        '<svg class="year" viewBox="0 0 {} {}" role="img"><title>{}</title>{}</svg>',
        width, _MONTHS * _CELL, says, format_html_join("", "{}", ((row,) for row in rows)),
    )  # fmt: skip


def _month_name(name: str, month: int, width: int, mirrored: bool) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" direction="ltr">{}</text>',
        width if mirrored else 0, month * _CELL - 6, "end" if mirrored else "start",
        _isolated(name, mirrored),
    )  # fmt: skip


def _cell(month: int, left: int, works: Works, number: str) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<text class="n {}" x="{}" y="{}" text-anchor="middle">{}</text>',
        works, left + 1, (month - 1) * _CELL + 1, _CELL - 2, _CELL - 2,
        works, left + _CELL // 2, month * _CELL - 6, number,
    )  # fmt: skip
