"""Seals files piece by piece: AES-256-GCM in the STREAM construction, a key of its own for each.

The nonce of a piece is its number and whether it is the last: pieces cannot be left out, swapped or
cut off unnoticed (Hoang, Reyhanitabar, Rogaway, Vizar 2015). `context` binds what is sealed to what
it belongs to. The file's own key is sealed by the keyring and kept apart from the file.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wayforward.core.documents.keyring import NAME_LENGTH, Keyring, key_name

PIECE = 64 * 1024
_TAG = 16
_NONCE = 12
_BEGIN = b"WFS1"


class SealBrokenError(RuntimeError):
    """What was sealed is not what it was, or belongs to something else."""


def new_file_key() -> bytes:
    """A key for one file."""
    return AESGCM.generate_key(256)


def seal_key(key: bytes, keys: Keyring, context: bytes) -> bytes:
    """A file's key under the newest key of the ring, with that one's name in front."""
    nonce = secrets.token_bytes(_NONCE)
    name = key_name(keys.newest).encode()
    return name + nonce + AESGCM(keys.newest).encrypt(nonce, key, name + context)


def open_key(sealed: bytes, keys: Keyring, context: bytes) -> bytes:
    """The file's key. Raises KeyMissingError or SealBrokenError."""
    name, nonce = sealed[:NAME_LENGTH], sealed[NAME_LENGTH : NAME_LENGTH + _NONCE]
    holder = keys.named(name.decode("ascii", "replace"))
    try:
        return AESGCM(holder).decrypt(nonce, sealed[NAME_LENGTH + _NONCE :], name + context)
    except (InvalidTag, ValueError) as wrong:
        raise SealBrokenError("The key of this file is not what was sealed.") from wrong


def sealed_by(sealed: bytes) -> str:
    """The name of the key that seals a file's key."""
    return sealed[:NAME_LENGTH].decode("ascii", "replace")


def seal(pieces: Iterable[bytes], key: bytes, context: bytes) -> Iterator[bytes]:
    """The sealed bytes of a file given in pieces of any length."""
    cipher = AESGCM(key)
    yield _BEGIN
    for number, (piece, last) in enumerate(_marked(_cut(pieces))):
        yield cipher.encrypt(_nonce(number, last), piece, context)


def unseal(sealed: BinaryIO, key: bytes, context: bytes) -> Iterator[bytes]:
    """The pieces of a file again, each proved before it is handed out.

    Raises SealBrokenError; what was handed out before is then the beginning of a file that was cut
    or changed further on, and the reader must throw it away.
    """
    cipher = AESGCM(key)
    if sealed.read(len(_BEGIN)) != _BEGIN:
        raise SealBrokenError("This is no sealed file.")
    blocks = iter(lambda: sealed.read(PIECE + _TAG), b"")
    try:
        for number, (block, last) in enumerate(_marked(blocks)):
            yield cipher.decrypt(_nonce(number, last), block, context)
    except InvalidTag as wrong:
        raise SealBrokenError("The file was changed or cut after it was sealed.") from wrong


def seal_bytes(said: bytes, keys: Keyring, context: bytes) -> bytes:
    """A short text sealed with a key of its own, in one: key, then what it seals."""
    key = new_file_key()
    return seal_key(key, keys, context) + b"".join(seal([said], key, context))


def unseal_bytes(sealed: bytes, keys: Keyring, context: bytes) -> bytes:
    """The text again. Raises KeyMissingError or SealBrokenError."""
    length = NAME_LENGTH + _NONCE + 32 + _TAG
    key = open_key(sealed[:length], keys, context)
    return b"".join(unseal(BytesIO(sealed[length:]), key, context))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(_NONCE - 1, "big") + bytes([last])


def _cut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces of exactly PIECE bytes, the last one shorter; one empty piece for nothing."""
    held = bytearray()
    for piece in pieces:
        held += piece
        # What fills the last piece stays: it may be the end.
        if whole := max(0, len(held) - 1) // PIECE * PIECE:
            said = bytes(held[:whole])
            del held[:whole]
            yield from (said[at : at + PIECE] for at in range(0, whole, PIECE))
    yield bytes(held)


def _marked(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each piece, and whether it is the last; one empty piece where there is none."""
    iterator = iter(pieces)
    held = next(iterator, b"")
    for following in iterator:
        yield held, False
        held = following
    yield held, True
