"""The ledger of disclosures at the desk: what was sent and received, and making one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wayforward.core.access.disclosing import actions, queries
from wayforward.core.access.disclosing.forms import DisclosureForm, ToWhomForm, allowance_for
from wayforward.core.access.disclosing.models import Disclosure
from wayforward.core.access.disclosing.offering import offered
from wayforward.core.access.disclosing.rules import Ground
from wayforward.core.access.gate import actor_of
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission
from wayforward.core.access.working import work_of, work_page
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person
from wayforward.core.persons.named import person_named

_MOST = 200


@require_safe
@work_page(Permission.SEE_LEDGERS)
def ledger(request: HttpRequest) -> HttpResponse:
    """What the reader's party sent and what it received, newest first."""
    one = work_of(request).acting
    context = {
        "sent": list(queries.sent()[:_MOST]),
        "received": list(queries.received()[:_MOST]),
        "acting": one,
    }
    return render(request, "ledgers/disclosures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@work_page(Permission.SEE_LEDGERS)
def one_disclosure(request: HttpRequest, reference: str) -> HttpResponse:
    """One disclosure: what went, on which ground, who can see it; recalled or acknowledged here."""
    one = work_of(request).acting
    try:
        found = queries.disclosure_named(reference)
    except queries.NoSuchDisclosureError as missing:
        raise Http404("disclosure") from missing
    if request.method == "POST":
        return _change(request, found)
    context = {
        "one": found,
        "mine": found.party_id == one.party,
        "payload": _payload(request, found),
        "may_recall": one.actor.may(Permission.DISCLOSE),
    }
    return render(request, "ledgers/disclosure.html", context)


def _payload(request: HttpRequest, disclosure: Disclosure) -> dict[str, object] | None:
    """What was in it, for those who may see persons; who keeps the ledger reads the names alone."""
    if not actor_of(request).may(Permission.SEE_PERSONS):
        return None
    try:
        return queries.payload_of(disclosure)
    except queries.RecalledError:
        return None


def _change(request: HttpRequest, disclosure: Disclosure) -> HttpResponse:
    try:
        if request.POST.get("do") == "recall":
            actions.recall(disclosure=disclosure, reason=request.POST.get("reason", ""))
            messages.success(request, _("Recalled. Both sides see it now."))
        else:
            actions.acknowledge(disclosure=disclosure)
            messages.success(request, _("Acknowledged. The sender sees it now."))
    except actions.NoReasonError:
        messages.error(request, _("Say why it is recalled: the other side reads it."))
    except (actions.DoneAlreadyError, actions.NotYoursError):
        messages.error(request, _("That is not open any more, or not yours to do."))
    return redirect("desk-disclosure", disclosure.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@work_page(Permission.DISCLOSE)
def disclose(request: HttpRequest, reference: str) -> HttpResponse:
    """Disclose something about a person: to whom, what for, which fields; shown before it goes."""
    person = person_named(reference)
    to_whom = ToWhomForm(person.party, request.GET or None)
    context = {"person": person, "to_whom": to_whom, "step": 1}
    if not to_whom.is_bound or not to_whom.is_valid():
        return render(request, "ledgers/disclose.html", context)
    to, purpose = to_whom.cleaned_data["recipient"], to_whom.cleaned_data["purpose"]
    return _second_step(request, context, person, to, purpose)


def _second_step(
    request: HttpRequest,
    context: dict[str, object],
    person: Person,
    recipient: Party,
    purpose: str,
) -> HttpResponse:
    allowance = allowance_for(recipient, purpose)
    context |= {"step": 2, "recipient": recipient, "purpose": purpose, "allowance": allowance}
    if allowance is not None:
        form = DisclosureForm(allowance, offered(person), request.POST or None)
        context["form"] = form
        if form.is_bound and form.is_valid():
            given = {
                "person": person,
                "recipient": recipient,
                "purpose": Purpose(purpose),
                "ground": Ground(form.cleaned_data["ground"]),
                "provision": form.cleaned_data["provision"],
                "fields": form.values(),
            }
            context["shown"] = queries.preview(**given)
            if request.POST.get("do") == "send":
                try:
                    made = actions.disclose(**given)
                except actions.DisclosureRefusedError:
                    return render(request, "ledgers/disclose.html", context)
                messages.success(request, _("Sent. Exactly these fields, and nothing else."))
                return redirect("desk-disclosure", made.reference)
    return render(request, "ledgers/disclose.html", context)
