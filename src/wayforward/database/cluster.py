"""The product's own PostgreSQL cluster in the data folder: create, start, stop, prepare.

Only PostgreSQL's programs are used (initdb, pg_ctl), so that another wheel or a system server can
stand in. The server listens on a socket in a private folder, never on the network.
"""

import fcntl
import hashlib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from wayforward.database.account import (
    Account,
    reachable_home,
    reachable_programs,
    server_account,
)
from wayforward.database.programs import Programs, find_programs

ADMIN = "wayforward_admin"
OWNER = "wayforward_owner"
APP = "wayforward_app"
DATABASE = "wayforward"
_START_SECONDS = 60.0
_SOCKET_PATH_LIMIT = 90  # PostgreSQL allows 107 bytes for folder and socket name together
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "80",
    "shared_buffers": "192MB",
    "effective_cache_size": "2GB",
    "maintenance_work_mem": "256MB",
    "jit": "off",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A statement can carry a question; the server's log never repeats one, failed or slow.
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
}


class ClusterError(RuntimeError):
    """The database could not be created or started; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One cluster: where it lives, which programs run it, as whom."""

    home: Path
    programs: Programs
    account: Account

    @property
    def sockets(self) -> Path:
        """Folder of the server's socket; a short one elsewhere when that path is long."""
        inside = self.home.parent / "run"
        if len(str(inside)) <= _SOCKET_PATH_LIMIT:
            return inside
        key = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"wayforward-{key}"

    @property
    def log(self) -> Path:
        """The server's log file."""
        return self.home.parent / "postgres.log"

    def url(self, role: str = APP, database: str = DATABASE) -> str:
        """Connection address for `role`."""
        return f"postgresql://{role}@/{database}?host={self.sockets}"

    def running(self) -> bool:
        """Whether a server process of this cluster is there (it may still be starting)."""
        if not (self.home / "PG_VERSION").exists():
            return False
        return self._run("pg_ctl", "status", "-D", str(self.home), check=False) == 0

    def accepting(self) -> bool:
        """Whether the server takes connections now."""
        try:
            psycopg.connect(self.url(ADMIN, "postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> bool:
        """Create if new, start if stopped, prepare roles and database. True when we started it."""
        self._prepare_folders()
        with self._lock():
            if not (self.home / "PG_VERSION").exists():
                self._create()
            started = self._bring_up()
            self._prepare_database()
        return started

    def _bring_up(self) -> bool:
        """Launch unless it answers. A server just killed looks alive until the system buries it."""
        deadline = time.monotonic() + _START_SECONDS
        while not self.accepting():
            if not self.running():
                self._launch()
                return True
            if time.monotonic() > deadline:
                raise ClusterError(f"The database does not answer; its log is {self.log}.")
            time.sleep(0.1)
        return False

    def stop(self) -> None:
        """Stop the server, ending its transactions; nothing happens when it is stopped."""
        if self.running():
            self._run("pg_ctl", "stop", "-D", str(self.home), "-m", "fast", "-w")

    def _prepare_folders(self) -> None:
        for folder in (self.home.parent, self.sockets):
            folder.mkdir(parents=True, exist_ok=True)
        self.home.mkdir(mode=0o700, exist_ok=True)
        self.sockets.chmod(0o700)
        self.log.touch()
        for path in (self.home, self.sockets, self.log):
            self.account.own(path)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with (self.home.parent / "start.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _create(self) -> None:
        self._run(
            "initdb", "-D", str(self.home), "-U", ADMIN, "-A", "trust", "-E", "UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-ctype=C.UTF-8",
            "--lc-collate=C", "--lc-messages=C", "--lc-monetary=C", "--lc-numeric=C", "--lc-time=C",
        )  # fmt: skip
        with (self.home / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in _SETTINGS.items())

    def _launch(self) -> None:
        options = f"-c unix_socket_directories='{self.sockets}'"
        self._run(
            "pg_ctl", "start", "-D", str(self.home), "-w", "-t", "60", "-s",
            "-l", str(self.log), "-o", options,
        )  # fmt: skip

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        # Output goes to a file, not a pipe: the server inherits it and would hold a pipe open.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                [str(self.programs.path(program)), *arguments],
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                cwd="/",
                check=False,
                **self.account.subprocess_arguments(),  # type: ignore[call-overload]
            )
            if check and done.returncode != 0:
                output.seek(0)
                said = output.read().decode("utf-8", "replace").strip().splitlines()
                reason = said[-1] if said else f"exit status {done.returncode}"
                raise ClusterError(f"{program} failed: {reason}. The log is {self.log}.")
        return int(done.returncode)

    def _prepare_database(self) -> None:
        with psycopg.connect(self.url(ADMIN, "postgres"), autocommit=True) as link:
            for role, powers in ((OWNER, "CREATEDB"), (APP, "")):
                if not _exists(link, "pg_roles", "rolname", role):
                    link.execute(
                        sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER " + powers).format(
                            sql.Identifier(role)
                        )
                    )
            if not _exists(link, "pg_database", "datname", DATABASE):
                link.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(DATABASE), sql.Identifier(OWNER)
                    )
                )
        for database in ("template1", DATABASE):
            with psycopg.connect(self.url(ADMIN, database), autocommit=True) as link:
                link.execute("CREATE EXTENSION IF NOT EXISTS vector")
                link.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            self._grant(database)

    def _grant(self, database: str) -> None:
        """The app role may use what the owner makes, and owns nothing."""
        with psycopg.connect(self.url(ADMIN, database), autocommit=True) as link:
            for kind, rights in (
                ("TABLES", "SELECT, INSERT, UPDATE, DELETE"),
                ("SEQUENCES", "USAGE"),
            ):
                link.execute(
                    f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public "
                    f"GRANT {rights} ON {kind} TO {APP}"
                )
            link.execute(f"GRANT USAGE, CREATE ON SCHEMA public TO {OWNER}")
            link.execute(f"GRANT USAGE ON SCHEMA public TO {APP}")
            # So that the owner can do something as the app would, walls and all: tests do.
            link.execute(f"GRANT {APP} TO {OWNER}")


def _exists(link: psycopg.Connection, catalogue: str, column: str, name: str) -> bool:
    question = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(
        sql.Identifier(catalogue), sql.Identifier(column)
    )
    return link.execute(question, [name]).fetchone() is not None


def cluster_in(data: Path) -> Cluster:
    """The cluster that belongs to data folder `data`, not started yet.

    Raises ProgramsMissingError when there is no PostgreSQL at hand.
    """
    account = server_account()
    programs = reachable_programs(find_programs(), account)
    data.mkdir(parents=True, exist_ok=True)
    return Cluster(reachable_home(data, account), programs, account)
