"""Sealing text so that it opens only where it belongs, and finding it again without opening.

A sealed text names its key and is bound to a place (associated data): moved to another row, field
or party it does not open. Keys: keyring.py. Fields of models: sealed_fields.py.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag

from wayforward.core.access.keyring import Key, keyring

_FORM = "v1"
_NONCE_BYTES = 12
_INDEX_LETTERS = 32  # 128 bits
Place = Sequence[object]


class SealBrokenError(RuntimeError):
    """A sealed text does not open: it was altered, or it stands where it was not sealed for."""


def seal(text: str, place: Place) -> str:
    """`text` sealed with the newest key for one place: table, column, what tells the row apart."""
    key = keyring().current
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = key.cipher.encrypt(nonce, text.encode(), _bound(place))
    return f"{mark(key)}{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, place: Place) -> str:
    """The text again. Raises KeyMissingError, SealBrokenError where it is from another place."""
    form, _dot, rest = sealed.partition(".")
    name, _dot, body = rest.partition(".")
    if form != _FORM:
        raise SealBrokenError("This is no sealed text, or one of a later version of the product.")
    key = keyring().named(name)
    try:
        raw = base64.urlsafe_b64decode(body)
        opened = key.cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _bound(place))
    except (InvalidTag, binascii.Error, ValueError) as problem:
        raise SealBrokenError(
            "A sealed text does not open: it was altered, or moved here from another row. Restore"
            " the row from its history or a backup."
        ) from problem
    return opened.decode()


def mark(key: Key) -> str:
    """How a text sealed with this key begins."""
    return f"{_FORM}.{key.name}."


def blind(text: str, place: Place, key: Key) -> str:
    """A keyed digest that is the same for the same text in the same place: for looking it up."""
    said = json.dumps([*_plain(place), " ".join(text.split()).casefold()], ensure_ascii=False)
    digest = hmac.digest(key.index, said.encode(), hashlib.sha256).hex()[:_INDEX_LETTERS]
    return f"{key.name}.{digest}"


def _bound(place: Place) -> bytes:
    return json.dumps(_plain(place), ensure_ascii=False).encode()


def _plain(place: Place) -> list[str]:
    if any(part is None for part in place):
        raise SealBrokenError("Nothing is sealed before it is known what it belongs to.")
    return [str(part) for part in place]
