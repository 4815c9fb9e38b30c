"""Signs documents that travel without us, so that anybody can check them: Ed25519 (RFC 8032).

What is signed is the document in canonical JSON (RFC 8785 for text, whole numbers, truth values,
lists and objects; other numbers are refused) without its member `signature`. The key is the
operator's, or made once and kept in the data folder.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from django.core.exceptions import ImproperlyConfigured

from wayforward.conf import environment
from wayforward.core.outside import reading
from wayforward.core.outside.signatures import key_name
from wayforward.kept import kept_secret, read_key


class NotOursError(ValueError):
    """A document is not what its signer signed; the message is one sentence for a reader."""


class WrongKeyError(NotOursError):
    """A document was signed with another key than the one it is checked with."""


def canonical(document: object) -> bytes:
    """The one way to write a document down. Raises TypeError for what has none."""
    _refuse_fractions(document)
    return reading.canonical(document)


def signed(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with `key`, the short name of our public key, and `signature` in base64."""
    key = _private_key()
    named = {**document, "key": key_name(_raw(key.public_key()))}
    return {**named, "signature": _base64(key.sign(canonical(named)))}


def check(document: Mapping[str, Any], public_key: bytes) -> None:
    """Raise WrongKeyError or NotOursError unless the document is as the key's owner signed it."""
    if document.get("key") != key_name(public_key):
        raise WrongKeyError("The file was signed with another key than the one you check it with.")
    unsigned = {name: value for name, value in document.items() if name != "signature"}
    try:
        signature = base64.b64decode(str(document.get("signature")), validate=True)
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, canonical(unsigned))
    except (InvalidSignature, binascii.Error, TypeError) as wrong:
        raise NotOursError("The file was changed after it was signed: do not use it.") from wrong


def public_key() -> bytes:
    """Our public key, 32 bytes."""
    return _raw(_private_key().public_key())


def public_key_text() -> str:
    """Our public key in base64, as it is published."""
    return _base64(public_key())


def _private_key() -> Ed25519PrivateKey:
    env = environment()
    text = env.signing_key or kept_secret(env.data / "signing.key", _new_key)
    try:
        return Ed25519PrivateKey.from_private_bytes(read_key(text))
    except ValueError as wrong:
        raise ImproperlyConfigured("The signing key must be 32 bytes in base64.") from wrong


def _new_key() -> str:
    return _base64(Ed25519PrivateKey.generate().private_bytes_raw())


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes_raw()


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _refuse_fractions(value: object) -> None:
    """Programs write fractions in different ways: a signature over one would not be checkable."""
    if isinstance(value, float):
        raise TypeError("A document to be signed holds no fractions.")
    if isinstance(value, Mapping):
        for held in value.values():
            _refuse_fractions(held)
    elif isinstance(value, list | tuple):
        for held in value:
            _refuse_fractions(held)
