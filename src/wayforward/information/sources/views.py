"""The public pages of sources: what we watch, one source's history, our stored copies.

A stored copy is somebody else's page: it is served as plain text, or as a file to keep, and never
as something a browser would run.
"""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wayforward.information.sources.capturing import CaptureDamagedError, CaptureStore
from wayforward.information.sources.changes import public_queries as changes
from wayforward.information.sources.changes.queries import drifting_from
from wayforward.information.sources.copying import DAMAGED, Copy, copy_as_text, file_name
from wayforward.information.sources.evidence.queries import seals_of, with_seals
from wayforward.information.sources.models import Capture
from wayforward.information.sources.public_queries import (
    Wish,
    addresses_of,
    blocks_of,
    kept_captures,
    languages_watched,
    latest_checks,
    other_languages,
    public_capture,
    public_source,
    publishers_watched,
    reading_of,
    topics_watched,
    watched_sources,
)

_PAGE = 50
_HARMLESS = "sandbox; default-src 'none'; frame-ancestors 'none'"


def _wish(request: HttpRequest) -> Wish:
    get = request.GET.get
    return Wish(
        text=get("text", "").replace("\x00", "")[:100],
        publisher=get("publisher", "")[:80].replace("\x00", ""),
        language=get("language", "")[:8].replace("\x00", ""),
        topic=get("topic", "")[:40].replace("\x00", ""),
    )


def _query_without_page(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    return f"{kept.urlencode()}&" if kept else ""


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """What we watch and how often, to search and filter."""
    wish = _wish(request)
    context = {
        "wish": wish,
        "page": Paginator(watched_sources(wish), _PAGE).get_page(request.GET.get("page")),
        "query": _query_without_page(request),
        "publishers": publishers_watched(),
        "languages": languages_watched(),
        "topics": topics_watched(),
    }
    return render(request, "sources/list.html", context)


@require_safe
def source_page(request: HttpRequest, key: str) -> HttpResponse:
    """One source: its state, its copies, our visits."""
    source = public_source(key)
    if source is None:
        raise Http404("source")
    addresses = addresses_of(source)
    checks = latest_checks(source)
    context = {
        "source": source,
        "last_visit": checks[0] if checks else None,
        "addresses": addresses,
        "moves": len(addresses) > 1,
        "replaced": changes.replaced_now(source),
        "told": changes.told(changes.changes_of_page(source)),
        "drifts": drifting_from(source),
        "twins": other_languages(source),
        "copies": with_seals(kept_captures(source)),
        "checks": checks,
    }
    return render(request, "sources/source.html", context)


def _capture(capture_id: int) -> Capture:
    capture = public_capture(capture_id)
    if capture is None:
        raise Http404("stored copy")
    return capture


def _harmless(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = _HARMLESS
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
def stored_copy(request: HttpRequest, capture_id: int) -> HttpResponse:
    """Our reading of a capture as plain text, with what it is and its fingerprint on top."""
    capture = _capture(capture_id)
    reading = reading_of(capture)
    copy = Copy(
        capture,
        reading,
        seals_of([capture])[capture.pk],
        raw_address=request.build_absolute_uri(f"{request.path}/raw"),
        proof_address=request.build_absolute_uri(reverse("api-1:proof", args=[capture.pk])),
    )
    text = copy_as_text(copy, blocks_of(reading) if reading else [])
    return _harmless(HttpResponse(text, content_type="text/plain; charset=utf-8"))


@require_safe
def stored_original(request: HttpRequest, capture_id: int) -> HttpResponse:
    """The bytes as we received them, as a file to keep; a browser never opens it in our name."""
    capture = _capture(capture_id)
    try:
        opened = CaptureStore(settings.CAPTURES).open(capture.warc)
    except CaptureDamagedError:
        return _harmless(
            HttpResponse(DAMAGED, status=503, content_type="text/plain; charset=utf-8")
        )
    response = HttpResponse(opened.body, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{file_name(capture)}"'
    return _harmless(response)
