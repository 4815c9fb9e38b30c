"""Commands by hand: setup, doctor, database, arrangement, on our own cluster and on another's."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from wayforward.cli.main import COMMANDS, Contents
from wayforward.database.cluster import OWNER, Cluster, cluster_in


def wayforward(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in an environment that is only ours."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("WAYFORWARD_", "DATABASE_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "wayforward.cli", *arguments],
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = str(tmp_path_factory.mktemp("commands"))
    assert wayforward("setup", WAYFORWARD_DATA=folder).returncode == 0
    yield folder
    wayforward("database", "stop", WAYFORWARD_DATA=folder)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Somebody else's PostgreSQL."""
    cluster = cluster_in(tmp_path_factory.mktemp("foreign"))
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.mark.parametrize("name", [name for name, entry in COMMANDS.items() if ": " in entry[3]])
def test_table_of_contents_names_commands_that_are_there(name: str) -> None:
    context = click.Context(click.Group())
    group = Contents().get_command(context, name)
    listed = COMMANDS[name][3].rpartition(": ")[2].rstrip(".").split(", ")

    assert isinstance(group, click.Group)
    assert {one for one in listed if " " not in one} <= set(group.list_commands(context))


def test_setup_twice_changes_nothing(data: str) -> None:
    again = wayforward("setup", WAYFORWARD_DATA=data)

    assert again.returncode == 0
    assert "0 new" in again.stdout


def test_doctor_on_a_fresh_house_finds_nothing_wrong(data: str) -> None:
    seen = wayforward("doctor", "--json", WAYFORWARD_DATA=data)

    findings = {finding["name"]: finding for finding in json.loads(seen.stdout)}
    assert [name for name, finding in findings.items() if not finding["fine"]] == []
    assert {
        "database",
        "locale",
        "pgvector",
        "disk",
        "model",
        "clock",
        "signing",
        "sources",
    } <= set(findings)


def test_doctor_without_a_database_says_how_to_start_it(tmp_path: Path) -> None:
    seen = wayforward("doctor", WAYFORWARD_DATA=str(tmp_path))

    assert seen.returncode == 1
    assert "WRONG database" in seen.stdout
    assert "wayforward database start" in seen.stdout


def test_doctor_on_a_database_with_locale_c_says_dari_is_not_found(
    foreign: Cluster, tmp_path: Path
) -> None:
    import psycopg

    with psycopg.connect(foreign.url("wayforward_admin", "postgres"), autocommit=True) as link:
        link.execute(
            "CREATE DATABASE plain TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C' OWNER "
            + OWNER
        )
    with psycopg.connect(foreign.url("wayforward_admin", "plain"), autocommit=True) as link:
        link.execute("CREATE EXTENSION pg_trgm")
    url = foreign.url(OWNER, "plain")

    seen = wayforward("doctor", WAYFORWARD_DATA=str(tmp_path), DATABASE_URL=url)

    assert "WRONG locale" in seen.stdout
    assert "C.UTF-8" in seen.stdout


def test_setup_on_another_postgresql_by_its_address(foreign: Cluster, tmp_path: Path) -> None:
    url = foreign.url(OWNER)

    done = wayforward("setup", WAYFORWARD_DATA=str(tmp_path), DATABASE_URL=url)
    shown = wayforward("sources", "status", WAYFORWARD_DATA=str(tmp_path), DATABASE_URL=url)

    assert done.returncode == 0, done.stderr
    assert "sources are watched" in shown.stdout
    assert not (tmp_path / "postgres").exists()


def test_database_commands_leave_a_foreign_database_alone(tmp_path: Path) -> None:
    seen = wayforward(
        "database", "stop", WAYFORWARD_DATA=str(tmp_path), DATABASE_URL="postgresql://x@nowhere/x"
    )

    assert seen.returncode == 1
    assert "yours to start and stop" in seen.stderr


def test_command_without_a_database_is_one_sentence(tmp_path: Path) -> None:
    seen = wayforward("sources", "status", WAYFORWARD_DATA=str(tmp_path))

    assert seen.returncode == 1
    assert "The database does not answer" in seen.stderr
    assert "Traceback" not in seen.stderr


def test_arrangement_show_marks_what_is_not_verified(data: str) -> None:
    shown = wayforward("arrangement", "show", WAYFORWARD_DATA=data)

    assert "joint-way-forward" in shown.stdout
    assert "(unverified)" in shown.stdout


def test_ask_before_anything_was_imported_refers(data: str) -> None:
    question = "Which spanner fits a bicycle pedal made in 1974?"
    shown = wayforward("ask", question, "--json", WAYFORWARD_DATA=data)

    answer = json.loads(shown.stdout)
    assert answer["outcome"] == "no_official_text"
    assert answer["referral"]


def test_ask_before_anything_was_imported_finds_a_card(data: str) -> None:
    shown = wayforward("ask", "How long do I have to appeal?", "--json", WAYFORWARD_DATA=data)

    card = json.loads(shown.stdout)["cards"][0]
    assert (card["id"], card["state"], card["sure"]) == ("appeal-deadline", "draft", True)


def test_switching_answers_off_and_on(data: str) -> None:
    off = wayforward("answers", "off", "--country", "DE", "--reason", "test", WAYFORWARD_DATA=data)
    asked = wayforward("ask", "Can I work in Germany?", "--json", WAYFORWARD_DATA=data)
    on = wayforward("answers", "on", "--country", "DE", WAYFORWARD_DATA=data)

    assert off.returncode == 0
    assert on.returncode == 0
    assert json.loads(asked.stdout)["outcome"] == "topic_off"
