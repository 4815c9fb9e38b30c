"""Secrets of second factors at rest."""

import base64
import os
from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from wayforward.conf import environment
from wayforward.core.access import keyring
from wayforward.core.access.sealing import SealBrokenError, seal, unseal
from wayforward.testing.staff import add_app, hire


def test_seal_and_unseal_give_the_text_again() -> None:
    sealed = seal("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert unseal(sealed) == "JBSWY3DPEHPK3PXP"


def test_unseal_under_another_key_says_what_to_do(monkeypatch) -> None:
    sealed = seal("secret")
    another = base64.b64encode(os.urandom(32)).decode()
    env = replace(environment(), sealing_keys=another)
    monkeypatch.setattr(keyring, "environment", lambda: env)

    with pytest.raises(SealBrokenError, match="reset-factors"):
        unseal(sealed)


@pytest.mark.parametrize("broken", ["", "x", "deadbeef.gAAAA"])
def test_unseal_of_what_was_never_sealed_is_refused(broken: str) -> None:
    with pytest.raises(SealBrokenError):
        unseal(broken)


def test_database_holds_no_secret_in_the_clear(db) -> None:
    user = hire()
    secret = add_app(user)
    codes = RecoveryCodes.activate(user).generate_codes()

    stored = "".join(str(row.data) for row in Authenticator.objects.all())

    assert secret not in stored
    assert not [code for code in codes if code in stored]
    assert stored.count("'v1.") == 2  # both are sealed
