"""Rebuttals to print and to pass on, as the public takes them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayforward.information.materials.serving import material_response
from wayforward.information.narratives.publishing.materials import material_text
from wayforward.information.narratives.publishing.public_queries import rebuttal


@require_safe
def rumour_material(request: HttpRequest, key: str, file: str) -> HttpResponse:
    """One form of one published rebuttal, such as `leaflet.pdf`."""
    shown = rebuttal(key, str(getattr(request, "LANGUAGE_CODE", "en")))
    if shown is None:
        raise Http404("rumour")
    return material_response(request, file, material_text(shown, on=timezone.now().date()))
