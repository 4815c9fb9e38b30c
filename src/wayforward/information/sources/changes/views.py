"""The public pages of changes: all of them, newest first, and one with its words side by side."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wayforward.information.sources.changes import public_queries as queries
from wayforward.information.sources.changes import rules
from wayforward.information.sources.changes.public_queries import FeedWish

_PAGE, _SENTENCES = 20, 100


def wish_of(request: HttpRequest) -> FeedWish:
    """What the address asks for; what nobody could ask for counts as nothing."""
    get = request.GET.get
    least = get("least", "")
    return FeedWish(
        topic=get("topic", "")[:40].replace("\x00", ""),
        country=get("country", "")[:2].upper().replace("\x00", ""),
        publisher=get("publisher", "")[:80].replace("\x00", ""),
        least=least if least in rules.PRIORITIES else rules.LOW,
    )


def _query(request: HttpRequest) -> str:
    """The filters of the address, for the links to other pages and to the feed."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()


@require_safe
def change_list(request: HttpRequest) -> HttpResponse:
    """What changed on official pages, to filter by topic, country, publisher and importance."""
    wish = wish_of(request)
    page = Paginator(queries.feed(wish), _PAGE).get_page(request.GET.get("page"))
    context = {
        "wish": wish,
        "page": page,
        "told": queries.told(page.object_list),
        "query": _query(request),
        "publishers": queries.publishers_with_changes(),
        "topics": queries.topics_with_changes(),
        "countries": queries.countries_with_changes(),
        "priorities": rules.PRIORITIES,
    }
    return render(request, "changes/list.html", context)


@require_safe
def change_page(request: HttpRequest, number: int) -> HttpResponse:
    """One change: every sentence before and now, our copies of both states."""
    change = queries.public_change(number)
    if change is None:
        raise Http404("change")
    furniture = request.GET.get("furniture") == "1"
    rows = queries.sentences_of(change, furniture=furniture)
    page = Paginator(rows, _SENTENCES).get_page(request.GET.get("page"))
    context = {
        "change": change,
        "page": page,
        "compared": queries.compared(page.object_list),
        "furniture": furniture,
        "left_out": change.sentences.count() - rows.count(),
        "query": _query(request),
    }
    return render(request, "changes/change.html", context)
