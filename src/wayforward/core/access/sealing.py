"""Secrets of second factors are sealed before they reach the database.

The key comes from the product's secret key: whoever gets a copy of the database alone cannot make
codes from it. Recovery codes and the secrets of authenticator apps pass through here; passkeys are
public keys and need no seal.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"wayforward: second factors"


class SealBrokenError(RuntimeError):
    """A secret was sealed with another key: the message says what the operator can do."""


def _key() -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(settings.SECRET_KEY.encode())


def _name(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()[:8]


def seal(text: str) -> str:
    """`text` sealed, with the name of its key in front."""
    key = _key()
    return f"{_name(key)}.{Fernet(base64.urlsafe_b64encode(key)).encrypt(text.encode()).decode()}"


def unseal(sealed: str) -> str:
    """The text again. Raises SealBrokenError when the secret key is another one now."""
    key = _key()
    name, _dot, token = sealed.partition(".")
    try:
        return Fernet(base64.urlsafe_b64encode(key)).decrypt(token).decode()
    except InvalidToken as problem:
        raise SealBrokenError(
            f"A second factor was sealed with key {name}, the present one is {_name(key)}: bring"
            " back the old secret key, or run `wayforward accounts reset-factors NAME`."
        ) from problem
