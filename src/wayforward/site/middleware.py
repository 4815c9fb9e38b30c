"""What every request passes: the limit on asking and printing.

Knows addresses for an instant, keeps none.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from wayforward.conf import environment
from wayforward.core.access.callers import client_address
from wayforward.core.access.limiting import Limiter
from wayforward.site.errors import too_many_requests

Handler = Callable[[HttpRequest], HttpResponse]
limiter = Limiter(clock=time.monotonic)
_COSTLY = (
    "/ask", "/match", "/rumours/report", "/narratives/reports", ".pdf", ".png", ".svg",
    "/projects.csv", "/projects.json", "/projects.iati",
)  # fmt: skip


def _costs(path: str) -> bool:
    """Whether an address makes us think, set type or write a file; all other pages are free."""
    if path.startswith(settings.STATIC_URL):
        return False
    if path.endswith(_COSTLY):
        return True
    return path.startswith("/api/v1/projects") or "/question/" in path


def limit_asking(handle: Handler) -> Handler:
    """Answer 429 with Retry-After when a caller asks or prints faster than the bucket fills."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _costs(request.path):
            return handle(request)
        wait = limiter.take(client_address(request, environment().proxies))
        if not wait:
            return handle(request)
        response = _refusal(request, wait)
        response["Retry-After"] = str(wait)
        response["Cache-Control"] = "no-store"
        return response

    return middleware


def _refusal(request: HttpRequest, wait: int) -> HttpResponse:
    if request.path.startswith("/api/"):
        detail = f"Too many questions from your network: ask again in {wait} seconds."
        return JsonResponse({"detail": detail}, status=429)
    return too_many_requests(request)
