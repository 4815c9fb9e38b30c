"""Secrets made once and kept in the data folder, readable by us alone. Which ones: their users."""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

KEY_BYTES = 32


def read_key(text: str) -> bytes:
    """A key of 32 bytes from its base64. Raises ValueError for anything else."""
    raw = base64.b64decode(text, validate=True)
    if len(raw) != KEY_BYTES:
        raise ValueError(f"A key is {KEY_BYTES} bytes in base64.")
    return raw


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The secret in a file; made and written (mode 0600) where there is none yet.

    Of processes that start at the same time one writes it whole and the others read that one.
    """
    if not path.exists():
        draft = _draft(path, make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def keep_anew(path: Path, text: str) -> None:
    """Put another text in the place of a kept secret; readers see the old one or the new, whole."""
    _draft(path, text).replace(path)


def _draft(path: Path, text: str) -> Path:
    """The text on the disk, beside where it is going to be, readable by us alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft
