"""What stands behind a short link: its page, or a page that says why there is none.

Of whoever opens it nothing is kept and nothing is logged: no cookie, no address, no device. What is
looked at and forgotten is whether a machine says that it is one.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayforward.information.answers.outcomes import ReferralContact
from wayforward.information.answers.referring import refer
from wayforward.information.campaigns.links.counting import count_open
from wayforward.information.campaigns.links.machines import declared_machine, fetched_ahead
from wayforward.information.campaigns.links.queries import Behind, Found, behind

_log = logging.getLogger(__name__)
_LONGEST = 40  # of what could be a code with gaps
_STATUS = {Found.WITHDRAWN: 410, Found.UNKNOWN: 404, Found.MISTYPED: 404, Found.NOT_YET: 404}


@require_safe
def go(request: HttpRequest, given: str = "") -> HttpResponse:
    """To the page of a code; without one a field to type it in."""
    typed = (given or request.GET.get("code", ""))[:_LONGEST].replace("\x00", "")
    if not typed.strip():
        return _private(render(request, "campaigns/go.html", {"found": "", "typed": ""}))
    found = behind(typed, reader=_language(request))
    if found.found is Found.QUESTION:
        return _private(HttpResponseRedirect(reverse("question", args=[found.address])))
    if found.found is not Found.PAGE:
        return _nowhere(request, found.found, typed)
    if _is_person(request):
        _count(found)
    return _private(HttpResponseRedirect(found.address))


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "en"))


def _is_person(request: HttpRequest) -> bool:
    """As far as it says: no HEAD, no fetching ahead, no declared machine."""
    headers = request.headers
    ahead = (headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    return (
        request.method == "GET"
        and not any(fetched_ahead(said) for said in ahead)
        and not declared_machine(headers.get("User-Agent", ""))
    )


def _count(found: Behind) -> None:
    """Whoever opened it gets their page, also where it cannot be counted."""
    try:
        count_open(link=found.link, day=timezone.now().date(), language=found.language)
    except DatabaseError:
        _log.warning("An opening of a short link could not be counted.")


def _nowhere(request: HttpRequest, found: Found, typed: str) -> HttpResponse:
    context = {
        "found": found.value,
        "typed": typed if found is Found.MISTYPED else "",
        "answer": _where_to_turn(_language(request)),
    }
    return _private(render(request, "campaigns/go.html", context, status=_STATUS[found]))


@dataclass(frozen=True, slots=True)
class WhereToTurn:
    """Whom to ask instead, as the pages of answers show it."""

    referral: tuple[ReferralContact, ...]
    reader_language: str


def _where_to_turn(language: str) -> WhereToTurn:
    return WhereToTurn(refer(countries=(), topics=(), language=language), language)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
