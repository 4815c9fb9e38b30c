"""Staff for tests: an account in some roles, signed in with its second factor proved."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.test import Client

from wayforward.core.access.actions import create_account
from wayforward.core.access.rules import AT_TERMINAL, Role
from wayforward.core.parties.models import Party

PASSWORD = "seven quiet mountains"  # noqa: S105  # of people who do not exist
TO_TYPE = 8  # seconds that a code must still be good for


def hire(*roles: Role, name: str = "editor-one", party: Party | None = None) -> User:
    """An account with the password above, in these roles; also in none, or for no party."""
    account = create_account(name=name, roles=[Role.EDITOR], actor=AT_TERMINAL)
    account.party, account.roles = party, sorted(role.value for role in roles)
    account.save(update_fields=["party", "roles"])
    account.user.set_password(PASSWORD)
    account.user.save()
    return account.user


def add_app(user: User) -> str:
    """Set up an authenticator app; its secret."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str) -> str:
    """What the app shows now; where its half minute is nearly over, what it shows next.

    A code is typed before it is checked, and on a busy machine seconds lie between.
    """
    left = app_settings.TOTP_PERIOD - time.time() % app_settings.TOTP_PERIOD
    if left < TO_TYPE:
        time.sleep(left)
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def sign_in(
    client: Client, *roles: Role, name: str = "editor-one", party: Party | None = None
) -> User:
    """Hire somebody and have the client be them, past both locks."""
    user = hire(*roles, name=name, party=party)
    add_app(user)
    pass_both_locks(client, user)
    return user


def pass_both_locks(client: Client, user: User) -> None:
    """Have the client be somebody who has signed in with password and app."""
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "password")
    record_authentication(request, user, "mfa", type="totp")
    request.session.save()
