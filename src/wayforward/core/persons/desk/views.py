"""Pages about persons. Each says for whom and what for; opening a record is an event."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wayforward.core.access.gate import actor_of
from wayforward.core.access.rules import Permission, require
from wayforward.core.access.working import work_page
from wayforward.core.audit.reads import record_read
from wayforward.core.persons import actions
from wayforward.core.persons.desk import queries
from wayforward.core.persons.desk.forms import FACTS, Fact, SearchForm
from wayforward.core.persons.desk.timeline import timeline
from wayforward.core.persons.models import Person
from wayforward.core.persons.named import person_named
from wayforward.core.persons.queries import head_of, records_of

_RECORD: dict[str, Callable[..., object]] = {
    "name": actions.add_name,
    "birth": actions.add_birth,
    "origin": actions.add_origin,
    "document": actions.add_document,
}


@require_safe
@work_page(Permission.SEE_PERSONS)
def persons(request: HttpRequest) -> HttpResponse:
    """Look somebody up by name in any script and spelling; nothing is found without a name."""
    form = SearchForm(request.GET or None)
    asked = form.known() if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "found": queries.found(asked) if asked else None,
        "latest": [] if form.is_bound else queries.latest_opened(),
        "may_edit": actor_of(request).may(Permission.EDIT_PERSONS),
    }
    return render(request, "persons/persons.html", context)


@require_POST
@work_page(Permission.EDIT_PERSONS)
def open_record(request: HttpRequest) -> HttpResponse:
    """Open a record of somebody in the party's care."""
    return redirect("desk-person", actions.add_person().reference)


@require_http_methods(["GET", "HEAD", "POST"])
@work_page(Permission.SEE_PERSONS)
def person(request: HttpRequest, reference: str) -> HttpResponse:
    """All that is known of one person, who can see it, and what happened; facts are added here."""
    found = person_named(reference)
    forms = {name: form(prefix=name) for name, form in FACTS.items()}
    if request.method == "POST":
        done = _add_fact(request, found)
        if isinstance(done, HttpResponseRedirect):
            return done
        name, form = done
        forms[name] = form
    record_read(person=found, what="record")
    actor = actor_of(request)
    context = {
        "person": found,
        "head": head_of(found),
        "records": records_of(found),
        "suggested": queries.suggested(found) if actor.may(Permission.ADJUDICATE) else [],
        "moments": timeline(found),
        "forms": forms,
        "may_edit": actor.may(Permission.EDIT_PERSONS),
        "may_disclose": actor.may(Permission.DISCLOSE),
        "may_consent": actor.may(Permission.RECORD_CONSENT),
    }
    return render(request, "persons/person.html", context)


def _add_fact(request: HttpRequest, found: Person) -> HttpResponseRedirect | tuple[str, Fact]:
    require(actor_of(request), Permission.EDIT_PERSONS)
    name = request.POST.get("fact", "")
    if name not in FACTS:
        raise Http404("fact")
    form = FACTS[name](request.POST, prefix=name)
    if not form.is_valid():
        return name, form
    _RECORD[name](person=found, **form.facts())
    messages.success(request, _("Recorded, with its source. What was known before stays."))
    return redirect("desk-person", found.reference)
