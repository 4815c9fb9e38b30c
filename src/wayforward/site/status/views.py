"""How the product is doing: in plain words for people, in a few facts for monitors."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wayforward import __version__
from wayforward.site.status import queries
from wayforward.site.status.rules import Facts, troubles


@require_safe
@never_cache
def status_page(request: HttpRequest) -> HttpResponse:
    """For people. It comes while the database is away too."""
    facts = queries.facts()
    found = troubles(facts, timezone.now())
    context = {"facts": facts, "troubles": found, "version": __version__}
    return render(request, "site/status.html", context)


@require_safe
@never_cache
def status_json(request: HttpRequest) -> HttpResponse:
    """For monitors: 200 where all is well, 503 where somebody should look."""
    facts = queries.facts()
    found = troubles(facts, timezone.now())
    content = {
        "status": "trouble" if found else "ok",
        "troubles": found,
        "version": __version__,
        "database": facts is not None,
        **(_facts(facts) if facts else {}),
    }
    return JsonResponse(content, status=503 if found else 200)


def _facts(facts: Facts) -> dict[str, Any]:
    return {
        "worker": {"seen_at": _moment(facts.worker_seen_at), "jobs_waiting": facts.jobs_waiting},
        "sources": {
            "answered_at": _moment(facts.page_answered_at),
            "pages": facts.pages,
            "states": dict(facts.states),
            "overdue": facts.overdue,
        },
        "amber": {"texts": facts.amber, "oldest_since": _moment(facts.amber_since)},
        "digest": {"day": _moment(facts.digest_of), "stamped_at": _moment(facts.stamped_at)},
    }


def _moment(value: datetime | date | None) -> str | None:
    return value.isoformat() if value else None
