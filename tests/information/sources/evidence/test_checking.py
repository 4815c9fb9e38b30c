"""Our own digests against what is stored: whoever has the database changes it, but not unseen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from tests.information.sources.evidence import world
from tests.information.sources.evidence.timestamp_server import Office

from wayforward.information.sources.evidence.actions import stamp_digests
from wayforward.information.sources.evidence.checking import check_digests
from wayforward.information.sources.evidence.stamping import StampServer
from wayforward.information.sources.models import Capture

pytestmark = pytest.mark.django_db
Days = list[list[Capture]]


def _as_owner(*statements: str) -> None:
    """What somebody could do who owns the tables and switches the guards off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("information_dailydigest", "information_timestamp"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)


def test_check_of_sound_days_finds_nothing(closed: Days) -> None:
    report = check_digests()

    assert (report.days, report.captures, report.wrong, report.gone) == (4, 6, [], 0)


def test_check_with_nothing_recorded_finds_nothing() -> None:
    assert check_digests().days == 0


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "0" * 64},
        {"size": 1},
        {"final_url": "https://elsewhere.example/"},
        {"fetched_at": world.morning(0)},
        {"recorded_at": world.morning(1)},
    ],
)
def test_changed_row_of_a_capture_is_named(closed: Days, change: dict[str, object]) -> None:
    capture = closed[0][0]
    Capture.objects.filter(pk=capture.pk).update(**change)

    report = check_digests()

    assert [capture.warc in fault for fault in report.wrong] == [True]
    assert report.gone == 1


def test_capture_slipped_into_a_closed_day_is_named(closed: Days) -> None:
    capture = closed[3][0]
    capture.pk = None
    capture.recorded_at = world.morning(2)
    capture.fetched_at += timedelta(days=1)
    capture.save(force_insert=True)
    Capture.objects.filter(pk=capture.pk).update(recorded_at=world.morning(2))

    assert "2025-03-12" in check_digests().wrong[0]


def test_capture_recorded_before_the_first_digest_is_named(closed: Days) -> None:
    Capture.objects.filter(pk=closed[0][0].pk).update(recorded_at=world.morning(-5))

    assert any("before the first digest" in fault for fault in check_digests().wrong)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE information_dailydigest SET captures = 4 WHERE day = '2025-03-11'", "2025-03-11"),
        ("UPDATE information_dailydigest SET root = repeat('0', 64) WHERE day = '2025-03-11'",
         "The root of 2025-03-11"),
        ("UPDATE information_dailydigest SET digest = repeat('0', 64) WHERE day = '2025-03-11'",
         "The digest of 2025-03-12 does not hold that of the day before"),
        ("UPDATE information_dailydigest SET leaves = substr(leaves, 33) WHERE day = '2025-03-10'",
         "2025-03-10 has other leaves"),
        ("DELETE FROM information_dailydigest WHERE day = '2025-03-12'",
         "after 2025-03-11 comes 2025-03-13"),
        ("UPDATE information_dailydigest SET day = day + 9 WHERE day = '2025-03-10'",
         "2025-03-11 does not hold that of the day before"),
    ],
)  # fmt: skip
def test_changed_digest_is_named(closed: Days, statement: str, named: str) -> None:
    _as_owner(statement)

    assert any(named in fault for fault in check_digests().wrong)


def test_stamp_put_on_another_day_is_named(
    closed: Days, server: StampServer, configured: Office
) -> None:
    stamp_digests(server=server, most=2)
    _as_owner(
        "UPDATE information_timestamp AS one SET response = other.response"
        " FROM information_timestamp AS other WHERE one.id <> other.id"
    )

    report = check_digests()

    assert [fault[:10] for fault in report.wrong] == ["2025-03-12", "2025-03-13"]
    assert report.stamps == 0
