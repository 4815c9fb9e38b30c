"""The migration goes back and forth, and the same file can be imported again afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from tests.information.projects.making import AF, import_these, payment, written

from wayforward.core.rulesets.actions import load_rule_sets

AFTER = "0016_projects"
BEFORE = dict(import_module(f"wayforward.information.migrations.{AFTER}").Migration.dependencies)


@pytest.fixture
def latest(transactional_db: None) -> Iterator[None]:
    """Whatever a test does, the tables are as they were afterwards."""
    yield
    call_command("migrate", "information", verbosity=0)


def test_back_takes_the_tables_and_forth_they_fill_anew(latest: None, tmp_path: Path) -> None:
    load_rule_sets()
    one = written(1, AF + payment("4", 5))
    assert import_these(tmp_path, one).new == 1

    call_command("migrate", "information", BEFORE["information"], verbosity=0)
    tables = connection.introspection.table_names()
    call_command("migrate", "information", AFTER, verbosity=0)

    assert not [name for name in tables if "project" in name or "exchange" in name]
    assert import_these(tmp_path, one).new == 1
