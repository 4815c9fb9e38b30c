"""What an import has come to, for people and machines. Values only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from wayforward.information.projects.activities import Problem

_COUNTS = ("files", "unchanged_files", "activities", "kept", "new", "changed", "same", "older",
           "gone", "money", "not_in_euro")  # fmt: skip


@dataclass(slots=True)
class ImportReport:
    """What an import came to.

    `activities` were read in files that had changed, `kept` of them count for `country`: `new`,
    `changed`, `same` as before, `older` than what was told already, `gone` from the newest file of
    their publisher. `unchanged_files` were read before and not read again. Problems are those of
    kept activities and of files; activities of other countries are not looked into. `troubles`
    says for each file that could not be read to its end why, in one sentence. Memory in MB.
    """

    country: str
    files: int = 0
    unchanged_files: int = 0
    activities: int = 0
    kept: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0
    gone: int = 0
    money: int = 0
    not_in_euro: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)
    seconds: float = 0.0
    peak_mb: float = 0.0

    def note(self, problem: Problem) -> None:
        """Count a problem."""
        self.problems[problem.kind.value] += 1

    def add(self, other: ImportReport) -> None:
        """Count what another report of the same import counts: that of one of its files."""
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.problems.update(other.problems)
        self.troubles += other.troubles

    def tell_trouble(self, name: str, trouble: str) -> None:
        """Say why a file could not be read to its end, where there is a reason."""
        if trouble:
            self.troubles.append(f"{name}: {trouble}")

    def to_dict(self) -> dict[str, Any]:
        """For machines; the names are the contract of `wayforward projects import --json`."""
        return {
            "country": self.country,
            "files": self.files,
            "unchanged_files": self.unchanged_files,
            "activities_read": self.activities,
            "kept_for_country": self.kept,
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "older": self.older,
            "gone": self.gone,
            "amounts": self.money,
            "amounts_not_in_euro": self.not_in_euro,
            "problems_by_kind": dict(sorted(self.problems.items())),
            "troubles": self.troubles,
            "seconds": round(self.seconds, 3),
            "peak_memory_mb": round(self.peak_mb, 1),
        }

    def __str__(self) -> str:
        if self.files == self.unchanged_files:
            return f"Nothing changed: {of(self.files, 'file')} as read before."
        read = of(self.files - self.unchanged_files, "file")
        counts = f"{self.new} new, {self.changed} changed, {self.same} as before"
        said = [f"{of(self.activities, 'activity', 'activities')} read in {read}."]
        said.append(f"{self.kept} kept for {self.country}: {counts}.")
        if self.unchanged_files:
            said.append(f"{of(self.unchanged_files, 'file')} as read before.")
        if self.older:
            said.append(f"{self.older} told anew by somebody with an older word: left as they are.")
        if self.gone:
            said.append(f"{self.gone} not in the latest file any more: kept and marked.")
        if self.not_in_euro:
            amounts = of(self.money, "amount")
            said.append(f"{self.not_in_euro} of {amounts} written could not be put in euros.")
        said.append(f"{self.seconds:.1f} seconds, at most {self.peak_mb:.0f} MB of memory.")
        return " ".join(said)


def of(count: int, one: str, many: str = "") -> str:
    """A number and what is counted: 1 file, 2 files."""
    return f"{count} {one if count == 1 else many or one + 's'}"
