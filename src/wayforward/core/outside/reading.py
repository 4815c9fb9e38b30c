"""Reading the files of an export, and the one way in which documents are written to be hashed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Say = Callable[[int, int], None]  # done, total


class DoesNotHoldError(Exception):
    """Something is not as the export says; the message is one sentence that names it."""


def canonical(document: object) -> bytes:
    """A document as it is hashed and signed (RFC 8785 for text, whole numbers, lists, objects)."""
    said = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return said.encode("utf-8")


def digest_of(document: object) -> str:
    """The SHA-256 of a canonical document, in hexadecimal."""
    return hashlib.sha256(canonical(document)).hexdigest()


def about_export(folder: Path, form: str) -> dict[str, Any]:
    """What export.json says, which is written last. Raises DoesNotHoldError where it is not of
    `form`.
    """
    try:
        about = json.loads((folder / "export.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise DoesNotHoldError(
            f"{folder} holds no finished export: its file export.json is missing or damaged."
        ) from None
    if not isinstance(about, dict) or about.get("format") != form:
        raise DoesNotHoldError(f"{folder} holds no export that this program knows ({form}).")
    return about


def rows_of(folder: Path, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON lines file with their line numbers. Raises DoesNotHoldError."""
    try:
        with (folder / name).open(encoding="utf-8") as file:
            for number, text in enumerate(file, start=1):
                value = json.loads(text)
                if not isinstance(value, dict) or not text.endswith("\n"):
                    raise ValueError(number)
                yield number, value
    except FileNotFoundError:
        raise DoesNotHoldError(f"The file {name} is missing.") from None
    except (OSError, ValueError, RecursionError):
        raise DoesNotHoldError(f"The file {name} is cut off or damaged.") from None


def inside(folder: Path, name: object) -> Path:
    """The place of a file that the export names. Raises DoesNotHoldError where it is outside."""
    place = folder / str(name)
    if not place.resolve().is_relative_to(folder.resolve()):
        raise DoesNotHoldError(f"The export names a file outside itself: {name!r}.")
    return place
