"""What a key of a closed set is called: the words themselves stand with their subjects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def in_words(words: Mapping[Any, object], key: str) -> str:
    """The words for a key, in the language of the moment; the key itself where there are none."""
    return str(words.get(key, key))
