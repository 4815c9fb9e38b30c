"""`wayforward sources digest`, `export`, `verify`, and `tick`: what is typed and what is seen."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone
from tests.information.sources.evidence import world
from tests.information.sources.evidence.timestamp_server import Office

from wayforward.cli.doctor import check_digests as doctor_on_digests
from wayforward.cli.work import tick
from wayforward.information.sources.capturing import CaptureStore
from wayforward.information.sources.cli import sources
from wayforward.information.sources.evidence.actions import stamp_digests
from wayforward.information.sources.evidence.models import DailyDigest, TimeStamp
from wayforward.information.sources.models import Capture

pytestmark = pytest.mark.django_db
Days = list[list[Capture]]


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(sources, [str(argument) for argument in arguments])


@pytest.fixture
def recorded(tmp_path: Path, captures: CaptureStore, heard: list[int]) -> list[Capture]:
    """Two captures recorded three days ago, whose day has no digest."""
    rows = world.record(tmp_path, 0, "a", "b")
    Capture.objects.update(recorded_at=timezone.now() - timedelta(days=3))
    return rows


def _days_ago(number: int) -> str:
    return f"{timezone.now() - timedelta(days=number):%Y-%m-%d}"


def test_tick_makes_the_digests_of_days_that_are_over(recorded: list[Capture]) -> None:
    first = CliRunner().invoke(tick)
    second = CliRunner().invoke(tick)

    made = DailyDigest.objects.count()
    assert made in (3, 2)  # yesterday stays open for an hour
    assert f"{made} daily digests made." in first.stdout
    assert "0 daily digests made." in second.stdout


def test_digest_of_a_day_is_made_and_shown(recorded: list[Capture]) -> None:
    result = _run("digest", "--day", _days_ago(3))

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith(f"{_days_ago(3)}  2 captures  ")
    assert "1 digests made, 0 time stamps set." in result.stdout


def test_digest_with_nothing_to_do_shows_the_newest(closed: Days) -> None:
    facts = json.loads(_run("digest", "--day", "2025-03-13", "--json").stdout)

    assert [one["day"] for one in facts["digests"]] == ["2025-03-13"]
    assert facts["stamping"] == {"stamped": [], "waiting": 4, "problem": ""}


def test_digest_before_anything_was_recorded_says_so() -> None:
    assert _run("digest").stdout == "0 digests made, 0 time stamps set.\n"


def test_digest_of_a_day_that_is_not_over_is_one_sentence(recorded: list[Capture]) -> None:
    result = _run("digest", "--day", _days_ago(0))

    assert result.exit_code == 1
    assert "is not over yet" in result.stderr
    assert "Traceback" not in result.output


def test_digest_sets_time_stamps_where_a_server_is_set(closed: Days, configured: Office) -> None:
    result = _run("digest", "--day", "2025-03-13")

    assert "4 time stamps set." in result.stdout
    assert "time stamp of " in result.stdout.splitlines()[0]


def test_digest_with_a_server_that_fails_warns_and_goes_on(
    recorded: list[Capture], configured: Office
) -> None:
    configured.clerk.status = 2

    result = _run("digest", "--day", _days_ago(3))

    assert result.exit_code == 0
    assert "1 digests made, 0 time stamps set." in result.stdout
    assert "1 digests wait for a time stamp: The time stamp server refused" in result.stderr


def test_export_and_verify_by_command(closed: Days, tmp_path: Path) -> None:
    exported = _run("export", tmp_path / "e", "--from", "2025-03-10", "--to", "2025-03-11")
    verified = _run("verify", tmp_path / "e")
    as_json = json.loads(_run("verify", tmp_path / "e", "--json").stdout)

    assert exported.stdout.startswith("5 captures recorded from 2025-03-10 to 2025-03-11")
    assert verified.exit_code == 0
    assert verified.stdout.endswith("Everything that was checked holds.\n")
    assert as_json["fault"] == ""


def test_export_json_figures_for_machines(closed: Days, tmp_path: Path) -> None:
    facts = json.loads(_run("export", tmp_path / "e", "--json").stdout)

    assert (facts["captures"], facts["first"], facts["problems"]) == (6, "2025-03-10", [])


def test_export_of_an_unknown_source_is_one_sentence(closed: Days, tmp_path: Path) -> None:
    result = _run("export", tmp_path / "e", "--source", "nobody")

    assert result.exit_code == 1
    assert "There is no source 'nobody'" in result.stderr


def test_export_with_problems_names_them_and_fails(
    closed: Days, captures: CaptureStore, tmp_path: Path
) -> None:
    (captures.folder / closed[0][0].warc).unlink()
    closed[3][0].source.delete()
    world.record(tmp_path, 4, "z")

    result = _run("export", tmp_path / "e")

    assert result.exit_code == 1
    assert "is missing" in result.stderr
    assert "2 captures of these days are no longer stored." in result.stdout
    assert "1 captures wait for the digest of their day: left out." in result.stdout


def test_verify_of_a_changed_export_fails_and_names_it(closed: Days, tmp_path: Path) -> None:
    _run("export", tmp_path / "e")
    (tmp_path / "e" / "digests.jsonl").unlink()

    result = _run("verify", tmp_path / "e")

    assert result.exit_code == 1
    assert "DOES NOT HOLD: The file digests.jsonl is missing." in result.stdout


def test_verify_without_a_path_checks_captures_and_digests(closed: Days, tmp_path: Path) -> None:
    world.record(tmp_path, 4, "z")
    closed[3][0].source.delete()

    sound = _run("verify")
    facts = json.loads(_run("verify", "--json").stdout)

    assert sound.exit_code == 0
    assert sound.stdout.splitlines() == [
        "5 captures are sound, 0 are damaged.",
        "4 daily digests over 4 captures, 0 with a time stamp; 0 faults.",
        "2 captures that digests hold are no longer stored.",
        "1 captures wait for the digest of their day.",
    ]
    assert (facts["sound"], facts["digests"]["days"]) == (5, 4)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"size": 1}, "does not stand in the digest"),
        ({"fetched_at": world.morning(0)}, "is not the one recorded"),
    ],
)
def test_verify_names_a_capture_whose_row_was_changed(
    closed: Days, change: dict[str, object], named: str
) -> None:
    Capture.objects.filter(pk=closed[0][0].pk).update(**change)

    result = _run("verify")

    assert result.exit_code == 1
    assert named in result.stderr


@pytest.fixture
def up_to_date(recorded: list[Capture]) -> None:
    """Every day that is over has its digest."""
    CliRunner().invoke(tick)


def test_doctor_with_all_days_closed_finds_nothing_wrong(up_to_date: None) -> None:
    finding = doctor_on_digests(_ask)

    assert finding.fine
    assert "no time stamps are asked for" in finding.seen


def test_doctor_with_nothing_recorded_finds_nothing_wrong() -> None:
    assert doctor_on_digests(_ask).fine


def test_doctor_names_days_without_a_digest(recorded: list[Capture]) -> None:
    finding = doctor_on_digests(_ask)

    assert not finding.fine
    assert "wayforward tick" in finding.mend


def test_doctor_reports_a_time_stamp_that_failed_until_it_is_there(
    up_to_date: None, configured: Office
) -> None:
    configured.clerk.status = 2
    stamp_digests()
    wrong = doctor_on_digests(_ask)
    configured.clerk.status = 0
    stamp_digests()
    mended = doctor_on_digests(_ask)

    assert (wrong.fine, mended.fine) == (False, True)
    assert "refused (status 2)" in wrong.seen
    assert "WAYFORWARD_TIMESTAMP_URL" in wrong.mend
    assert TimeStamp.objects.count() == DailyDigest.objects.count()


def _ask(question: str) -> tuple[object, ...]:
    """The doctor's question on the connection of the test."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(question)
        return tuple(cursor.fetchone() or ())
