"""Secrets of second factors are sealed before they reach the database, with the keys of all seals.

Whoever gets a copy of the database alone cannot make codes from it. Recovery codes and the secrets
of authenticator apps pass through here; passkeys are public keys and need no seal.
"""

from wayforward.core.access import encryption
from wayforward.core.access.encryption import SealBrokenError
from wayforward.core.access.keyring import KeyMissingError

PLACE = ("second factors",)


class FactorSealBrokenError(SealBrokenError):
    """A second factor does not open: the message says what the operator can do."""


def seal(text: str) -> str:
    """`text` sealed, with the name of its key in it."""
    return encryption.seal(text, PLACE)


def unseal(sealed: str) -> str:
    """The text again. Raises FactorSealBrokenError when its key is not there any more."""
    try:
        return encryption.unseal(sealed, PLACE)
    except (SealBrokenError, KeyMissingError) as problem:
        raise FactorSealBrokenError(
            f"A second factor does not open ({problem}) Or run `wayforward accounts reset-factors"
            " NAME`."
        ) from problem
