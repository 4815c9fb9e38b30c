"""The log at the desk: what was done, by whom, why, and whether the log is whole; unusual access.
And in public: the signed heads.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayforward.core.access.context import Acting, acting_as
from wayforward.core.access.gate import actor_of, desk_page
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission
from wayforward.core.audit import queries, unusual, wording
from wayforward.core.audit.actions import record

_PAGE = 50


@require_safe
@desk_page(Permission.SEE_DESK)
def log(request: HttpRequest) -> HttpResponse:
    """What was done lately, newest first, in all streams or in one.

    Who may audit sees the events of the own party as well.
    """
    with _own_part(request):
        known = queries.streams()
        wanted = request.GET.get("stream", "")
        stream = wanted if wanted in known else ""
        pages = Paginator(queries.latest_events(stream, most=None), _PAGE)
        context = {
            "page": pages.get_page(request.GET.get("page")),
            "stream": stream,
            "streams": known,
            "chains": queries.chain_states(stream),
        }
        return render(request, "audit/log.html", context)


def _own_part(request: HttpRequest) -> AbstractContextManager[Acting | None]:
    account = _account(request)
    if account is None or account.party is None or not actor_of(request).may(Permission.AUDIT):
        return nullcontext()
    return acting_as(account, purpose=Purpose.AUDIT)


def _account(request: HttpRequest) -> Account | None:
    return Account.objects.select_related("party", "user").filter(user=request.user.pk).first()


@require_safe
@desk_page(Permission.AUDIT)
def unusual_access(request: HttpRequest) -> HttpResponse:
    """What stood out in a week in who looked at whom, at the reader's party; the last whole one."""
    account = _account(request)
    if account is None:
        raise Http404("account")
    monday = _week(request.GET.get("week", ""), timezone.now().date())
    with acting_as(account, purpose=Purpose.AUDIT) as one:
        digest = unusual.unusual_access(monday, account.party)
        record(
            stream="audit",
            name="digest read",
            subject=digest.name,
            actor=one.actor.name,
            findings=len(digest.findings),
        )
    return render(request, "audit/unusual.html", _shown(digest))


def _shown(digest: unusual.Digest) -> dict[str, object]:
    return {
        "digest": digest,
        "hours_unknown": wording.hours_unknown(digest.unknown_country)
        if digest.unknown_country
        else "",
        "ends": digest.begins + timedelta(days=6),
        "findings": [
            (wording.KINDS[one.finding.kind], wording.sentence(one.account, one.finding),
             one.finding.persons)
            for one in digest.findings
        ],
        "earlier": unusual.week_name(digest.begins - timedelta(weeks=1)),
        "later": unusual.week_name(digest.begins + timedelta(weeks=1)),
    }  # fmt: skip


def _week(wanted: str, today: date) -> date:
    try:
        return unusual.week_named(wanted)
    except ValueError:
        return unusual.week_before(today)


@require_safe
def heads(request: HttpRequest) -> HttpResponse:
    """The signed heads, for whoever wants to hold us to them."""
    pages = Paginator(queries.heads(), _PAGE)
    return render(request, "audit/heads.html", {"page": pages.get_page(request.GET.get("page"))})


@require_safe
def heads_json(request: HttpRequest) -> HttpResponse:
    """The same for programs: name, digest and address of each head, a page at a time."""
    page = Paginator(queries.heads(), _PAGE).get_page(request.GET.get("page"))
    return JsonResponse(
        {
            "total": page.paginator.count,
            "page": page.number,
            "pages": page.paginator.num_pages,
            "heads": [
                {"name": head.name, "digest": head.digest,
                 "address": f"/audit/heads/{head.name}.json"}
                for head in page
            ],
        },
        json_dumps_params={"indent": 1},
    )  # fmt: skip


@require_safe
def head_json(request: HttpRequest, name: str) -> HttpResponse:
    """One head, of a day or of a moment, as it was signed."""
    head = queries.heads().filter(name=name).first()
    if head is None:
        raise Http404("head")
    response = JsonResponse(
        head.document, json_dumps_params={"ensure_ascii": False, "sort_keys": True}
    )
    response["Cache-Control"] = "public, max-age=86400"  # it never changes
    return response
