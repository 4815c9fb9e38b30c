"""The log at the desk: what was done, by whom, and why."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wayforward.core.access.gate import desk_page
from wayforward.core.access.rules import Permission
from wayforward.core.audit.queries import latest_events, streams

_PAGE = 50


@require_safe
@desk_page(Permission.SEE_DESK)
def log(request: HttpRequest) -> HttpResponse:
    """What was done lately, newest first, in all streams or in one."""
    known = streams()
    wanted = request.GET.get("stream", "")
    stream = wanted if wanted in known else ""
    pages = Paginator(latest_events(stream, most=None), _PAGE)
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "stream": stream,
        "streams": known,
    }
    return render(request, "audit/log.html", context)
