"""The keys that sensitive fields and second factors are sealed with, newest first.

They are the operator's (WAYFORWARD_SEALING_KEYS) or made once and kept in the data folder. The
newest seals; all open. What is done with them: encryption.py.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.core.exceptions import ImproperlyConfigured

from wayforward.conf import environment
from wayforward.kept import KEY_BYTES, keep_anew, kept_secret, read_key


class KeyMissingError(RuntimeError):
    """Something was sealed with a key that is not in the keyring; the message says how to go on."""


class KeysNotOursError(RuntimeError):
    """The keys come from the environment: a new one has to be put there by the operator."""


@dataclass(frozen=True)
class Key:
    """One secret of 32 bytes; a key for sealing and one for indexing are drawn from it."""

    raw: bytes

    @cached_property
    def name(self) -> str:
        """Eight letters that tell keys apart and say nothing about them."""
        return hashlib.sha256(b"wayforward key" + self.raw).hexdigest()[:8]

    @cached_property
    def cipher(self) -> AESGCM:
        """What seals and opens: AES-256 in Galois/counter mode."""
        return AESGCM(self._drawn(b"seal"))

    @cached_property
    def index(self) -> bytes:
        """The key of blind indexes."""
        return self._drawn(b"index")

    def _drawn(self, purpose: bytes) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"wayforward: " + purpose).derive(self.raw)


@dataclass(frozen=True)
class Keyring:
    """Every key there is, the one that seals first."""

    keys: tuple[Key, ...]

    @property
    def current(self) -> Key:
        """The key that seals."""
        return self.keys[0]

    def named(self, name: str) -> Key:
        """The key of that name. Raises KeyMissingError."""
        for key in self.keys:
            if key.name == name:
                return key
        raise KeyMissingError(
            f"This was sealed with key {name}, and the keyring has {self}: bring the key back into"
            f" WAYFORWARD_SEALING_KEYS or {_path()}."
        )

    def __str__(self) -> str:
        return ", ".join(key.name for key in self.keys)


def keyring() -> Keyring:
    """The keys as they are now: a running process sees a rotation. Raises ImproperlyConfigured."""
    given = environment().sealing_keys
    if given:
        return _read(given, "WAYFORWARD_SEALING_KEYS")
    path = _path()
    if not path.exists():
        kept_secret(path, _new_key)
    return _kept(path, path.stat().st_mtime_ns)


def add_key() -> Keyring:
    """Make a key that seals from now on; those before it still open. Raises KeysNotOursError."""
    if environment().sealing_keys:
        raise KeysNotOursError(
            "The keys are in WAYFORWARD_SEALING_KEYS: put a new one in front there"
            f" (such as {_new_key()}), restart, and run this again."
        )
    keyring()
    path = _path()
    keep_anew(path, f"{_new_key()}\n{path.read_text()}")
    return keyring()


def _path() -> Path:
    return environment().data / "sealing.keys"


@lru_cache(maxsize=4)
def _kept(path: Path, changed_at: int) -> Keyring:
    return _read(path.read_text(), str(path))


@lru_cache(maxsize=4)
def _read(text: str, where: str) -> Keyring:
    try:
        raw = [read_key(part) for part in text.replace(",", " ").split()]
    except ValueError:
        raw = []
    if not raw:
        raise ImproperlyConfigured(f"{where} must hold keys of 32 bytes in base64, newest first.")
    return Keyring(tuple(map(Key, raw)))


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
