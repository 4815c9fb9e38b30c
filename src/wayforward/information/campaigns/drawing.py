"""The calendar of placements as inline SVG: a row each, weeks across, today, months as the reader
counts them. Colours come from the style sheet by class.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wayforward.core.documents.charts.days import DayScale
from wayforward.core.language.calendar import date_words, month_names, to_solar_hijri
from wayforward.core.language.digits import reads_extended_digits, to_reader
from wayforward.core.language.direction import right_to_left

# Sizes in the units of the picture; the page scales it.
_WIDTH, _LABEL, _ROW, _TOP, _BAR = 720, 264, 26, 30, 16
_LONGEST_LABEL = 38  # letters that fit beside a row
_LEAST_MONTH = 34  # units a month needs for its name


@dataclass(frozen=True, slots=True)
class Row:
    """One placement, or one campaign: its name, its days, and the class of its bar."""

    name: str
    first: date
    last: date
    kind: str = "place"  # place, amber, frame


def calendar_picture(rows: Sequence[Row], today: date, says: str, language: str) -> SafeString:
    """Placements over weeks, read as the language is; nothing where there is no row."""
    if not rows:
        return SafeString("")
    scale = _scale(rows, mirrored=reads_extended_digits(language))
    height = _TOP + len(rows) * _ROW + 4
    parts = [
        *_weeks(scale, height),
        *_months(scale, language),
        *(part for place, row in enumerate(rows) for part in _row(scale, place, row)),
    ]
    if scale.first <= today <= scale.last:
        parts.append(_line(scale.at(today), height, "now"))
    return format_html(
        '<svg class="calendar" viewBox="0 0 {} {}" role="img"><title>{}</title>{}</svg>',
        _WIDTH, height, says, format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip


def _scale(rows: Sequence[Row], *, mirrored: bool) -> DayScale:
    """The names stand where reading begins."""
    first, last = min(one.first for one in rows), max(one.last for one in rows)
    start, end = (0, _WIDTH - _LABEL) if mirrored else (_LABEL, _WIDTH)
    return DayScale(first, last, start, end, mirrored, whole=True)


def spoken(rows: Sequence[Row], days: str, language: str) -> str:
    """The picture in a sentence; `days` says from when to when."""
    count = to_reader(str(len(rows)), language)
    return _("%(count)s placements, %(days)s") % {"count": count, "days": days}


def _weeks(scale: DayScale, height: int) -> Iterator[SafeString]:
    day = scale.first + timedelta(days=-scale.first.weekday() % 7)
    while day <= scale.last:
        yield _line(scale.at(day), height, "week")
        day += timedelta(days=7)


def _line(place: float, height: int, name: str) -> SafeString:
    return format_html(
        '<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>', name, place, place, _TOP - 4, height
    )


def _months(scale: DayScale, language: str) -> Iterator[SafeString]:
    solar = date_words(language).solar_first
    names = month_names("solar" if solar else "gregorian", language)
    before: float | None = None
    for day in _days(scale.first, scale.last):
        month, number = _month(day, solar=solar)
        place = scale.at(day)
        if number != 1 or (before is not None and abs(place - before) < _LEAST_MONTH):
            continue
        before = place
        yield _text(names[month - 1], place, _TOP - 10, scale.mirrored, "month")


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _month(day: date, *, solar: bool) -> tuple[int, int]:
    if not solar:
        return day.month, day.day
    found = to_solar_hijri(day)
    return found.month, found.day


def _row(scale: DayScale, place: int, row: Row) -> Iterator[SafeString]:
    top = _TOP + place * _ROW
    one, two = sorted((scale.at(row.first), scale.at(row.last + timedelta(days=1))))
    name = row.name
    if len(name) > _LONGEST_LABEL:
        name = f"{name[: _LONGEST_LABEL - 1]}…"
    yield _text(name, _WIDTH if scale.mirrored else 0, top + 15, scale.mirrored, "name")
    yield format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="3"><title>{}</title></rect>',
        row.kind, one, top + 2, max(3, round(two - one, 1)), _BAR, row.name,
    )  # fmt: skip


def _text(words: str, x: float, y: float, mirrored: bool, name: str) -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="{}" direction="ltr">{}</text>',
        name, x, y, "end" if mirrored else "start",
        right_to_left(words) if mirrored else words,
    )  # fmt: skip
