"""Pages about persons: open only to somebody who acts for a party and has said what for.

`work_page` stands on the gate of the desk and runs the whole page, its rendering included, inside
`acting_as`. The purpose is the usual one of the reader's roles until another is chosen; it stands
on every such page, for the log keeps it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wayforward.core.access.context import Acting, acting_as
from wayforward.core.access.duties import duties
from wayforward.core.access.gate import desk_page
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission
from wayforward.core.access.segregation import purposes_of
from wayforward.core.parties.models import Party

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
_PURPOSE, _REASON = "purpose", "reason"
_MOST = 200  # letters of a reason


def account_of(request: HttpRequest) -> Account:
    """The account behind a page of the desk; the gate has seen that there is one."""
    rows = Account.objects.select_related("user", "party__arrangement")
    return rows.get(user__username=request.user.get_username())


@dataclass(frozen=True, slots=True)
class Work:
    """What a page about persons stands on: `request.work`."""

    acting: Acting
    party: Party
    purposes: tuple[Purpose, ...]  # among which the reader may choose


def work_page(
    permission: Permission, purpose: Purpose | None = None, *, otherwise: Purpose | None = None
) -> Callable[[View[P]], View[P]]:
    """As `desk_page`, for pages about persons, or about the own party with a fixed `purpose`.

    Roles that look at persons for nothing come in for the purpose `otherwise`, where one is named,
    and see what is about no person. Without a party or a purpose the page says so (403).
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def worked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            account = account_of(request)
            allowed = (purpose,) if purpose else purposes_of(duties(), account.held)
            allowed = allowed or ((otherwise,) if otherwise else ())
            if account.party is None or not allowed:
                return render(request, "access/no_party.html", status=403)
            stated, reason = _stated(request, allowed)
            with acting_as(account, purpose=stated, reason=reason) as one:
                request.work = Work(one, account.party, allowed)  # type: ignore[attr-defined]
                return view(request, *args, **kwargs)

        return desk_page(permission)(cast("View[P]", worked))

    return decorate


def work_of(request: HttpRequest) -> Work:
    """What a page decorated with `work_page` stands on."""
    found: Work = request.work  # type: ignore[attr-defined]
    return found


def _stated(request: HttpRequest, allowed: tuple[Purpose, ...]) -> tuple[Purpose, str]:
    stated = request.session.get(_PURPOSE, "")
    purpose = next((one for one in allowed if one == stated), allowed[0])
    return purpose, str(request.session.get(_REASON, "")) if purpose == stated else ""


@require_POST
@desk_page(Permission.SEE_PARTY)
def state_purpose(request: HttpRequest) -> HttpResponse:
    """Keep for this session what the reader looks at persons for, and why."""
    stated = request.POST.get("purpose", "")
    if stated in purposes_of(duties(), account_of(request).held):
        request.session[_PURPOSE] = stated
        request.session[_REASON] = request.POST.get("reason", "").strip()[:_MOST]
        messages.success(request, _("From now on the log says that you look for this purpose."))
    else:
        messages.error(request, _("None of your roles looks at persons for that purpose."))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if safe else reverse("desk"))
