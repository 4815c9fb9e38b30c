"""Seals files piece by piece: AES-256-GCM in the STREAM construction, a key of its own for each.

The nonce of a piece is its number and whether it is the last: pieces cannot be left out, swapped or
cut off unnoticed (Hoang, Reyhanitabar, Rogaway, Vizar 2015). `context` binds what is sealed to what
it belongs to. The file's own key is kept apart from the file, in a sealed field of its row.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wayforward.core.access.encryption import SealBrokenError

PIECE = 64 * 1024
_TAG = 16
_NONCE = 12
_BEGIN = b"WFS1"


def new_file_key() -> str:
    """A key for one file, in base64."""
    return base64.b64encode(AESGCM.generate_key(256)).decode()


def seal(pieces: Iterable[bytes], key: str, context: bytes) -> Iterator[bytes]:
    """The sealed bytes of a file given in pieces of any length."""
    cipher = AESGCM(base64.b64decode(key))
    yield _BEGIN
    for number, (piece, last) in enumerate(_marked(_cut(pieces))):
        yield cipher.encrypt(_nonce(number, last), piece, context)


def unseal(sealed: BinaryIO, key: str, context: bytes) -> Iterator[bytes]:
    """The pieces of a file again, each proved before it is handed out.

    Raises SealBrokenError; what was handed out before is then the beginning of a file that was cut
    or changed further on, and the reader must throw it away.
    """
    cipher = AESGCM(base64.b64decode(key))
    if sealed.read(len(_BEGIN)) != _BEGIN:
        raise SealBrokenError("This is no sealed file.")
    blocks = iter(lambda: sealed.read(PIECE + _TAG), b"")
    try:
        for number, (block, last) in enumerate(_marked(blocks)):
            yield cipher.decrypt(_nonce(number, last), block, context)
    except InvalidTag as wrong:
        raise SealBrokenError("The file was changed or cut after it was sealed.") from wrong


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
