"""Pages of an account that allauth does not bring, and the page of who may see what."""

from __future__ import annotations

from allauth.account import views as account
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from wayforward.core.access.actions import choose_password
from wayforward.core.access.forms import ChoosePasswordForm
from wayforward.core.access.gate import actor_of, desk_page
from wayforward.core.access.matrix import matrix
from wayforward.core.access.queries import actor_named, factors_of, welcomed
from wayforward.core.access.rules import Permission


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Choose the first password, or a new one, by a one-time link; opening it uses nothing up."""
    user = welcomed(uid, token)
    if user is None:
        return render(request, "access/link_over.html", status=410)
    form = ChoosePasswordForm(user, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "access/welcome.html", {"form": form, "name": user.get_username()})
    password = form.cleaned_data["password1"]
    choose_password(user=user, password=password, actor=actor_named(user))
    logout(request)
    messages.success(request, _("Your password is saved. Sign in with it now."))
    return redirect("account_login")


def change_password(request: HttpRequest) -> HttpResponse:
    """Another password, for whoever has one; signing in through an organisation needs none."""
    user = request.user
    if isinstance(user, User) and not user.has_usable_password():
        return redirect("mfa_index")
    response: HttpResponse = account.password_change(request)
    return response


@require_safe
def set_up(request: HttpRequest) -> HttpResponse:
    """Which second factor to set up first, and why one is needed."""
    return render(request, "access/set_up.html")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Who I am here, what I may do, how I sign in."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # the gate lets nobody else through
    context = {"actor": actor_of(request), "factors": factors_of(user)}
    return render(request, "access/overview.html", context)


@require_safe
@desk_page(Permission.SEE_DESK)
def access_matrix(request: HttpRequest) -> HttpResponse:
    """Who may do and see what, made from the code and the database."""
    found = matrix()
    walled = [line for line in found.tables if line.policies]
    return render(request, "ledgers/matrix.html", {"matrix": found, "walled": walled})
