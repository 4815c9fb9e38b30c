"""In lists of words "no" and "on" are words: unquoted, YAML takes them for yes and no."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from wayforward.conf import PACKAGE

FILES = sorted(PACKAGE.rglob("*.yaml"))


def _taken_for_truths(part: Any, place: str) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if isinstance(name, bool):
                yield f"{place}: a name"
            yield from _taken_for_truths(value, f"{place}/{name}")
    elif isinstance(part, list):
        for value in part:
            if isinstance(value, bool):
                yield place
            yield from _taken_for_truths(value, place)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_word_of_a_list_is_taken_for_a_truth(file: Path) -> None:
    assert list(_taken_for_truths(yaml.safe_load(file.read_text("utf-8")), file.name)) == []
