"""What is remembered of messages says nothing about them, and is gone when its time is over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from wayforward.information.narratives.channels import memory
from wayforward.information.narratives.channels.models import DaySalt, Memory, Trace

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)
TOMORROW = TODAY + timedelta(days=1)


def test_what_is_new_is_new_once() -> None:
    assert memory.remember(Memory.TOLD, "telegram 5550001111 x", today=TODAY)
    assert not memory.remember(Memory.TOLD, "telegram 5550001111 x", today=TODAY)
    assert memory.remember(Memory.TOLD, "telegram 5550001111 y", today=TODAY)
    assert memory.remember(Memory.AGREED, "telegram 5550001111 x", today=TODAY)


def test_chat_is_strange_again_the_next_day() -> None:
    memory.remember(Memory.AGREED, "chat", today=TODAY)

    assert memory.remembers(Memory.AGREED, "chat", today=TODAY)
    assert not memory.remembers(Memory.AGREED, "chat", today=TOMORROW)


def test_delivery_is_known_on_the_next_day_and_no_longer() -> None:
    memory.remember(Memory.DELIVERY, "900001", today=TODAY)

    assert not memory.remember(Memory.DELIVERY, "900001", today=TOMORROW)
    assert memory.remember(Memory.DELIVERY, "900001", today=TODAY + timedelta(days=2))


def test_what_is_forgotten_did_not_happen() -> None:
    memory.remember(Memory.AGREED, "chat", today=TODAY)

    memory.forget(Memory.AGREED, "chat", today=TODAY)

    assert not memory.remembers(Memory.AGREED, "chat", today=TODAY)


def test_digests_and_salts_go_with_their_day() -> None:
    for what in Memory:
        memory.remember(what, "chat", today=TODAY)

    assert memory.forget_what_is_over(today=TOMORROW) == 3
    assert set(Trace.objects.values_list("what", flat=True)) == {"delivery"}
    assert set(DaySalt.objects.values_list("what", flat=True)) == {"delivery"}
    assert memory.forget_what_is_over(today=TODAY + timedelta(days=2)) == 1
    assert (Trace.objects.count(), DaySalt.objects.count()) == (0, 0)


def test_first_message_of_a_day_takes_the_days_before_with_it() -> None:
    memory.remember(Memory.TOLD, "chat", today=TODAY)

    memory.remember(Memory.TOLD, "chat", today=TOMORROW)

    assert set(Trace.objects.values_list("day", flat=True)) == {TOMORROW}
    assert DaySalt.objects.count() == 1


def test_same_chat_leaves_another_digest_each_day() -> None:
    digests = set()
    for day in (TODAY, TOMORROW):
        memory.remember(Memory.TOLD, "chat", today=day)
        digests |= set(Trace.objects.filter(day=day).values_list("digest", flat=True))

    assert len(digests) == 2


def test_tables_of_a_day_are_in_no_archive() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relpersistence = 'u' AND relname = ANY(%s)",
            [["information_daysalt", "information_trace"]],
        )
        assert len(cursor.fetchall()) == 2
