"""Reading the reviewed lists beside this module, once a process."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from wayforward.core.yaml_files import plain_data


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `data/<name>.yaml`; do not change it. Raises FileNotFoundError."""
    text = files(__package__).joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    content = plain_data(text)
    if not isinstance(content, dict):
        raise TypeError(f"data/{name}.yaml must hold a mapping at its top level.")
    return content
