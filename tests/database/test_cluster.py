"""The embedded cluster: created once, started twice, survives a kill, searches Arabic script."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from wayforward.database import programs as programs_module
from wayforward.database.cluster import ADMIN, APP, OWNER, Cluster, ClusterError, cluster_in
from wayforward.database.programs import ProgramsMissingError, find_programs


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = cluster_in(tmp_path_factory.mktemp("a data folder closed to others"))
    made.start()
    yield made
    made.stop()


def test_start_when_running_changes_nothing(cluster: Cluster) -> None:
    assert cluster.start() is False


def test_trigram_similarity_of_dari_forms_is_above_zero(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(APP)) as link:
        (similar,) = link.execute("SELECT similarity('پناهنده', 'پناهندگان')").fetchone()

    assert similar > 0


def test_app_role_uses_what_the_owner_makes_and_owns_nothing(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(OWNER)) as link:
        link.execute("CREATE TABLE thing (name text)")
    with psycopg.connect(cluster.url(APP)) as link:
        link.execute("INSERT INTO thing VALUES ('a')")
        assert link.execute("SELECT name FROM thing").fetchall() == [("a",)]
    with (
        psycopg.connect(cluster.url(APP)) as link,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        link.execute("DROP TABLE thing")


def test_server_killed_in_the_middle_comes_back_with_what_was_committed(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(OWNER)) as link:
        link.execute("CREATE TABLE kept (number int)")
    with psycopg.connect(cluster.url(OWNER)) as link:
        link.execute("INSERT INTO kept VALUES (1)")
    postmaster = int((cluster.home / "postmaster.pid").read_text().splitlines()[0])

    os.kill(postmaster, signal.SIGKILL)
    cluster.start()

    with psycopg.connect(cluster.url(OWNER)) as link:
        assert link.execute("SELECT number FROM kept").fetchall() == [(1,)]


def test_sockets_of_a_long_path_stand_elsewhere_and_stay_short(tmp_path: Path) -> None:
    deep = tmp_path / ("very-long-folder-name-" * 8)

    assert len(str(cluster_in(deep).sockets)) < 90


def test_server_listens_on_no_network_address(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(ADMIN)) as link:
        assert link.execute("SHOW listen_addresses").fetchone() == ("",)


def test_a_broken_cluster_is_explained_in_one_sentence(tmp_path: Path) -> None:
    broken = cluster_in(tmp_path)
    broken.home.mkdir(parents=True, exist_ok=True)
    (broken.home / "PG_VERSION").write_text("18\n")

    with pytest.raises(ClusterError, match="failed"):
        broken.start()


def test_programs_missing_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WAYFORWARD_POSTGRES_HOME", str(tmp_path))

    with pytest.raises(ProgramsMissingError, match="DATABASE_URL"):
        find_programs()


def test_programs_of_a_named_home_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    home = programs_module._from_wheel()
    monkeypatch.setenv("WAYFORWARD_POSTGRES_HOME", str(home))

    assert find_programs().home == home
