"""What every request passes: the limit on asking. Knows addresses for an instant, keeps none."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from wayforward.conf import environment
from wayforward.site.errors import too_many_requests
from wayforward.site.limiting import Limiter

Handler = Callable[[HttpRequest], HttpResponse]
limiter = Limiter(clock=time.monotonic)


def client_address(request: HttpRequest, proxies: int) -> str:
    """The caller's address, seen through `proxies` trusted proxies in front of us (0 for none).

    Only as many entries of X-Forwarded-For are believed as there are trusted proxies; anything
    further left was written by the caller.
    """
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted = [part for part in forwarded if part][-proxies:] if proxies else []
    return trusted[0] if trusted else str(request.META.get("REMOTE_ADDR", ""))


def _is_asking(path: str) -> bool:
    return path.endswith("/ask")


def limit_asking(handle: Handler) -> Handler:
    """Answer 429 with Retry-After when a caller asks faster than the bucket fills."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_asking(request.path):
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
