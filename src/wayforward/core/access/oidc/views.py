"""The three steps through an organisation's server: there, back, in. 404 where none is set.

The way out and the way back are pages of ours that lead on by themselves. So no form is sent to
another host (the policy of the pages stays as it is), and the cookies, which browsers withhold
from whatever another site began (SameSite=Strict), are there again for the last step.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET, require_http_methods

from wayforward.conf import SignInServer
from wayforward.core.access.oidc.errors import IssuerSilentError, IssuerUntrustedError
from wayforward.core.access.oidc.provider import OrganisationProvider
from wayforward.core.access.oidc.troubles import Trouble
from wayforward.core.access.queries import user_tied_to

logger = logging.getLogger(__name__)
_PASSED_ON = ("code", "state", "error")

Step = Callable[[HttpRequest, OrganisationProvider], HttpResponse]


def _where_a_server_is_set(step: Step) -> Callable[[HttpRequest], HttpResponse]:
    """Give the step its server; explain what goes wrong on the way."""

    @wraps(step)
    def view(request: HttpRequest) -> HttpResponse:
        server: SignInServer | None = settings.SIGN_IN_SERVER
        if server is None:
            raise Http404
        try:
            return step(request, OrganisationProvider(request, server))
        except IssuerSilentError as problem:
            logger.warning("The sign-in server does not answer: %s", problem)
            return _trouble(request, Trouble.SILENT)
        except IssuerUntrustedError as problem:
            logger.warning("The sign-in server is not believed: %s", problem)
            return _trouble(request, Trouble.UNTRUSTED)

    return view


@require_http_methods(["GET", "HEAD", "POST"])
@_where_a_server_is_set
def start(request: HttpRequest, provider: OrganisationProvider) -> HttpResponse:
    """Lead to the server."""
    if request.method != "POST":
        return redirect("account_login")
    if request.user.is_authenticated:
        return redirect("desk")
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="login")
    if too_many:
        return too_many
    address = provider.address_to_ask(get_next_redirect_url(request))
    return _onward(request, address)


@require_GET
@_where_a_server_is_set
def back(request: HttpRequest, provider: OrganisationProvider) -> HttpResponse:
    """The one address the server knows: lead on to the language in which it began."""
    language = request.GET.get("state", "").partition(".")[0]
    if language not in dict(settings.LANGUAGES):
        language = translation.get_language() or "en"
    passed_on = {name: request.GET[name] for name in _PASSED_ON if name in request.GET}
    with translation.override(language):
        address = f"{reverse('desk-oidc-finish')}?{urlencode(passed_on)}"
        response = _onward(request, address)
    response["Content-Language"] = language
    return response


@require_GET
@_where_a_server_is_set
def finish(request: HttpRequest, provider: OrganisationProvider) -> HttpResponse:
    """Sign in the account that the subject is tied to; the second factor comes next."""
    try:
        state = provider.unstash_redirect_state(request, request.GET.get("state", ""))
    except PermissionDenied:
        return _trouble(request, Trouble.NOT_BEGUN)
    if request.GET.get("error") == "access_denied":
        return _trouble(request, Trouble.CANCELLED)
    if "error" in request.GET or "code" not in request.GET:
        raise IssuerUntrustedError("it sends an error instead of a code")
    subject = provider.subject(state)
    user = user_tied_to(provider.server.issuer, subject)
    if user is None:
        return _trouble(request, Trouble.UNKNOWN, subject=subject)
    return _enter(request, user, provider.server, state)


def _enter(
    request: HttpRequest, user: User, server: SignInServer, state: dict[str, Any]
) -> HttpResponse:
    """As after a password: a closed account reads so, the others are asked for their factor.

    allauth's own way in would keep what the server said in the session meanwhile.
    """
    if request.user.is_authenticated:
        get_adapter(request).logout(request)
    record_authentication(request, user, "socialaccount", provider=server.issuer)
    response: HttpResponse = perform_login(request, user, redirect_url=state.get("next"))
    return response


def _onward(request: HttpRequest, address: str) -> HttpResponse:
    return render(request, "access/oidc_onward.html", {"address": address})


def _trouble(request: HttpRequest, trouble: Trouble, subject: str = "") -> HttpResponse:
    words = trouble.value
    context = {"words": words, "subject": subject}
    return render(request, "access/oidc_trouble.html", context, status=words.status)
