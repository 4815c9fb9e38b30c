"""Which operating-system account runs the database. PostgreSQL refuses to run as root.

Run by root (a container, a CI machine), the server becomes `nobody`, and the programs are copied to
a place `nobody` can reach when the checkout stands in a folder closed to others.
"""

import grp
import hashlib
import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

from wayforward.database.programs import Programs

_SHELTER = Path("/var/lib/wayforward")


@dataclass(frozen=True, slots=True)
class Account:
    """User and group id the server runs as; None means the account that started us."""

    uid: int | None
    gid: int | None

    def subprocess_arguments(self) -> dict[str, int | list[int]]:
        """Keyword arguments for subprocess that switch to this account."""
        if self.uid is None or self.gid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give `path` to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def server_account() -> Account:
    """The current account, or nobody when we are root."""
    if os.geteuid() != 0:
        return Account(None, None)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, grp.getgrgid(nobody.pw_gid).gr_gid)


def _others_may_enter(path: Path) -> bool:
    return all(part.stat().st_mode & 0o001 for part in (path, *path.parents) if part.exists())


def reachable_home(folder: Path, account: Account) -> Path:
    """Where the cluster of data folder `folder` lives: inside it, or in a shelter."""
    if account.uid is None or _others_may_enter(folder):
        return folder / "postgres"
    key = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return _SHELTER / key / "postgres"


def reachable_programs(programs: Programs, account: Account) -> Programs:
    """The programs, copied once to the shelter when the server's account cannot reach them."""
    if account.uid is None or _others_may_enter(programs.home / "bin"):
        return programs
    mark = f"{programs.home}:{(programs.home / 'bin' / 'postgres').stat().st_mtime_ns}"
    copy = _SHELTER / "programs" / hashlib.sha256(mark.encode()).hexdigest()[:12]
    if not copy.exists():
        _copy_programs(programs.home, copy)
    return Programs(copy / programs.home.parent.name / programs.home.name)


def _copy_programs(home: Path, copy: Path) -> None:
    """Copy the programs and, beside them as in the wheel, the libraries they look for there."""
    partial = copy.with_suffix(f".{os.getpid()}")
    shutil.copytree(home, partial / home.parent.name / home.name, symlinks=True)
    libraries = home.parent.parent / f"{home.parent.name}.libs"
    if libraries.exists():
        shutil.copytree(libraries, partial / libraries.name)
    try:
        partial.rename(copy)
    except OSError:  # another start copied first
        shutil.rmtree(partial)
