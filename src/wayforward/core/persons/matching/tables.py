"""Reading the reviewed lists beside this module, once a process."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `data/<name>.yaml`; do not change it. Raises FileNotFoundError."""
    text = files(__package__).joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    content = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    if not isinstance(content, dict):
        raise TypeError(f"data/{name}.yaml must hold a mapping at its top level.")
    return content
