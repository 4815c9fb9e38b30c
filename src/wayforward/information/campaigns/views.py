"""The public page of a material: what was given out, whether it still holds, what it stands on.

A QR on paper leads here: the page stays for as long as the paper may be in somebody's hand.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from wayforward.information.campaigns import public_queries
from wayforward.information.campaigns.materials import forms, material_text
from wayforward.information.campaigns.public_queries import Given
from wayforward.information.campaigns.rules import MaterialKind
from wayforward.information.campaigns.wording import KINDS
from wayforward.information.cards.finding.finding import latest_copies
from wayforward.information.materials.files import FILES
from wayforward.information.materials.offering import Offer, offers
from wayforward.information.materials.serving import material_response


@require_safe
def material_page(request: HttpRequest, key: str) -> HttpResponse:
    """One material; where it was given out in other languages alone, the reader is sent there."""
    language = str(getattr(request, "LANGUAGE_CODE", "en"))
    given = public_queries.material(key, language)
    if given is None:
        return _other_language(key)
    context = {
        "given": given,
        "kind": KINDS[MaterialKind(given.material.kind)],
        "campaign": given.material.message.campaign,
        "sources": _sources(given),
        "offers": [] if given.withdrawn else _offers(given),
        "page": reverse("material", args=[key]),
    }
    return render(request, "campaigns/material.html", context)


def _offers(given: Given) -> list[Offer]:
    made = material_text(given, on=timezone.now().date())
    return [one for one in offers(made, forms(given)) if not one.why_not]


@require_safe
def material_file(request: HttpRequest, key: str, file: str) -> HttpResponse:
    """A material that was given out in a form of its kind; what was withdrawn is made no more."""
    given = public_queries.material(key, str(getattr(request, "LANGUAGE_CODE", "en")))
    if given is None or given.withdrawn or file not in FILES or FILES[file][0] not in forms(given):
        raise Http404("material")
    return material_response(request, file, material_text(given, on=timezone.now().date()))


def _sources(given: Given) -> list[dict[str, object]]:
    """The official pages it stands on, each once, with our newest copies."""
    pages = {page.source.pk: page for page in reversed(given.cites)}
    copies = latest_copies(set(pages))
    return [{"page": page, "copy": copies.get(pk)} for pk, page in sorted(pages.items())]


def _other_language(key: str) -> HttpResponse:
    known = public_queries.elsewhere(key)
    if not known:
        raise Http404("material")
    with translation.override("en" if "en" in known else known[0]):
        return redirect(reverse("material", args=[key]))
