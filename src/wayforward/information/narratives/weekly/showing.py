"""The weekly picture made ready for a page and for paper, in the active language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wayforward.core.documents.typesetting import typeset
from wayforward.core.language.calendar import both_calendars
from wayforward.core.language.digits import format_number
from wayforward.core.language.direction import is_right_to_left, isolated
from wayforward.information.narratives.rules import Audience
from wayforward.information.narratives.weekly.drawing import bars
from wayforward.information.narratives.weekly.lines import Counts, Line
from wayforward.information.narratives.weekly.public_queries import PublicCounts, PublicPicture
from wayforward.information.narratives.weekly.queries import Picture
from wayforward.information.narratives.weekly.rules import week_name
from wayforward.information.narratives.weekly.wording import (
    WAYS,
    channel_in_words,
    judged_in_words,
    language_in_words,
    last_day,
    province_in_words,
)

__all__ = ["charts", "known", "last_day", "paper", "public_charts", "shown"]

TEMPLATE = Path(__file__).resolve().parent / "weekly.typ"
_ON_PAPER = 6  # lines of a kind, so that it stays one page


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its picture and its words; `kinds`: languages and channels of the week."""

    line: Line
    picture: SafeString
    said: str
    kinds: str
    public: bool  # it may be named in public once its rebuttal is


def shown(lines: Iterable[Line]) -> list[ShownLine]:
    """Lines as a page shows them."""
    return [
        ShownLine(
            one,
            SafeString(bars(one.weeks, rtl=_rtl())),  # numbers of ours
            _said(one),
            _kinds(one),
            one.audience is Audience.EVERYBODY,
        )
        for one in lines
    ]


def _said(one: Line) -> str:
    if one.judged is not None:
        return judged_in_words(one.judged)
    return _("Sightings in the week: %(count)s.") % {"count": _number(one.count)}


def _kinds(one: Line) -> str:
    languages = _listed(one.languages, language_in_words)
    return f"{languages} · {_listed(one.channels, channel_in_words)}"


def _listed(counts: Counts, word: Any) -> str:
    comma = "، " if _rtl() else ", "
    return comma.join(f"{word(kind)} {_number(number)}" for kind, number in counts)


def known(picture: Picture) -> list[tuple[str, str]]:
    """What the week's sums are made of, unknown parts named: a name and its number."""
    rows = [(province_in_words(code), count) for code, count in picture.places]
    rows += [
        (_("provinces with too few to name them"), picture.places_too_few),
        (_("place not given"), picture.places_unknown),
    ]
    return [(name, _number(count)) for name, count in rows if count]


def charts(picture: Picture) -> list[Any]:
    """Reports of the weeks, and of the week by language, channel and way in."""
    # What draws is large, and most web processes never do.
    from wayforward.core.documents.charts import ready
    from wayforward.core.documents.charts.drawing import ChartWords, Figure, Form, chart

    words = ChartWords(
        language=_language(), title=_("Reports, week by week"), names=_("Week from"),
        values=_("Reports"),
    )  # fmt: skip
    figures = [
        Figure(ready.short_day(week, _language()), number)
        for week, number in zip(picture.weeks, picture.totals, strict=True)
    ]
    found = [chart(figures, words, form=Form.COLUMNS)]
    kinds = (
        (picture.languages, language_in_words, _("By language"), _("Language")),
        (picture.channels, channel_in_words, _("By where it was told"), _("Where")),
        (picture.ways, _way_in_words, _("By how it came to us"), _("Way")),
    )
    found += [
        ready.by_kind(_named(counts, word), title=title, names=names, values=_("Reports"))
        for counts, word, title, names in kinds
        if counts
    ]
    return found


def public_charts(picture: PublicPicture) -> list[Any]:
    """The same for everybody, where there is a count to show."""
    from wayforward.core.documents.charts.drawing import ChartWords, Figure, Form, chart

    kinds = (
        (picture.languages, language_in_words, _("By language"), _("Language")),
        (picture.channels, channel_in_words, _("By where it was told"), _("Where")),
    )
    return [
        chart(
            [Figure(word(kind), number, _("not shown")) for kind, number in counts],
            ChartWords(language=_language(), title=title, names=names, values=_("Reports")),
            form=Form.BARS,
        )
        for counts, word, title, names in kinds
        if _any(counts)
    ]


def _any(counts: PublicCounts) -> bool:
    return any(number is not None for _kind, number in counts)


