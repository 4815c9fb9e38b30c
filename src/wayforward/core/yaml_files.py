"""YAML files of ours as data: every one is read here, by the fast reader where there is one.

Plain data only: a file never makes an object. Python's own reader takes twelve times as long.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def plain_data(text: str) -> Any:
    """What a text in YAML says. Raises yaml.YAMLError."""
    return yaml.load(text, _READER)  # noqa: S506  # safe: plain data


def read_yaml(path: Path) -> Any:
    """What a file says. Raises OSError, UnicodeDecodeError, yaml.YAMLError."""
    return plain_data(path.read_text(encoding="utf-8"))
