"""A material ready to print at the desk: drafts too, with the short link of a placement."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayforward.core.access.gate import desk_page
from wayforward.core.access.rules import Permission
from wayforward.core.access.sent import whole_number
from wayforward.information.campaigns import public_queries
from wayforward.information.campaigns.materials import material_text, of_placement
from wayforward.information.campaigns.models import Material, Placement
from wayforward.information.materials.serving import material_response


@require_safe
@desk_page(Permission.SEE_CAMPAIGNS)
def material_file(request: HttpRequest, key: str, number: int, file: str) -> HttpResponse:
    """One form of a material in whatever state; `?placement=` prints the link of that placement."""
    rows = Material.objects.select_related("message__campaign", "message__claim", "published")
    material = rows.filter(pk=number, message__campaign__key=key).first()
    if material is None:
        raise Http404("material")
    [given] = public_queries.shown([material])
    address = of_placement(_placement(request, material))
    text = material_text(given, on=timezone.now().date(), address=address)
    return material_response(request, file, text, cache="no-store")


def _placement(request: HttpRequest, material: Material) -> Placement | None:
    if not request.GET.get("placement"):
        return None
    place = material.placements.filter(pk=whole_number(request.GET, "placement")).first()
    if place is None:
        raise Http404("placement")
    return place
