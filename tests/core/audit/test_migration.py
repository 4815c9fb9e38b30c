"""The migration chains the events that are there, and goes back without losing one."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection
from tests.core.audit.hands import tell

from wayforward.core.audit.checking import verify_log
from wayforward.core.audit.models import Event, EventLink

AFTER = "0008_audit_chain"
BEFORE = dict(import_module(f"wayforward.core.migrations.{AFTER}").Migration.dependencies)["core"]


@pytest.fixture
def latest(transactional_db: None) -> Iterator[None]:
    """Whatever a test does, the tables are as they were afterwards."""
    yield
    call_command("migrate", verbosity=0)  # tables of the strands that stand on it, too


def test_events_of_a_running_installation_are_chained_in_order(latest: None) -> None:
    tell(3)
    tell(2, stream="accounts")
    told = list(Event.objects.order_by("pk").values_list("pk", "stream", "at", "reason"))

    call_command("migrate", "core", BEFORE, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_event (at, stream, name, subject, actor, reason, facts)"
            " VALUES ('2026-01-01', 'cards', 'n', 's', 'a', '', '{}')"
        )
    call_command("migrate", "core", AFTER, verbosity=0)

    assert (
        list(Event.objects.order_by("pk").values_list("pk", "stream", "at", "reason"))[:5] == told
    )
    cards = EventLink.objects.filter(chain="cards").order_by("sequence")
    assert [link.event_id for link in cards] == [
        *(pk for pk, stream, _at, _reason in told if stream == "cards"),
        Event.objects.latest("pk").pk,
    ]
    assert verify_log().faults == []
    tell(1)
    assert verify_log().faults == []
