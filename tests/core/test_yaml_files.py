"""Reviewed files are read in one place, as plain data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from wayforward.conf import PACKAGE
from wayforward.core.yaml_files import plain_data, read_yaml


def test_a_file_is_plain_data(tmp_path: Path) -> None:
    file = tmp_path / "said.yaml"
    file.write_text("کابل: [1, true, 2026-05-04]\n", encoding="utf-8")

    assert read_yaml(file) == yaml.safe_load(file.read_text(encoding="utf-8"))
    with pytest.raises(yaml.YAMLError):
        plain_data("!!python/object/apply:os.system [true]")


def test_nobody_else_reads_yaml() -> None:
    own = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"yaml\.(safe_)?load\b", path.read_text(encoding="utf-8"))
    ]

    assert own == ["core/yaml_files.py"]
