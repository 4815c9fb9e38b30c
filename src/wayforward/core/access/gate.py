"""The gate of the desk: signed in, with a second factor proved in this very session, in a role.

`closed` is asked by the middleware for every address below the desk, so that a forgotten decorator
opens nothing; `desk_page` adds the permission a page needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from wayforward.core.access.models import Account
from wayforward.core.access.queries import actor_named, has_second_factor
from wayforward.core.access.rules import ALLOWED, Actor, NotAllowedError, Permission, require
from wayforward.core.access.sent import refuse_unstorable
from wayforward.core.audit.reads import record_refusal

P = ParamSpec("P")
NOBODY = Actor("nobody")

# Pages that must open before somebody is signed in; those that set up the first second factor; and
# those that prove one. Names of addresses, as the guide to the desk lists them.
BEFORE_SIGNING_IN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "desk-oidc-start",
        "desk-oidc-back",
        "desk-oidc-finish",
        "desk-welcome",
    }
)
FIRST_FACTOR = frozenset(
    {"desk-set-up", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}
)
PROVING = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
_DESK = re.compile(rf"/(?:{'|'.join(code for code, _name in settings.LANGUAGES)})/desk(?:/|$)")


def is_desk(path: str) -> bool:
    """Whether a path of the site belongs to the desk."""
    return _DESK.match(path) is not None


def closed(request: HttpRequest, page: str) -> HttpResponse | None:
    """Where to send the caller before the page of that name opens; None when it may."""
    if page in BEFORE_SIGNING_IN:
        return None
    if not request.user.is_authenticated:
        return _first("account_login", request)
    if not has_second_factor(request.user):
        return None if page in FIRST_FACTOR else _first("desk-set-up", request)
    if not _second_factor_proved(request):
        return None if page in PROVING else _first(_proving_page(request), request)
    request.desk_is_open = True  # type: ignore[attr-defined]
    return None


def _second_factor_proved(request: HttpRequest) -> bool:
    """In this session: one begun by password alone, before there was a factor, does not count."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def _proving_page(request: HttpRequest) -> str:
    methods = get_adapter().get_reauthentication_methods(request.user)
    codes = any(method["id"] == "mfa_reauthenticate" for method in methods)
    return "mfa_reauthenticate" if codes else "mfa_reauthenticate_webauthn"


def _first(name: str, request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")


def actor_of(request: HttpRequest) -> Actor:
    """Who acts here, with the roles held at this moment; NOBODY without a sign-in."""
    if not hasattr(request, "desk_actor"):
        user = request.user
        actor = actor_named(user) if user.is_authenticated else NOBODY
        request.desk_actor = actor  # type: ignore[attr-defined]
    found: Actor = request.desk_actor  # type: ignore[attr-defined]
    return found


View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def desk_page(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Open the view to those whose roles allow `permission`; others read why it is closed.

    An action that refuses (NotAllowedError) is explained the same way; what no database keeps is
    refused before (`sent`). Raises ImproperlyConfigured
    for a view whose address is not below the desk, where the gate does not stand.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not getattr(request, "desk_is_open", False):
                raise ImproperlyConfigured(f"{request.path} is no address of the desk.")
            try:
                require(actor_of(request), permission)
                refuse_unstorable(request)
                return view(request, *args, **kwargs)
            except NotAllowedError as refusal:
                _tell(request, refusal.permission)
                return refused(request, refusal.permission)

        guarded.permission = permission  # type: ignore[attr-defined]
        return cast("View[P]", guarded)

    return decorate


def _tell(request: HttpRequest, permission: Permission) -> None:
    """That somebody with an account asked for what it may not have stands in the log."""
    account = Account.objects.select_related("party", "user").filter(user=request.user.pk).first()
    if account is not None:
        page = request.resolver_match.view_name if request.resolver_match else ""
        record_refusal(account=account, permission=permission, where=page)


def refused(request: HttpRequest, permission: Permission) -> HttpResponse:
    """The page that says which role was needed and which the reader has; status 403."""
    context = {
        "permission": permission,
        "needed": [role for role, allowed in ALLOWED.items() if permission in allowed],
        "held": actor_of(request).roles,
    }
    return render(request, "access/refused.html", context, status=403)
