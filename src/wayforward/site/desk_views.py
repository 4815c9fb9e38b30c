"""Pages of the desk itself: what needs me now, the list of its shortcuts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wayforward.core.access.gate import actor_of, desk_page
from wayforward.core.access.rules import Permission
from wayforward.site.navigation import entries_for
from wayforward.site.waiting import parts_for


@require_safe
@desk_page(Permission.SEE_DESK)
def now(request: HttpRequest) -> HttpResponse:
    """What needs me now, from every subject the reader works in."""
    return render(request, "site/desk_now.html", {"parts": parts_for(request)})


@require_safe
@desk_page(Permission.SEE_DESK)
def keys(request: HttpRequest) -> HttpResponse:
    """What the keyboard does at the desk, and the switch to turn it off."""
    return render(request, "site/desk_keys.html", {"entries": entries_for(actor_of(request))})
