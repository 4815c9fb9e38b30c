"""The migration goes back and forth, and leaves nothing of campaigns in the citation graph."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from tests.information.campaigns.making import whole
from tests.information.cards.making import SAID, import_page

from wayforward.core.citations.models import PublishedText
from wayforward.core.rulesets.actions import load_rule_sets

AFTER = "0017_campaigns"
BEFORE = dict(import_module(f"wayforward.information.migrations.{AFTER}").Migration.dependencies)


@pytest.fixture
def latest(transactional_db: None) -> Iterator[None]:
    """Whatever a test does, the tables are as they were afterwards."""
    yield
    call_command("migrate", "information", verbosity=0)


def test_back_takes_campaigns_and_their_texts_and_forth_they_can_be_made(
    latest: None, tmp_path: Path
) -> None:
    load_rule_sets()
    whole(import_page(tmp_path, "01", *SAID)).running()

    call_command("migrate", "information", BEFORE["information"], verbosity=0)
    tables = connection.introspection.table_names()
    left = PublishedText.objects.filter(kind="material").count()
    call_command("migrate", "information", AFTER, verbosity=0)

    assert not [name for name in tables if "campaign" in name or "placement" in name]
    assert left == 0
    assert "information_campaign" in connection.introspection.table_names()
