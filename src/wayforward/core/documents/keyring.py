"""The keys that seal the keys of files. The newest one seals; all of them open.

They are the operator's (WAYFORWARD_FILE_KEYS, newest first), or made once and kept in the data
folder, one a line. Each is 32 bytes in base64 and is named by its digest.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from wayforward.conf import environment
from wayforward.kept import kept_secret

NAME_LENGTH = 8


class KeyMissingError(LookupError):
    """Something is sealed with a key we have not; the message says which one to bring back."""


class KeysAreGivenError(RuntimeError):
    """The keys come from the operator's environment: a new one is put in front there."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys, newest first."""

    keys: tuple[bytes, ...]

    @property
    def newest(self) -> bytes:
        """The one that seals."""
        return self.keys[0]

    def named(self, name: str) -> bytes:
        """The key of that name. Raises KeyMissingError."""
        for key in self.keys:
            if key_name(key) == name:
                return key
        raise KeyMissingError(
            f"This was sealed with the key {name}, which is not here: bring it back to "
            "WAYFORWARD_FILE_KEYS or to files.key in the data folder."
        )


def key_name(key: bytes) -> str:
    """A short name that tells keys apart and nothing else."""
    return hashlib.sha256(b"wayforward: name of a key" + key).hexdigest()[:NAME_LENGTH]


def keyring() -> Keyring:
    """The keys as they are now. Raises ImproperlyConfigured for one that is none."""
    given = environment().file_keys
    texts = given or tuple(kept_secret(_path(), new_key).split())
    return Keyring(tuple(_read(text) for text in texts))


def new_key() -> str:
    """32 bytes by chance, in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def add_key() -> str:
    """Put a new key in front of those in the data folder; its name.

    Raises KeysAreGivenError where the operator gives the keys.
    """
    if environment().file_keys:
        raise KeysAreGivenError("Put the new key first in WAYFORWARD_FILE_KEYS and start again.")
    keyring()
    path, key = _path(), new_key()
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write("\n".join([key, *path.read_text().split()]))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return key_name(_read(key))


def _path() -> Path:
    return environment().data / "files.key"


def _read(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error:
        raw = b""
    if len(raw) != 32:
        raise ImproperlyConfigured("A key that seals files must be 32 bytes in base64.")
    return raw
