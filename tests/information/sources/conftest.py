"""What the tests of sources share: a web server on this machine, a captures folder, an ear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings
from tests.information.sources.serving import Site, serving

from wayforward.information.sources import hooks
from wayforward.information.sources.capturing import CaptureStore


@pytest.fixture
def site() -> Iterator[Site]:
    """A server for one test."""
    with serving() as running:
        yield running


@pytest.fixture
def captures(tmp_path: Path, settings: Settings) -> CaptureStore:
    """A captures folder for one test."""
    settings.CAPTURES = tmp_path / "captures"
    return CaptureStore(tmp_path / "captures")


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """The readings that became current during a test, in place of whoever else listens."""
    readings: list[int] = []
    others = tuple(hooks._listeners)
    for other in others:
        hooks.forget(other)
    hooks.on_reading(readings.append)
    yield readings
    hooks.forget(readings.append)
    for other in others:
        hooks.on_reading(other)
