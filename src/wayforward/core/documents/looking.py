"""What somebody at the desk looks at documents for: said once a session, told to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.http import HttpRequest

from wayforward.core.access.context import Acting, acting_as
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose

LOOK = "documents-look"  # of the session: what for, and why


class NotLookingError(LookupError):
    """Somebody has not said yet what they look for, or acts for no party."""


@contextmanager
def looking(request: HttpRequest) -> Iterator[Acting]:
    """Act for the own party as the session says. Raises NotLookingError."""
    said = request.session.get(LOOK)
    account = account_of(request)
    if not said or account.party_id is None:
        raise NotLookingError
    with acting_as(account, purpose=Purpose(said["purpose"]), reason=said["reason"]) as one:
        yield one


def account_of(request: HttpRequest) -> Account:
    """Whoever is signed in."""
    assert isinstance(request.user, User)  # noqa: S101  # the gate lets nobody else through
    return request.user.account
