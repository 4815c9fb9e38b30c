"""Secrets of second factors at rest."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from wayforward.core.access.sealing import SealBrokenError, seal, unseal
from wayforward.testing.staff import add_app, hire


def test_seal_and_unseal_give_the_text_again() -> None:
    sealed = seal("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert unseal(sealed) == "JBSWY3DPEHPK3PXP"


def test_unseal_under_another_key_says_what_to_do(settings) -> None:
    sealed = seal("secret")
    settings.SECRET_KEY = "another key altogether"

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
    assert stored.count("gAAAA") == 2  # both are sealed
