"""`wayforward run`: database, web, worker and scheduler under one roof, stopped together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

import click

from wayforward.cli.prepare import prepare, start_database
from wayforward.conf import environment
from wayforward.database.cluster import Cluster

_GRACE_SECONDS = 10.0
_RESTART_PAUSE_SECONDS = 1.0
_LOOK_SECONDS = 0.2
_LOOKS_A_DATABASE_CHECK = 10


@dataclass(slots=True)
class Household:
    """The processes we started, each restarted when it dies before its time; the database too."""

    commands: dict[str, list[str]]
    cluster: Cluster | None = None
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    stopping: bool = False

    def start(self) -> None:
        """Start every command."""
        for name in self.commands:
            self._spawn(name)

    def _spawn(self, name: str) -> None:
        # A session of its own: Ctrl-C reaches us alone, and we stop the others in order.
        self.processes[name] = subprocess.Popen(self.commands[name], start_new_session=True)

    def watch(self) -> None:
        """Until asked to stop: start again whatever died."""
        looks = 0
        while not self.stopping:
            looks += 1
            if looks % _LOOKS_A_DATABASE_CHECK == 0:
                self._revive_database()
            for name, process in self.processes.items():
                if process.poll() is not None and not self.stopping:
                    click.echo(f"{name} ended with status {process.returncode}; starting it again.")
                    time.sleep(_RESTART_PAUSE_SECONDS)
                    self._spawn(name)
            time.sleep(_LOOK_SECONDS)

    def _revive_database(self) -> None:
        if self.cluster is not None and not self.cluster.running() and not self.stopping:
            click.echo("The database ended; starting it again.")
            self.cluster.start()

    def stop(self) -> None:
        """Ask every process to end, then insist."""
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + _GRACE_SECONDS
        for process in self.processes.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()

    def ask_to_stop(self, signum: int, frame: FrameType | None) -> None:
        """A signal handler: the watch loop ends at its next turn."""
        self.stopping = True


def commands() -> dict[str, list[str]]:
    """What runs, by the name shown to the operator."""
    env = environment()
    ours = [sys.executable, "-m", "wayforward.cli"]
    web = [
        sys.executable, "-m", "gunicorn", "wayforward.site.wsgi:application",
        "--bind", f"{env.host}:{env.port}", "--workers", "1", "--worker-class", "gthread",
        "--threads", str(env.web_threads), "--timeout", "60", "--log-level", "warning",
        "--no-control-socket",
    ]  # fmt: skip
    return {"web": web, "worker": [*ours, "worker"], "scheduler": [*ours, "tick", "--every", "60"]}


def _answers(host: str, port: int) -> bool:
    import socket

    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) == 0


@click.command()
def run() -> None:
    """Start everything and serve the site until Ctrl-C."""
    serve()


def serve(then: Callable[[], None] = lambda: None) -> None:
    """Start everything, say where the site is, do `then`, and serve until asked to stop."""
    env = environment()
    if _answers(env.host, env.port):
        raise click.ClickException(
            f"Port {env.port} is taken: stop what runs there, or set WAYFORWARD_PORT to another."
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayforward.settings")
    click.echo("Starting the database")
    cluster = start_database()
    prepare()
    household = Household(commands(), cluster)
    signal.signal(signal.SIGINT, household.ask_to_stop)
    signal.signal(signal.SIGTERM, household.ask_to_stop)
    household.start()
    try:
        _announce(env.host, env.port, household)
        then()
        household.watch()
    finally:
        click.echo("\nStopping")
        household.stop()
        if cluster is not None:
            cluster.stop()


def _announce(host: str, port: int, household: Household) -> None:
    for _ in range(300):
        if _answers(host, port) or household.stopping:
            break
        time.sleep(0.1)
    click.echo(f"wayforward is at http://{host}:{port}  (Ctrl-C stops it)")
