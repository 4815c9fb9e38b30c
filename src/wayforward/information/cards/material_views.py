"""Cards to print and to pass on: the public takes signed ones, the desk sees drafts too."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayforward.information.cards.materials import KINDS, material_text
from wayforward.information.cards.models import State
from wayforward.information.cards.public_queries import public_card
from wayforward.information.materials.files import FILES
from wayforward.information.materials.serving import material_response


@require_safe
def card_material(request: HttpRequest, key: str, file: str) -> HttpResponse:
    """One form of one signed card."""
    shown = public_card(key, str(getattr(request, "LANGUAGE_CODE", "en")))
    if shown is None or shown.text.state != State.SIGNED:
        raise Http404("card")
    if file not in FILES or FILES[file][0] not in KINDS:
        raise Http404("material")
    return material_response(request, file, material_text(shown, on=timezone.now().date()))
