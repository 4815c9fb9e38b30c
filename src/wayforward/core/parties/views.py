"""The desk's page of the own party: what it is, how it and the others are reached."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission
from wayforward.core.access.working import work_of, work_page
from wayforward.core.parties.contact_actions import (
    NoWayToReachError,
    remove_contact_point,
    set_contact_point,
)
from wayforward.core.parties.forms import TASKS, ContactForm
from wayforward.core.parties.queries import contact_points


@require_http_methods(["GET", "HEAD", "POST"])
@work_page(Permission.SEE_PARTY, Purpose.ADMINISTRATION)
def our_party(request: HttpRequest) -> HttpResponse:
    """Contact points of the own party, to keep; those the others share, to use."""
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _kept(request, form):
        return HttpResponseRedirect(reverse("desk-party"))
    work = work_of(request)
    context = {
        "form": form,
        "ours": contact_points(work.party),
        "others": contact_points(work.party, of_others=True),
        "may_keep": work.acting.actor.may(Permission.MANAGE_PARTY),
        "tasks": TASKS,
    }
    return render(request, "parties/party.html", context)


def _kept(request: HttpRequest, form: ContactForm) -> bool:
    try:
        set_contact_point(contact=form.contact())
    except NoWayToReachError:
        form.add_error("email", _("Give a telephone number or an e-mail address."))
        return False
    messages.success(request, _("The contact point is kept."))
    return True


@require_POST
@work_page(Permission.MANAGE_PARTY, Purpose.ADMINISTRATION)
def remove_contact(request: HttpRequest, task: str) -> HttpResponse:
    """Remove a contact point of the own party."""
    if remove_contact_point(task=task):
        messages.success(request, _("The contact point is removed. Its history stays."))
    return HttpResponseRedirect(reverse("desk-party"))
