"""Acting at the desk: for the party of whoever is signed in, for a purpose that is stated.

Pages about persons open `acting_here`; the purpose is the one chosen, or the first that the
reader's roles serve, and the page shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest

from wayforward.core.access.context import Acting, acting_as
from wayforward.core.access.duties import open_to
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import ABOUT_PERSONS, Purpose


def account_of(request: HttpRequest) -> Account:
    """The account that is signed in, with its party. The gate lets nobody else through."""
    return Account.objects.select_related("user", "party").get(user=request.user)  # type: ignore[misc]


def purposes_at(account: Account) -> list[Purpose]:
    """What the account's roles may act for about persons, in the order of the list."""
    opened = frozenset[Purpose]().union(*(open_to(role) for role in account.held))
    return [one for one in Purpose if one in opened & ABOUT_PERSONS]


@contextmanager
def acting_here(request: HttpRequest) -> Iterator[Acting]:
    """Act as whoever is signed in; where the roles serve no purpose about persons, for none."""
    account = account_of(request)
    open_ones = purposes_at(account) or [Purpose.ADMINISTRATION]
    asked = request.POST.get("purpose_here") or request.GET.get("purpose_here")
    purpose = Purpose(asked) if asked in open_ones else open_ones[0]
    with acting_as(account, purpose=purpose) as one:
        yield one
