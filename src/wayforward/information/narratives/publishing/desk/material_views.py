"""Rebuttals to pass on as the desk sees them: drafts too, marked as such."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayforward.core.access.gate import desk_page
from wayforward.core.access.rules import Permission
from wayforward.information.materials.serving import material_response
from wayforward.information.narratives import queries
from wayforward.information.narratives.publishing.materials import material_text


@require_safe
@desk_page(Permission.SEE_EDITING)
def rumour_material(request: HttpRequest, key: str, language: str, file: str) -> HttpResponse:
    """One form of a claim's text in one language, in whatever state."""
    text = queries.text_of(key, language)
    if text is None:
        raise Http404("claim")
    [shown] = queries.shown([text])
    made = material_text(shown, on=timezone.now().date())
    return material_response(request, file, made, cache="no-store")
