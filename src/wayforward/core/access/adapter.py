"""How allauth behaves in our house: nobody signs up, no address is kept, secrets are sealed."""

from __future__ import annotations

import time
from typing import Any, ClassVar
from urllib.parse import urlsplit

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wayforward.conf import environment
from wayforward.core.access import wording
from wayforward.core.access.callers import Callers, client_address
from wayforward.core.access.queries import SECOND_FACTORS
from wayforward.core.access.sealing import seal, unseal
from wayforward.core.language.digits import to_reader

callers = Callers()


def weaknesses(password: str, user: User) -> list[str]:
    """Why a password is not good enough, in the reader's language; empty when it is."""
    try:
        validate_password(password, user)
    except ValidationError as problem:
        return [
            str(wording.WEAKNESSES.get(str(one.code), one.message)) for one in problem.error_list
        ]
    return []


class AccountAdapter(DefaultAccountAdapter):
    """Signing in by name and password, for people the operator has let in."""

    error_messages: ClassVar = {**DefaultAccountAdapter.error_messages, **wording.ACCOUNT_ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are opened by the operator."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """What limits are counted under: a keyed digest of the address, good for a day."""
        callers.renew()
        return callers.name(client_address(request, environment().proxies)).hex()

    def clean_password(self, password: str, user: User | None = None) -> str:
        """The password, or ValidationError in our words."""
        if problems := weaknesses(password, user or User()):
            raise ValidationError(problems)
        return password

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page of the account."""
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for five minutes after signing in, so that a first factor asks no password twice."""
        request = self.request
        records = get_authentication_records(request, request.user)
        since = time.time() - records[-1]["at"] if records else float("inf")
        return bool(since >= app_settings.REAUTHENTICATION_TIMEOUT)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: sealed at rest, bound to the operator's origin, never down to none."""

    error_messages: ClassVar = {**DefaultMFAAdapter.error_messages, **wording.FACTOR_ERRORS}

    def encrypt(self, text: str) -> str:
        """Sealed for the database."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """As it was; raises FactorSealBrokenError when its key is gone."""
        return unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """The picture an authenticator app reads, as SVG that stands in the page."""
        return segno.make(url, micro=False).svg_inline(
            border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr"
        )

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether another second factor remains."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=SECOND_FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """A name for the next passkey, to be changed by its owner."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        number = to_reader(str(count + 1), get_language() or "en")
        return _("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site a passkey belongs to: the host of the origin, whatever name was asked for."""
        return {"id": urlsplit(settings.ORIGIN).hostname or "", "name": "wayforward"}
