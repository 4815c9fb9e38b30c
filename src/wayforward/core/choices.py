"""The values of a closed set as a model field takes them."""

from __future__ import annotations

from enum import StrEnum


def choices_of(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    """Value and a plain English name of each; what people read is in the rooms' `wording.py`."""
    return [(kind.value, kind.name.replace("_", " ").capitalize()) for kind in kinds]
