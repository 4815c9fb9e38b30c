"""Pages of the desk that gather from several subjects: what waits, source health, changes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayforward.core.access.gate import desk_page
from wayforward.core.access.rules import Permission
from wayforward.information.desk.queries import (
    also_waiting,
    change_lines,
    source_health,
    texts_published,
    waiting_texts,
)


@require_safe
@desk_page(Permission.SEE_DESK)
def now(request: HttpRequest) -> HttpResponse:
    """What needs me now: texts whose official pages changed."""
    context = {
        "waiting": waiting_texts(),
        "published": texts_published(),
        "also": also_waiting(),
    }
    return render(request, "desk/now.html", context)


@require_safe
@desk_page(Permission.SEE_DESK)
def sources(request: HttpRequest) -> HttpResponse:
    """The state of watched pages by steward; what is in trouble, since when."""
    return render(request, "desk/sources.html", {"health": source_health(timezone.now())})


@require_safe
@desk_page(Permission.SEE_DESK)
def changes(request: HttpRequest) -> HttpResponse:
    """What changed on official pages, and how many texts stand on them."""
    return render(request, "desk/changes.html", {"lines": change_lines()})
