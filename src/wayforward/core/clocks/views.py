"""Pages of clocks: at the desk the list of the own party, in public the working days of both sides.

One clock and what is done with it: desk_views.py.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wayforward.core.access.gate import actor_of
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission
from wayforward.core.access.working import work_page
from wayforward.core.clocks import queries
from wayforward.core.clocks.calendars import calendar, calendar_keys, side_calendars
from wayforward.core.clocks.days import FIRST, LAST
from wayforward.core.clocks.drawing import year_grid
from wayforward.core.clocks.exporting import calendar_file
from wayforward.core.clocks.models import ClockState
from wayforward.core.language.calendar import date_words, months_of, year_of
from wayforward.core.language.digits import to_reader

_MOST = 200  # clocks on one page; the file has them all


@require_safe
@work_page(Permission.SEE_CLOCKS, otherwise=Purpose.ADMINISTRATION)
def clock_list(request: HttpRequest) -> HttpResponse:
    """What clocks want of me now, and those that run, soonest end first."""
    running = queries.clocks(states=[ClockState.RUNNING, ClockState.SUSPENDED])
    context = {
        "needs": queries.needs_now(actor_of(request).roles),
        "clocks": running[:_MOST],
        "count": running.count(),
        "may_keep": actor_of(request).may(Permission.KEEP_CLOCKS),
    }
    return render(request, "clocks/list.html", context)


@require_safe
@work_page(Permission.SEE_CLOCKS, otherwise=Purpose.ADMINISTRATION)
def clock_file(request: HttpRequest) -> HttpResponse:
    """The open clocks of the own party as a calendar file."""
    found = queries.clocks(states=[ClockState.RUNNING])
    content = calendar_file(found, origin=settings.ORIGIN, made=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="clocks.ics"'
    return response


@require_safe
def working_days(request: HttpRequest) -> HttpResponse:
    """The working days of a year: of a country of Europe, of the partner country, of both."""
    sides, keys = side_calendars(), calendar_keys()
    language = get_language() or "en"
    year = _year(request.GET.get("year", ""), solar=date_words(language).solar_first)
    wanted = request.GET.get("with", "")
    european = wanted if wanted in keys else sides["european"]
    found = queries.year_of_days(year, european, sides["partner"])
    says = _("Working days of both sides in %(year)s: %(count)s") % {
        "year": to_reader(str(year), language),
        "count": to_reader(str(found.joint), language),
    }
    context = {
        "found": found,
        "says": says,
        "picture": year_grid(year, found.european, found.partner, says, language),
        "european": calendar(european),
        "partner": calendar(sides["partner"]),
        "choices": [calendar(key) for key in keys if key != sides["partner"]],
        "months": queries.named_months(found, language),
        "weekends": queries.weekends_of(found),
        "holidays": queries.holidays_of(found),
        "years": _years_near(found),
    }
    return render(request, "clocks/working_days.html", context)


def _year(asked: str, *, solar: bool) -> int:
    """The year that was asked for; this one of the reader's where calendars do not reach it."""
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else 0
    return year if year and _reached(year) else year_of(timezone.now().date(), solar=solar)


def _reached(year: int) -> bool:
    months = months_of(year)
    return months[0][0] >= FIRST and months[-1][1] <= LAST


def _years_near(found: queries.YearOfDays) -> dict[str, list[int]]:
    """Years around one that may be asked for next, by the name of their calendar."""
    middle = found.spans[len(found.spans) // 2][0]
    near = {
        _("Solar Hijri"): year_of(middle, solar=True),
        _("Gregorian"): year_of(middle, solar=False),
    }
    return {
        name: [year for year in range(here - 3, here + 4) if _reached(year)]
        for name, here in near.items()
    }
