"""One deadline at the desk with all that can be done with it, and a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
from wayforward.core.clocks import actions, queries
from wayforward.core.clocks.computing import REFUSALS
from wayforward.core.clocks.drawing import Stop, Timeline, timeline
from wayforward.core.clocks.forms import StartForm, StepForm, step_form
from wayforward.core.clocks.models import Clock
from wayforward.core.clocks.refusals import NoSuchClockError
from wayforward.core.clocks.steps import Step, why_not
from wayforward.core.clocks.wording import STEPS, refusal_in_words

_ACTIONS: dict[Step, Callable[..., Clock]] = {
    Step.MEET: actions.meet,
    Step.SUSPEND: actions.suspend,
    Step.RESUME: actions.resume,
    Step.EXTEND: actions.extend,
    Step.SHORTEN: actions.shorten,
    Step.CANCEL: actions.cancel,
    Step.RECOMPUTE: actions.recompute,
    Step.REOPEN: actions.reopen,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as the page shows it: with its form, or closed with the reason."""

    step: Step
    label: str
    form: StepForm
    why_not: str


@require_http_methods(["GET", "HEAD", "POST"])
@work_page(Permission.SEE_CLOCKS, otherwise=Purpose.ADMINISTRATION)
def clock_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One clock: its picture, how its end was found, what changed it, what can be done."""
    try:
        found = queries.explained(reference)
    except NoSuchClockError as problem:
        raise Http404("clock") from problem
    offers = _offers(request, found)
    if request.method == "POST" and _done(request, found.clock, offers):
        return redirect("desk-clock", reference)
    context = {"found": found, "picture": _picture(found), "offers": offers}
    return render(request, "clocks/clock.html", context)


def _offers(request: HttpRequest, found: queries.Explained) -> list[Offer]:
    standing = actions.standing_of(found.clock)
    may = actor_of(request).may(Permission.KEEP_CLOCKS)
    initial = {
        **dict.fromkeys(("since", "resumed", "on"), found.today),
        "unit": found.clock.unit,
        "seen": len(found.changes),
    }
    offered = []
    for step in Step:
        sent = request.POST if request.POST.get("step") == step else None
        refusal = why_not(step, standing)
        words = refusal_in_words(refusal, _language()) if refusal else ""
        if not may:
            words = _("Your roles see deadlines and change none.")
        form = step_form(step, standing, initial, sent)
        offered.append(Offer(step, str(STEPS[step]), form, words))
    return offered


def _done(request: HttpRequest, clock: Clock, offers: list[Offer]) -> bool:
    """Whether the step was taken; a refusal stands in its form, where all that was typed stays."""
    require(actor_of(request), Permission.KEEP_CLOCKS)
    offer = next((one for one in offers if one.form.is_bound), None)
    if offer is None:
        raise Http404("step")
    valid = offer.form.is_valid()
    if offer.why_not:
        offer.form.add_error(None, offer.why_not)
        return False
    return valid and _taken(request, offer, clock.reference)


def _taken(request: HttpRequest, offer: Offer, reference: str) -> bool:
    try:
        _ACTIONS[offer.step](reference=reference, **offer.form.given())
    except REFUSALS as refusal:
        offer.form.add_error(None, refusal_in_words(refusal, _language()))
        return False
    messages.success(request, _("Recorded: %(step)s") % {"step": offer.label})
    return True


def _picture(found: queries.Explained) -> str:
    stops = queries.stops_of(found.changes, found.today)
    drawn = Timeline(
        found.clock.triggered_on,
        found.due.if_resumed_now,
        [Stop(*stop) for stop in stops],
        found.today,
        " ".join(found.sentences),
    )
    return timeline(drawn, _language())


@require_http_methods(["GET", "HEAD", "POST"])
@work_page(Permission.KEEP_CLOCKS)
def new_clock(request: HttpRequest) -> HttpResponse:
    """Start a deadline about a person or about something else."""
    person = request.GET.get("person", "")
    form = StartForm(
        work_of(request).party,
        request.POST or None,
        initial={"about": "person", "reference": person} if person else {},
    )
    if form.is_bound and form.is_valid():
        try:
            clock = actions.start(**form.given())
        except REFUSALS as refusal:
            form.add_error(None, refusal_in_words(refusal, _language()))
        else:
            messages.success(request, _("The deadline runs."))
            return redirect("desk-clock", clock.reference)
    return render(request, "clocks/new.html", {"form": form})


def _language() -> str:
    return get_language() or "en"
