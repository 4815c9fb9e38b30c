"""Closing days: once, in order, made up when missed, never changed; stamping never in the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.information.sources.evidence import world
from tests.information.sources.evidence.timestamp_server import Office

from wayforward.information.sources.capturing import CaptureStore
from wayforward.information.sources.evidence import actions, queries, rules
from wayforward.information.sources.evidence.actions import (
    DayRefusedError,
    make_digests,
    stamp_digests,
)
from wayforward.information.sources.evidence.checking import check_digests
from wayforward.information.sources.evidence.models import DailyDigest, StampTrouble, TimeStamp
from wayforward.information.sources.evidence.stamping import StampServer
from wayforward.information.sources.models import Capture, Source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet(heard: list[int], captures: CaptureStore) -> None:
    """Nobody listens, captures go to a folder of the test's own."""


def _days() -> list[tuple[str, int]]:
    return [(f"{one.day:%d}", one.captures) for one in DailyDigest.objects.order_by("day")]


def test_make_digests_without_captures_makes_none() -> None:
    assert make_digests(now=world.morning(9)) == []


def test_make_digests_makes_up_missed_days_as_a_chain(tmp_path: Path) -> None:
    world.record(tmp_path, 0, "a", "b")
    world.record(tmp_path, 2, "a")

    made = make_digests(now=world.morning(4))

    assert _days() == [("10", 2), ("11", 0), ("12", 1), ("13", 0)]
    assert [one.previous for one in made] == ["", *[one.digest for one in made[:-1]]]
    assert all(rules.digest_of(queries.line_of(one)) == one.digest for one in made)
    assert check_digests().wrong == []


def test_make_digests_again_changes_nothing(closed: list[list[Capture]]) -> None:
    before = list(DailyDigest.objects.values())

    assert make_digests(now=world.morning(4)) == []
    assert list(DailyDigest.objects.values()) == before


def test_make_digests_leaves_a_day_open_until_an_hour_after_it(tmp_path: Path) -> None:
    world.record(tmp_path, 0, "a")

    assert make_digests(now=world.morning(1) - timedelta(hours=1, seconds=1)) == []
    assert len(make_digests(now=world.morning(1) - timedelta(hours=1))) == 1


def test_capture_recorded_late_belongs_to_the_day_it_was_recorded(tmp_path: Path) -> None:
    world.record(tmp_path, 0, "a")
    [first] = make_digests(now=world.morning(1))
    world.record(tmp_path, 1, "late")  # fetched weeks before, as the mirror says
    make_digests(now=world.morning(2))

    assert _days() == [("10", 1), ("11", 1)]
    assert DailyDigest.objects.get(day=first.day).digest == first.digest
    assert check_digests().wrong == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE information_dailydigest SET captures = 9",
        "DELETE FROM information_dailydigest",
        "UPDATE information_timestamp SET server = 'elsewhere'",
        "DELETE FROM information_timestamp",
    ],
)
def test_evidence_refuses_to_be_changed_or_deleted(
    closed: list[list[Capture]], server: StampServer, change: str
) -> None:
    stamp_digests(server=server)

    with pytest.raises(DatabaseError, match="evidence only grows"), transaction.atomic():
        connection.cursor().execute(change)

    assert check_digests().stamps == 4


def test_deleted_source_breaks_no_digest(closed: list[list[Capture]], tmp_path: Path) -> None:
    Source.objects.get(url="https://authority.example/a").delete()
    world.record(tmp_path, 4, "e")
    make_digests(now=world.morning(5))

    report = check_digests()

    assert (report.wrong, report.days, report.captures, report.gone) == ([], 5, 5, 2)


def test_make_digests_until_a_day_stops_there(tmp_path: Path) -> None:
    world.record(tmp_path, 0, "a")

    make_digests(until=world.day(1), now=world.morning(9))

    assert _days() == [("10", 1), ("11", 0)]


@pytest.mark.parametrize(("number", "reason"), [(4, "is not over yet"), (-1, "no capture was")])
def test_make_digests_until_a_day_that_has_none_is_refused(
    closed: list[list[Capture]], number: int, reason: str
) -> None:
    with pytest.raises(DayRefusedError, match=reason):
        make_digests(until=world.day(number), now=world.morning(4))


