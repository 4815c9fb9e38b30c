"""What we do when allauth reports: changes of passwords and second factors go into the log.

A factor set up in a session counts as proved in it: its owner has just used it.
"""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.models import User
from django.dispatch import receiver
from django.http import HttpRequest

from wayforward.core.access.actions import STREAM
from wayforward.core.access.queries import SECOND_FACTORS
from wayforward.core.audit.actions import record


@receiver(authenticator_added)
def factor_added(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """A second factor or recovery codes were set up."""
    if authenticator.type in SECOND_FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    _tell("factor added", user, kind=authenticator.type)


@receiver(authenticator_removed)
def factor_removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """A second factor or recovery codes were removed."""
    _tell("factor removed", user, kind=authenticator.type)


@receiver(password_changed)
def changed_password(user: User, **kwargs: Any) -> None:
    """Somebody changed their own password."""
    _tell("password chosen", user)


def _tell(name: str, user: User, **facts: str) -> None:
    subject = user.get_username()
    record(stream=STREAM, name=name, subject=subject, actor=subject, **facts)
