"""Judging whether two records are one person: by two people, taken back where it was wrong."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission
from wayforward.core.access.working import work_page
from wayforward.core.audit.reads import record_read
from wayforward.core.persons import adjudication
from wayforward.core.persons.desk.forms import JudgementForm
from wayforward.core.persons.desk.queries import Pair, pair_of
from wayforward.core.persons.desk.wording import REFUSALS
from wayforward.core.persons.named import person_named
from wayforward.core.persons.queries import to_confirm
from wayforward.core.persons.rules import IdentityRefusedError


@require_safe
@work_page(Permission.ADJUDICATE, Purpose.IDENTIFICATION)
def judgements(request: HttpRequest) -> HttpResponse:
    """Judgements of others that wait for a second person."""
    people = ("by__user", "one", "other")
    waiting = to_confirm().select_related(*people).prefetch_related("one__names", "other__names")
    return render(request, "persons/judgements.html", {"waiting": waiting})


@require_http_methods(["GET", "HEAD", "POST"])
@work_page(Permission.ADJUDICATE, Purpose.IDENTIFICATION)
def pair(request: HttpRequest, reference: str, other: str) -> HttpResponse:
    """Two records side by side: judge them, confirm a judgement, merge, take a merge back."""
    found = pair_of(person_named(reference), person_named(other))
    form = JudgementForm(request.POST if request.POST.get("do") == "judge" else None)
    if request.method == "POST" and _done(request, found, form):
        return redirect("desk-pair", reference, other)
    for one in (found.one, found.other):
        record_read(person=one, what="record")
    return render(request, "persons/pair.html", {"pair": found, "form": form})


def _done(request: HttpRequest, found: Pair, form: JudgementForm) -> bool:
    """Whether the step was taken; a refusal is said and nothing of what was written is lost."""
    try:
        said = _step(request, found, form)
    except IdentityRefusedError as refusal:
        messages.error(request, str(REFUSALS.get(type(refusal).__name__, refusal)))
        return False
    if said:
        messages.success(request, said)
    return bool(said)


def _step(request: HttpRequest, found: Pair, form: JudgementForm) -> str:
    one, other = found.one, found.other
    match request.POST.get("do"):
        case "judge" if form.is_valid():
            adjudication.judge(one=one, other=other, **form.facts())
            return _("Judged. A second person has to confirm it.")
        case "confirm" if found.judgement:
            adjudication.confirm(judgement=found.judgement)
            return _("Confirmed.")
        case "merge":
            adjudication.merge(merged=other, into=one)
            return _("The two records are one person now. Nothing was moved; it can be taken back.")
        case "undo" if found.merge:
            adjudication.undo_merge(merge=found.merge, reason=request.POST.get("reason", ""))
            return _("Taken back: both records are as they were.")
    return ""