@pytest.mark.django_db(transaction=True)
def test_two_makers_at_once_make_each_day_once(tmp_path: Path) -> None:
    world.record(tmp_path, 0, "a", "b")

    def make(_number: int) -> list[str]:
        try:
            return [one.digest for one in make_digests(now=world.morning(6))]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(make, range(4)))

    assert [number for _day, number in _days()] == [2, 0, 0, 0, 0, 0]
    assert check_digests().wrong == []


def test_stamp_digests_attaches_one_to_each_the_newest_first(
    closed: list[list[Capture]], office: Office, server: StampServer
) -> None:
    first = stamp_digests(server=server, most=1)
    rest = stamp_digests(server=server)
    again = stamp_digests(server=server)

    assert (first.stamped, first.waiting) == ((world.day(3),), 3)
    assert rest.stamped == (world.day(2), world.day(1), world.day(0))
    assert (again.stamped, again.waiting, again.problem) == ((), 0, "")
    assert len(office.clerk.asked) == 4
    assert all(stamp.chain_checked for stamp in TimeStamp.objects.all())
    assert check_digests().stamps == 4


def test_stamp_digests_failure_is_written_down_and_tried_again(
    closed: list[list[Capture]], office: Office, server: StampServer
) -> None:
    office.clerk.status = 2
    failed = [stamp_digests(server=server) for _ in "ab"]
    trouble = StampTrouble.objects.get()
    office.clerk.status = 0

    mended = stamp_digests(server=server)

    assert [(report.stamped, report.waiting) for report in failed] == [((), 4)] * 2
    assert "refused (status 2)" in failed[0].problem
    assert (trouble.attempts, trouble.message) == (2, failed[0].problem)
    assert len(mended.stamped) == 4
    assert not StampTrouble.objects.exists()


def test_stamp_digests_refuses_a_time_before_the_day_was_over(
    closed: list[list[Capture]], office: Office, server: StampServer
) -> None:
    office.clerk.at = lambda: world.morning(3)

    report = stamp_digests(server=server)

    assert report.stamped == ()
    assert "before 2025-03-13 was over" in report.problem


def test_stamp_of_a_later_day_covers_the_days_before_it(
    closed: list[list[Capture]], server: StampServer
) -> None:
    stamp_digests(server=server, most=1)

    seal = queries.seals_of([closed[0][0]])[closed[0][0].pk]

    assert seal.stamp is not None
    assert (seal.day, seal.stamp.digest.day) == (world.day(0), world.day(3))
    assert seal.stamp_server == "127.0.0.1"


def test_stamp_digests_without_a_server_asks_nobody(closed: list[list[Capture]]) -> None:
    assert stamp_digests() == actions.StampReport((), 4, "")


def test_defer_stamping_puts_one_job_in_the_queue(
    closed: list[list[Capture]], configured: Office
) -> None:
    actions.defer_stamping()
    actions.defer_stamping()

    assert [job.task_name for job in ProcrastinateJob.objects.all()] == [actions.STAMP_TASK]


def test_defer_stamping_without_a_server_puts_nothing_in_the_queue(
    closed: list[list[Capture]],
) -> None:
    actions.defer_stamping()

    assert not ProcrastinateJob.objects.exists()


def test_seal_of_a_capture_of_an_open_day_is_none(tmp_path: Path) -> None:
    [capture] = world.record(tmp_path, 0, "a")

    seal = queries.seals_of([capture])[capture.pk]

    assert (seal.digest, seal.sealed, seal.stamp) == (None, False, None)
    assert queries.proof_of(capture) is None
    assert queries.seals_of([]) == {}


def test_seal_of_a_capture_that_was_changed_does_not_fit(closed: list[list[Capture]]) -> None:
    capture = closed[0][0]
    capture.size += 1

    seal = queries.seals_of([capture])[capture.pk]

    assert seal.digest is not None
    assert (seal.digest.day, seal.sealed) == (world.day(0), False)
    assert queries.proof_of(capture) is None
