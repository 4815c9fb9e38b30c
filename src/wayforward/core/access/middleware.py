"""What requests pass on account of the desk: cookies stay there, and its gate is always shut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from wayforward.core.access.gate import closed, is_desk

Handler = Callable[[HttpRequest], HttpResponse]


def cookies_at_the_desk_alone(handle: Handler) -> Handler:
    """Public pages neither see nor set a cookie; those of the desk are sent back to it alone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_desk(request.path_info):
            return _at_the_desk(handle(request))
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        response = handle(request)
        response.cookies.clear()
        return response

    return middleware


def _at_the_desk(response: HttpResponse) -> HttpResponse:
    # A cookie has one path, the desk one address a language: each cookie is set for every one.
    first, *others = (code for code, _name in settings.LANGUAGES)
    for name, morsel in list(response.cookies.items()):
        morsel["path"] = f"/{first}/desk"
        for language in others:
            copy = morsel.copy()
            copy["path"] = f"/{language}/desk"
            response.cookies[f"{name} {language}"] = copy
    response["Cache-Control"] = "no-store"
    # Under `no-referrer` browsers call the origin of a form `null`, and it could not be trusted.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


class SecondFactorMiddleware:
    """No page below the desk opens without a second factor, whoever forgot to ask for it."""

    def __init__(self, handle: Handler) -> None:
        """Keeps the rest of the chain."""
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing by itself: the address is known only when a view was found."""
        return self.handle(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: Any
    ) -> HttpResponse | None:
        """Ask the gate; its answer stands in for the page."""
        if not is_desk(request.path_info):
            return None
        match = request.resolver_match
        return closed(request, (match.url_name or "") if match else "")
