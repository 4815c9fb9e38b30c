"""The weekly picture as pages and on paper: all of it at the desk, a short version in public."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayforward.core.access.gate import desk_page
from wayforward.core.access.rules import Permission
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.narratives.weekly import queries, rules, showing
from wayforward.information.narratives.weekly.lines import WEEK
from wayforward.information.narratives.weekly.public_queries import public_weekly

# A browser shows a PDF in a page of its own making; the policy of our pages would leave it empty.
_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@require_safe
@desk_page(Permission.SEE_EDITING)
def desk_week(request: HttpRequest) -> HttpResponse:
    """A week for staff: what rises, what else was told, counts, needs."""
    monday = _monday(request, rules.week_of(_today()))
    try:
        picture = queries.weekly(monday, language=_language(request), today=_today())
    except RuleSetError as problem:
        return render(request, "narratives/desk/weekly.html", {"refused": str(problem)})
    context = {
        "picture": picture,
        "claims": showing.shown(picture.claims),
        "narratives": showing.shown(picture.narratives),
        "known": showing.known(picture),
        "charts": showing.charts(picture),
        "method": showing.method_in_words(picture),
        **_around(monday, rules.week_of(_today())),
    }
    return render(request, "narratives/desk/weekly.html", context)


@require_safe
@desk_page(Permission.SEE_EDITING)
def desk_week_pdf(request: HttpRequest) -> HttpResponse:
    """The same on one page."""
    monday = _monday(request, rules.week_of(_today()))
    try:
        picture = queries.weekly(monday, language=_language(request), today=_today())
    except RuleSetError as problem:
        raise Http404(str(problem)) from problem
    return _paper(showing.paper(picture, on=_today()), monday, _language(request))


@require_safe
def public_week(request: HttpRequest) -> HttpResponse:
    """A week that has ended, for everybody."""
    last = queries.last_week(_today())
    monday = _monday(request, last)
    try:
        picture = public_weekly(monday, language=_language(request), today=_today())
    except RuleSetError:
        return render(request, "narratives/week.html", _around(monday, last))
    context = {
        "picture": picture,
        "charts": showing.public_charts(picture),
        **_around(monday, last),
    }
    return render(request, "narratives/week.html", context)


def _around(monday: date, latest: date) -> dict[str, object]:
    """The week, those beside it, and its last day."""
    return {
        "week": rules.week_name(monday),
        "monday": monday,
        "sunday": showing.last_day(monday),
        "before": rules.week_name(monday - WEEK) if monday > rules.FIRST_WEEK else "",
        "after": rules.week_name(monday + WEEK) if monday < latest else "",
    }


def _monday(request: HttpRequest, latest: date) -> date:
    """The week that is asked for, the last that has ended where none is. Raises Http404."""
    name = request.GET.get("week", "")
    try:
        monday = rules.week_named(name) if name else queries.last_week(_today())
    except ValueError as problem:
        raise Http404(str(problem)) from problem
    if monday > latest:
        raise Http404("week to come")
    return monday


def _today() -> date:
    return timezone.now().date()


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "en"))


def _paper(content: bytes, monday: date, language: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    file = f"wayforward-{rules.week_name(monday)}-{language}.pdf"
    response["Content-Disposition"] = f'inline; filename="{file}"'
    response["Content-Security-Policy"] = _POLICY
    return response
