"""YAML files of ours as data: every one is read here, by the fast reader where there is one.

Plain data only: a file never makes an object. Python's own reader takes twelve times as long.
"""

from __future__ import annotations

from typing import Any, Protocol

import yaml

_READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Readable(Protocol):
    """A path, or a file inside the package."""

    def read_text(self, encoding: str) -> str:
        """The whole of it."""


def plain_data(text: str) -> Any:
    """What a text in YAML says. Raises yaml.YAMLError."""
    return yaml.load(text, _READER)  # noqa: S506  # safe: plain data


def read_yaml(file: Readable) -> Any:
    """What a file says. Raises OSError, UnicodeDecodeError, yaml.YAMLError."""
    return plain_data(file.read_text(encoding="utf-8"))
