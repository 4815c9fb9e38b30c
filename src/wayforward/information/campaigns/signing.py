"""Proves at the terminal that somebody is the account that signs: by its password and code."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from wayforward.core.access.models import Account


class NotThemError(PermissionError):
    """Nobody proved to be this account; which of the proofs was wrong is not told."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__(
            "Name, password and code do not belong together: try again, or sign at the desk."
        )


def proved_account(*, name: str, password: str, code: str) -> Account:
    """The open account of that name, proved by password and the code of its app.

    Raises NotThemError, also for an account that signs in with a passkey or an organisation alone:
    it signs at the desk.
    """
    rows = Account.objects.select_related("user", "party")
    found = rows.filter(user__username=name, closed_at=None).first()
    if found is None or not found.user.check_password(password):
        raise NotThemError
    apps = Authenticator.objects.filter(user=found.user, type=Authenticator.Type.TOTP)
    if not any(TOTP(app).validate_code(code) for app in apps):
        raise NotThemError
    return found