def _named(counts: Counts, word: Any) -> dict[str, int]:
    return {word(kind): number for kind, number in counts}


def _way_in_words(kind: str) -> str:
    return str(WAYS.get(kind, kind))  # type: ignore[call-overload]


def paper(picture: Picture, *, on: date) -> bytes:
    """The week on one page as PDF/UA, for staff."""
    language = _language()
    at = datetime.combine(on, time(), UTC)
    return typeset(TEMPLATE, _facts(picture, on), language=language, at=at)


def _facts(picture: Picture, on: date) -> dict[str, Any]:
    rising = [one for one in picture.claims if one.rising]
    others = [one for one in picture.claims if not one.rising]
    return {
        "title": _("The week in rumours"),
        "days": _days(picture.week),
        "staff": _("For staff: it names rumours that few have heard."),
        "rising": _("rising"),
        "printed": _("As of %(date)s.") % {"date": both_calendars(on, _language())},
        "parts": [
            _part(_("What rises"), _nothing_rises(picture), rising),
            _part(_("What else was told"), _("Nothing."), others),
            {
                "title": _("Narratives"),
                "none": _("Nothing."),
                "lines": _lines(_first_stories(picture), named=False),
                "more": "",
            },
        ],
        "sums": [*_sums(picture), *([_places(picture)] if known(picture) else [])],
        "method": method_in_words(picture),
    }


def _part(title: str, none: str, lines: list[Line]) -> dict[str, Any]:
    """The first lines of a kind, and how many have no room on the page."""
    left = max(len(lines) - _ON_PAPER, 0)
    more = _("Not on this page: %(count)s.") % {"count": _number(left)} if left else ""
    return {"title": title, "none": none, "lines": _lines(lines), "more": more}


def _days(monday: date) -> str:
    language = _language()
    days = (both_calendars(day, language) for day in (monday, last_day(monday)))
    # Marks that typst heeds: the first letter alone would not turn the number around it.
    return f"{' – '.join(days)} · \u2066{week_name(monday)}\u2069"


def _nothing_rises(picture: Picture) -> str:
    if picture.judged:
        return _("Nothing rises.")
    return _("Too few weeks are known to say what rises.")


def _first_stories(picture: Picture) -> list[Line]:
    """Those that rise, else the two told most."""
    rising = [one for one in picture.narratives if one.rising]
    return rising or list(picture.narratives[:2])


def _audience(line: Line) -> str:
    if line.address:
        return _("Answered in public")
    many = line.audience is Audience.EVERYBODY
    return _("Not answered in public yet") if many else _("For the helpline")


def _lines(lines: Iterable[Line], *, named: bool = True) -> list[dict[str, Any]]:
    """Lines on paper; of a narrative nobody says who may be told: it is never published itself."""
    return [
        {
            "title": isolated(one.line.title) if _rtl() else one.line.title,
            "picture": str(one.picture).replace("currentColor", "#000"),
            "alt": one.said,
            "said": one.said,
            "kinds": one.kinds,
            "rising": one.line.rising,
            "audience": _audience(one.line) if named else "",
        }
        for one in shown(lines)
    ][:_ON_PAPER]


def _sums(picture: Picture) -> list[list[str]]:
    found = [
        [_("Reports in the week"), _number(picture.reports)],
        [_("Not sorted yet"), _number(picture.unsorted)],
        [_("Found to tell no rumour"), _number(picture.set_aside)],
        [_("By language"), _listed(picture.languages, language_in_words)],
        [_("By where it was told"), _listed(picture.channels, channel_in_words)],
        [_("Questions that nothing official answered"), _number(picture.needs_times)],
    ]
    return [row for row in found if row[1]]


def _places(picture: Picture) -> list[str]:
    comma = "، " if _rtl() else ", "
    said = comma.join(f"{name} {number}" for name, number in known(picture))
    return [_("Sightings by place"), said]


def method_in_words(picture: Picture) -> str:
    """How it was judged what rises."""
    by = picture.method
    said = _(
        "Rising: the week, or the last %(run)s weeks together, hold more independent sightings than"
        " chance explains beside the %(baseline)s weeks before; of all that is called so, about"
        " %(share)s in a hundred may be chance."
    )
    return said % {
        "run": _number(by.run),
        "baseline": _number(by.baseline),
        "share": _number(by.false_share),
    }


def _number(value: float) -> str:
    return format_number(value, _language())


def _language() -> str:
    return get_language() or "en"


def _rtl() -> bool:
    return is_right_to_left(_language())
