"""Consent of one person at the desk: what stands, taking it down, and its withdrawal."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wayforward.core.access.consenting import actions
from wayforward.core.access.consenting.forms import ConsentForm
from wayforward.core.access.consenting.queries import consents_of
from wayforward.core.access.consenting.rules import GivenBy, Proof
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission
from wayforward.core.access.working import work_page
from wayforward.core.persons.models import Person
from wayforward.core.persons.named import person_named


@require_http_methods(["GET", "HEAD", "POST"])
@work_page(Permission.RECORD_CONSENT)
def consents(request: HttpRequest, reference: str) -> HttpResponse:
    """What a person agreed to; record another consent, take a withdrawal down."""
    person = person_named(reference)
    if request.POST.get("do") == "withdraw":
        return _withdraw(request, person)
    form = ConsentForm(person.party, request.POST or None)
    if form.is_bound and form.is_valid() and _recorded(form, person):
        messages.success(request, _("Recorded. Read it back to the person once more."))
        return redirect("desk-consents", person.reference)
    now = timezone.now()
    rows = [(one, one.agreed.alive(now)) for one in consents_of(person)]
    context = {"person": person, "form": form, "rows": rows}
    return render(request, "ledgers/consents.html", context)


def _recorded(form: ConsentForm, person: Person) -> bool:
    given: dict[str, Any] = form.cleaned_data
    try:
        actions.record_consent(
            person=person,
            recipient=given["recipient"],
            purpose=Purpose(given["purpose"]),
            groups=given["groups"],
            given_by=GivenBy(given["given_by"]),
            language=given["language"],
            read_by=given["read_by"],
            proof_kind=Proof(given["proof_kind"]),
            proof=given["proof"],
            expires_at=datetime.combine(given["expires_on"], time.max, UTC),
        )
    except actions.ConsentRefusedError:
        form.add_error("expires_on", _("Consent ends after it begins: correct the date."))
        return False
    return True


def _withdraw(request: HttpRequest, person: Person) -> HttpResponse:
    found = get_object_or_404(consents_of(person), reference=request.POST.get("consent", ""))
    try:
        actions.withdraw_consent(consent=found, how=request.POST.get("how", ""))
        messages.success(request, _("Withdrawn. Nothing more goes on this consent."))
    except actions.ConsentRefusedError:
        messages.error(request, _("Say how the person withdrew."))
    except actions.WithdrawnAlreadyError:
        messages.error(request, _("This consent was withdrawn before."))
    return redirect("desk-consents", person.reference)
