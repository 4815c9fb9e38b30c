"""The step from parameters of an arrangement to rule sets, forward and back, with rows in them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = [("core", "0009_ledgers")], [("core", "0010_clocks")]


def migrate(target: list[tuple[str, str]]) -> Any:
    """Bring the tables to a state; its models."""
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.fixture
def restored() -> Any:
    """Whatever a test leaves, the tables are again those of the newest state."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.django_db(transaction=True)
def test_parameters_move_into_rule_sets_and_back(restored: Any) -> None:
    old = migrate(BEFORE)
    arrangement = old.get_model("core", "Arrangement").objects.create(
        key="old-one", names={"en": "Old one"}, valid_from=date(2016, 1, 1)
    )
    old.get_model("core", "Parameter").objects.create(
        arrangement=arrangement, key="cap", value=50, valid_from=date(2016, 1, 1), citation="c"
    )

    new = migrate(AFTER)

    parameter = new.get_model("core", "Parameter").objects.get(key="cap")
    assert (parameter.rule_set.key, parameter.rule_set.arrangement_id) == (
        "old-one",
        arrangement.pk,
    )
    law = new.get_model("core", "RuleSet").objects.create(key="law")
    new.get_model("core", "Parameter").objects.create(
        rule_set=law, key="general", value=1, valid_from=date(2016, 1, 1), citation="c"
    )

    again = migrate(BEFORE)

    back = again.get_model("core", "Parameter").objects.get()
    assert (back.key, back.arrangement_id, back.value) == ("cap", arrangement.pk, 50)
    again.get_model("core", "Arrangement").objects.all().delete()
