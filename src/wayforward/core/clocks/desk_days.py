"""What the own party decided about its working days, at the desk: foreseen, decided, withdrawn."""

from __future__ import annotations

from hashlib import sha256

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wayforward.core.access.gate import actor_of
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission, require
from wayforward.core.access.working import work_of, work_page
from wayforward.core.clocks.calendars import Decided
from wayforward.core.clocks.computing import REFUSALS
from wayforward.core.clocks.day_forms import DaysForm
from wayforward.core.clocks.deciding import decide_days, proposed, withdraw_decision
from wayforward.core.clocks.foreseeing import (
    Foreseen,
    decision_made,
    decisions,
    foresee,
    foresee_withdrawal,
)
from wayforward.core.clocks.models import CalendarDecision
from wayforward.core.clocks.refusals import NoSuchDecisionError
from wayforward.core.clocks.wording import refusal_in_words


@require_http_methods(["GET", "HEAD", "POST"])
@work_page(Permission.SEE_CLOCKS, otherwise=Purpose.ADMINISTRATION)
def days_page(request: HttpRequest) -> HttpResponse:
    """The decisions of the own party; a new one is shown with what it moves, then recorded."""
    party, form = work_of(request).party, DaysForm(request.POST or None)
    context: dict[str, object] = {"form": form, "may": _may(request)}
    if request.method == "POST":
        require(actor_of(request), Permission.MANAGE_PARTY)
        seen = _seen(request, form)
        if seen is None and form.is_valid():
            messages.success(request, _("Decided. Deadlines move within a minute."))
            return redirect("desk-days")
        if seen is not None:
            context["foreseen"], context["mark"] = seen
    context["decisions"] = decisions(party)
    return render(request, "clocks/days.html", context)


def _seen(request: HttpRequest, form: DaysForm) -> tuple[Foreseen, str] | None:
    """What it would move, with a mark of what was typed; recorded once just this was looked at.

    None: it was recorded, or the form says why not.
    """
    party = work_of(request).party
    try:
        if form.is_valid():
            one = proposed(**form.given())
            if request.POST.get("seen") != _mark(one):
                return foresee(party, one), _mark(one)
            decide_days(party=party, **form.given())
    except REFUSALS as refusal:
        form.add_error(None, refusal_in_words(refusal, _language()))
    return None


def _mark(one: Decided) -> str:
    """Another where anything else is to be decided: it has to be looked at again."""
    return sha256(repr(one).encode()).hexdigest()[:16]


@require_http_methods(["GET", "HEAD", "POST"])
@work_page(Permission.SEE_CLOCKS, otherwise=Purpose.ADMINISTRATION)
def decision_page(request: HttpRequest, number: int) -> HttpResponse:
    """One decision: what would move if it was taken back, and the button for that."""
    party = work_of(request).party
    try:
        made = decision_made(party, number)
    except NoSuchDecisionError as problem:
        raise Http404("decision") from problem
    if request.method == "POST":
        try:
            withdraw_decision(decision=made.decision)
        except REFUSALS as refusal:
            messages.error(request, refusal_in_words(refusal, _language()))
        else:
            messages.success(request, _("Withdrawn. Deadlines move within a minute."))
        return redirect("desk-days")
    may = _may(request)
    standing = made.decision.withdrawn_at is None
    context: dict[str, object] = {"made": made, "may": may, "standing": standing}
    if may and standing:
        context |= _moved_back(made.decision)
    return render(request, "clocks/day_decision.html", context)


def _moved_back(decision: CalendarDecision) -> dict[str, object]:
    """What would move; where nothing can be counted, why: it can be withdrawn all the same."""
    try:
        return {"foreseen": foresee_withdrawal(decision)}
    except REFUSALS as refusal:
        return {"trouble": refusal_in_words(refusal, _language())}


def _may(request: HttpRequest) -> bool:
    return actor_of(request).may(Permission.MANAGE_PARTY)


def _language() -> str:
    return get_language() or "en"
