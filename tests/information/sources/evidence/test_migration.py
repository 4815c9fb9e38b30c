"""The migration goes forwards and backwards with captures there, and leaves them alone."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from tests.information.sources.evidence import world

from wayforward.information.sources.capturing import CaptureStore
from wayforward.information.sources.evidence.actions import make_digests
from wayforward.information.sources.models import Capture

AFTER = "0007_evidence"
BEFORE = dict(import_module(f"wayforward.information.migrations.{AFTER}").Migration.dependencies)


def _migrate(name: str) -> None:
    call_command("migrate", "information", name, verbosity=0)


@pytest.fixture
def latest(transactional_db: None) -> Iterator[None]:
    """Whatever a test does, the tables are as they were afterwards."""
    yield
    call_command("migrate", "information", verbosity=0)


def test_migration_back_and_forth_keeps_captures_and_starts_evidence_anew(
    latest: None, tmp_path: Path, captures: CaptureStore, heard: list[int]
) -> None:
    world.record(tmp_path, 0, "a", "b")
    before = [one.digest for one in make_digests(now=world.morning(2))]

    _migrate(BEFORE["information"])
    tables = connection.introspection.table_names()
    _migrate(AFTER)

    assert not [name for name in tables if name.endswith(("dailydigest", "timestamp"))]
    assert Capture.objects.count() == 2
    assert [one.digest for one in make_digests(now=world.morning(2))] == before
