"""The short address of a published text: what stands on paper and is typed by hand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from wayforward.core.citations.models import PublishedText


@require_safe
def published_text(request: HttpRequest, number: int) -> HttpResponse:
    """Leads to the page of the text in its language; 404 where it is public no more."""
    return redirect(get_object_or_404(PublishedText, pk=number, published=True).address)
