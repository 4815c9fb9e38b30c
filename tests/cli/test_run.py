"""The household: serves, brings back what was killed, stops on Ctrl-C, leaves nothing running."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from wayforward.database.cluster import cluster_in


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """`wayforward run`, or another command that serves, in a data folder of its own."""

    def __init__(self, data: Path, *arguments: str) -> None:
        self.port = _free_port()
        self.data = data
        self.output = data / "output.txt"
        data.mkdir(parents=True, exist_ok=True)
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("WAYFORWARD_", "DJANGO_"))},
            "WAYFORWARD_DATA": str(data),
            "WAYFORWARD_PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
        }
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "wayforward.cli", *(arguments or ("run",))],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait_for(self, text: str, seconds: float = 90) -> None:
        deadline = time.monotonic() + seconds
        while text not in self.output.read_text():
            assert self.process.poll() is None, self.output.read_text()
            assert time.monotonic() < deadline, self.output.read_text()
            time.sleep(0.1)

    def fetch(self, path: str, seconds: float = 30) -> int:
        deadline = time.monotonic() + seconds
        while True:
            try:
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{self.port}{path}", timeout=10
                ) as reply:
                    return int(reply.status)
            except OSError:
                assert time.monotonic() < deadline, self.output.read_text()
                time.sleep(0.2)

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    made = Running(tmp_path_factory.mktemp("run") / "data")
    made.wait_for("wayforward is at")
    yield made
    if made.process.poll() is None:
        made.process.send_signal(signal.SIGINT)
        made.process.wait(30)


def test_run_on_an_empty_folder_serves_the_site(running: Running) -> None:
    assert running.fetch("/en/") == 200


@pytest.mark.parametrize("part", ["gunicorn", "worker", "tick"])
def test_a_killed_part_is_started_again(running: Running, part: str) -> None:
    victim = next(p for p in running.children() if part in " ".join(p.cmdline()))

    victim.kill()
    running.wait_for("starting it again")

    assert running.fetch("/en/") == 200


def test_a_killed_database_is_started_again(running: Running) -> None:
    server = (cluster_in(running.data).home / "postmaster.pid").read_text().split()[0]

    os.kill(int(server), signal.SIGKILL)
    running.wait_for("The database ended; starting it again.")

    assert running.fetch("/en/sources") == 200


def test_memory_of_the_web_process_stays_under_400_mb(running: Running) -> None:
    running.fetch("/en/ask?q=How%20can%20I%20appeal%3F")

    web = [p for p in running.children() if "gunicorn" in " ".join(p.cmdline())]
    assert max(p.memory_info().rss for p in web) < 400e6


def test_run_when_the_port_is_taken_says_so(running: Running) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "wayforward.cli", "run"],
        env={**os.environ, "WAYFORWARD_PORT": str(running.port)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert second.returncode == 1
    assert "is taken" in second.stderr


def test_ctrl_c_stops_everything(running: Running) -> None:
    parts = running.children()

    running.process.send_signal(signal.SIGINT)

    assert running.process.wait(30) == 0
    _, alive = psutil.wait_procs(parts, timeout=10)
    assert alive == []
