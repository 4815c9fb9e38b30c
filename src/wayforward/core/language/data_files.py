"""Reading the reviewed word lists that ship beside this module. No network, no other folder."""

from functools import cache
from importlib.resources import files
from typing import Any

from wayforward.core.yaml_files import plain_data


@cache
def load_yaml(name: str) -> dict[str, Any]:
    """Return the parsed content of `data/<name>.yaml`; read once per process, do not change it.

    Raises FileNotFoundError when there is no such list.
    """
    text = (
        files(__package__).joinpath("data", *f"{name}.yaml".split("/")).read_text(encoding="utf-8")
    )
    content = plain_data(text)
    if not isinstance(content, dict):
        raise TypeError(f"data/{name}.yaml must hold a mapping at its top level.")
    return content


@cache
def list_yaml(folder: str) -> tuple[str, ...]:
    """Return the names, for `load_yaml`, of the lists in the folder `data/<folder>`, sorted."""
    found = files(__package__).joinpath("data", folder).iterdir()
    names = sorted(entry.name for entry in found if entry.name.endswith(".yaml"))
    return tuple(f"{folder}/{name.removesuffix('.yaml')}" for name in names)
