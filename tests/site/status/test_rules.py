"""When a monitor should wake somebody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from wayforward.site.status.rules import (
    NO_PAGE_ANSWERED,
    WORKER_SILENT,
    Facts,
    Trouble,
    troubles,
)

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
WELL = Facts(
    worker_seen_at=NOW, jobs_waiting=3, page_answered_at=NOW, pages=2, states=(("fresh", 2),),
    overdue=1, amber=4, amber_since=NOW, digest_of=None, stamped_at=None,
)  # fmt: skip


def test_troubles_of_a_product_that_is_well_are_none() -> None:
    assert troubles(WELL, NOW) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (None, [Trouble.DATABASE]),
        (replace(WELL, worker_seen_at=None), [Trouble.WORKER]),
        (replace(WELL, worker_seen_at=NOW - WORKER_SILENT), []),
        (replace(WELL, worker_seen_at=NOW - WORKER_SILENT - timedelta(1)), [Trouble.WORKER]),
        (replace(WELL, page_answered_at=None), [Trouble.SOURCES]),
        (replace(WELL, page_answered_at=NOW - NO_PAGE_ANSWERED), []),
        (replace(WELL, page_answered_at=NOW - 2 * NO_PAGE_ANSWERED), [Trouble.SOURCES]),
        (replace(WELL, page_answered_at=None, pages=0), []),
    ],
)
def test_troubles_are_named(facts: Facts | None, expected: list[Trouble]) -> None:
    assert troubles(facts, NOW) == expected
