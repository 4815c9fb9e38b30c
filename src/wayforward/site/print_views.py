"""Short answers on paper: one as a page, several as a booklet. What stands there: printing.py."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wayforward.information.cards.public_queries import Shown, by_topic, public_card
from wayforward.information.cards.rules import MOST_PRINTED
from wayforward.information.cards.views import card_wish
from wayforward.site import errors, printing
from wayforward.site.printing import Sheet
from wayforward.site.wording import reader_language

# A browser shows a PDF in a page of its own making; the policy of our pages would leave it empty.
_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@require_safe
def card_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """One short answer as one page."""
    shown = public_card(key, reader_language())
    if shown is None:
        raise Http404("card")
    sheets = [_sheet(request, shown, next(iter(shown.card.topics), ""))]
    return _paper(request, sheets, shown.text.question, key)


@require_safe
def booklet(request: HttpRequest) -> HttpResponse:
    """The short answers on a topic or about a country as a booklet."""
    groups = by_topic(reader_language(), card_wish(request))
    sheets = [_sheet(request, shown, group.topic) for group in groups for shown in group.cards]
    if not sheets:
        raise Http404("cards")
    if len(sheets) > MOST_PRINTED:
        return errors.too_much_to_print(request)
    return _paper(request, sheets, _("Short answers"), "answers")


def _sheet(request: HttpRequest, shown: Shown, topic: str) -> Sheet:
    address = request.build_absolute_uri(reverse("card", args=[shown.card.key]))
    return Sheet(shown, topic, address)


def _paper(request: HttpRequest, sheets: Sequence[Sheet], title: str, name: str) -> HttpResponse:
    """The PDF, or 304 where the reader has it already."""
    today = timezone.now().date()
    facts = printing.facts(sheets, title=title, on=today)
    etag = f'"{hashlib.sha256(facts.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        pages = printing.booklet if len(sheets) > 1 else printing.one_page
        response = HttpResponse(pages(facts, today), content_type="application/pdf")
        file = f"wayforward-{name}-{reader_language()}.pdf"
        response["Content-Disposition"] = f'inline; filename="{file}"'
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"  # kept, but asked about: it may be amber by now
    response["Content-Security-Policy"] = _POLICY
    return response
