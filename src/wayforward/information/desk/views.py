"""Pages of the desk that gather from several subjects: source health, changes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayforward.core.access.gate import desk_page
from wayforward.core.access.rules import Permission
from wayforward.information.desk.queries import change_lines, source_health


@require_safe
@desk_page(Permission.SEE_EDITING)
def sources(request: HttpRequest) -> HttpResponse:
    """The state of watched pages by steward; what is in trouble, since when."""
    return render(request, "desk/sources.html", {"health": source_health(timezone.now())})


@require_safe
@desk_page(Permission.SEE_EDITING)
def changes(request: HttpRequest) -> HttpResponse:
    """What changed on official pages, and how many texts stand on them."""
    return render(request, "desk/changes.html", {"lines": change_lines()})
