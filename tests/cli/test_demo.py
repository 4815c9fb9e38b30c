"""`wayforward demo`: ways in below the address, codes without touching what is serving."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.test_commands import wayforward
from tests.cli.test_run import Running

from wayforward.database.cluster import cluster_in


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    data = tmp_path_factory.mktemp("demo") / "data"
    made = Running(data, "demo", "--data", str(data / "shown"))
    made.wait_for("demo-consul  ", 180)
    yield made
    if made.process.poll() is None:
        made.process.send_signal(signal.SIGINT)
        made.process.wait(60)


def test_codes_come_after_the_address_and_may_be_asked_again(shown: Running) -> None:
    text = shown.output.read_text()

    assert text.index("wayforward is at") < text.index("Sign in at") < text.index("  code ")
    assert shown.fetch("/en/") == 200
    again = wayforward("demo", "--data", str(shown.data / "shown"), "--codes")
    assert again.returncode == 0, again.stderr
    assert "demo-consul  " in again.stdout
    assert cluster_in(shown.data / "shown").running()


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").touch()

    refused = wayforward("demo", "--data", str(tmp_path), "--no-serve")

    assert refused.returncode == 1
    assert "holds something else" in refused.stderr
