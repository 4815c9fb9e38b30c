"""The first page of the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wayforward.core.access.gate import desk_page
from wayforward.core.access.rules import Permission
from wayforward.information.desk.queries import texts_published, waiting_texts


@require_safe
@desk_page(Permission.SEE_DESK)
def now(request: HttpRequest) -> HttpResponse:
    """What needs me now: texts whose official pages changed."""
    context = {"waiting": waiting_texts(), "published": texts_published()}
    return render(request, "desk/now.html", context)
