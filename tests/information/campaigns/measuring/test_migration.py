"""The migration of measuring goes back with its tables and leaves the campaigns as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from tests.information.campaigns.measuring.making import linked, running, told_effect

from wayforward.information.campaigns.models import Campaign

BEFORE = "0017_campaigns"
OURS = {
    "information_shortlink",
    "information_linkopens",
    "information_toldreach",
    "information_area",
    "information_question",
    "information_askingcode",
    "information_answercount",
    "information_answerfile",
}


@pytest.fixture
def latest(transactional_db: None) -> Iterator[None]:
    """Whatever a test does, the tables are as they were afterwards."""
    yield
    call_command("migrate", "information", verbosity=0)


def test_back_and_forth_with_data_keeps_the_campaign(latest: None, tmp_path: Path) -> None:
    made = running(tmp_path)
    linked(made.campaign)
    told_effect(made.campaign)

    call_command("migrate", "information", BEFORE, verbosity=0)
    left = set(connection.introspection.table_names())
    call_command("migrate", "information", verbosity=0)

    assert left & OURS == set()
    assert set(connection.introspection.table_names()) >= OURS
    assert Campaign.objects.get().key == made.campaign.key
