"""The tables of reports go back and come again, with reports there; claims stay."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from tests.information.cards.making import SAID, import_page
from tests.information.narratives.making import KEY, load_one
from tests.information.narratives.reporting.making import DAY, Matching, report

from wayforward.information.narratives.channels import memory
from wayforward.information.narratives.channels.models import Memory
from wayforward.information.narratives.models import Claim
from wayforward.information.narratives.reporting.models import Report

AFTER = "0015_reports"
BEFORE = dict(import_module(f"wayforward.information.migrations.{AFTER}").Migration.dependencies)


@pytest.fixture
def latest(transactional_db: None) -> Iterator[None]:
    """Whatever a test does, the tables are as they were afterwards."""
    yield
    call_command("migrate", "information", verbosity=0)


def test_back_and_forth_with_reports(latest: None, tmp_path: Path) -> None:
    load_one(import_page(tmp_path, "01", *SAID))
    report("Appeals never read", Matching({"never read": KEY}))
    memory.remember(Memory.TOLD, "chat", today=DAY)

    call_command("migrate", "information", BEFORE["information"], verbosity=0)
    tables = connection.introspection.table_names()
    call_command("migrate", "information", AFTER, verbosity=0)

    assert not [name for name in tables if name.split("_")[-1] in {"report", "trace", "daysalt"}]
    assert Claim.objects.filter(key=KEY).exists()
    assert Report.objects.count() == 0
