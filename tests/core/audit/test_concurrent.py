"""Many writers at once, each in its own transactions: no fork, no gap, no deadlock."""

from __future__ import annotations

import threading

from django.db import connection, transaction

from wayforward.core.audit.actions import record
from wayforward.core.audit.checking import verify_log
from wayforward.core.audit.models import EventLink

WRITERS, TRANSACTIONS = 8, 25


def _write(writer: int, problems: list[BaseException]) -> None:
    """Two streams in one transaction, in an order that differs between writers."""
    streams = ["one", "two"] if writer % 2 else ["two", "one"]
    try:
        for number in range(TRANSACTIONS):
            with transaction.atomic():
                for stream in streams:
                    record(stream=stream, name="n", subject=f"{writer}.{number}", actor="a")
    except Exception as problem:  # noqa: BLE001  # told by the test
        problems.append(problem)
    finally:
        connection.close()


def test_eight_writers_at_once_make_valid_chains(transactional_db: None) -> None:
    problems: list[BaseException] = []
    writers = [threading.Thread(target=_write, args=(n, problems)) for n in range(WRITERS)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()

    assert problems == []
    report = verify_log()
    assert report.faults == []
    assert [(one.chain, one.unbroken_to) for one in report.chains] == [
        ("one", WRITERS * TRANSACTIONS),
        ("two", WRITERS * TRANSACTIONS),
    ]


def test_writer_that_lingers_in_its_transaction_holds_nobody_up(transactional_db: None) -> None:
    recorded, proceed = threading.Event(), threading.Event()

    def linger() -> None:
        with transaction.atomic():
            record(stream="one", name="slow", subject="s", actor="a")
            recorded.set()
            proceed.wait(20)
        connection.close()

    slow = threading.Thread(target=linger)
    slow.start()
    recorded.wait(20)
    record(stream="one", name="quick", subject="s", actor="a")  # would wait for ever
    first = EventLink.objects.get(sequence=1)
    proceed.set()
    slow.join()

    assert EventLink.objects.count() == 2
    assert first.event_id > EventLink.objects.get(sequence=2).event_id  # the order of commits
    assert verify_log().faults == []
