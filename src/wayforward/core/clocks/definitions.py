"""Kinds of clocks as declared in data/clocks/kinds.yaml: read once, checked by a test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from wayforward.conf import PACKAGE
from wayforward.core.clocks.rules import Direction, Ending, Level, Unit, Whose
from wayforward.core.yaml_files import read_yaml

KINDS = PACKAGE / "data" / "clocks" / "kinds.yaml"


class NoSuchKindError(LookupError):
    """No kind of clock has this key."""

    def __init__(self, key: str) -> None:
        """Names those there are."""
        super().__init__(f"There is no kind of clock {key}; there are: {', '.join(kinds())}.")


@dataclass(frozen=True, slots=True)
class Tacit:
    """What happens by itself when a clock runs out; `parameter` says so where one does."""

    key: str
    names: Mapping[str, str]
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class LengthFrom:
    """Where the length comes from: a parameter, a decision within bounds, a choice from a list."""

    parameter: str = ""
    one_of: str = ""
    least: str = ""
    most: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every parameter it needs, the one that is the source of the length first."""
        return tuple(key for key in (self.parameter, self.one_of, self.most, self.least) if key)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of clock. No number of a law is in it."""

    key: str
    names: Mapping[str, str]
    trigger: str
    trigger_names: Mapping[str, str]
    length: LengthFrom
    extension_most: str
    suspendable: bool
    sensitive: bool
    counted: Whose
    ending_days: Whose
    ending: Ending
    direction: Direction
    trigger_day_counts: bool
    least_working_days: bool
    zone: Whose
    tacit: Tacit | None
    levels: tuple[Level, ...]

    def name(self, language: str) -> str:
        """What it is called, in a language of ours."""
        return self.names.get(language) or self.names["en"]

    def title(self, language: str) -> str:
        """Its name and the event from which it is counted."""
        event = self.trigger_names.get(language) or self.trigger_names["en"]
        return f"{self.name(language)}: {event}"

    def level(self, key: str) -> Level | None:
        """A level of escalation by its key."""
        return next((level for level in self.levels if level.key == key), None)


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by key, in the order of the file."""
    rows = read_yaml(KINDS)["kinds"]
    return {row["key"]: _kind(row) for row in rows}


def kind(key: str) -> Kind:
    """One kind. Raises NoSuchKindError."""
    found = kinds().get(key)
    if found is None:
        raise NoSuchKindError(key)
    return found


def _kind(row: dict[str, Any]) -> Kind:
    tacit, length = row.get("tacit"), row["length"]
    return Kind(
        key=row["key"],
        names=row["names"],
        trigger=row["trigger"]["key"],
        trigger_names=row["trigger"]["names"],
        length=LengthFrom(**{name: key for name, key in length.items() if name != "given"}),
        extension_most=row.get("extension_most", ""),
        suspendable=row.get("suspendable", True) and row.get("direction") != "before",
        sensitive=row.get("sensitive", False),
        counted=Whose(row["counted"]),
        ending_days=Whose(row["ending_days"]),
        ending=Ending(row["ending"]),
        direction=Direction(row.get("direction", "after")),
        trigger_day_counts=row.get("trigger_day_counts", False),
        least_working_days=row.get("least_working_days", False),
        zone=Whose(row["zone"]),
        tacit=Tacit(tacit["key"], tacit["names"], tacit.get("parameter", "")) if tacit else None,
        levels=tuple(
            Level(one["key"], one["before"], Unit(one["unit"]), tuple(one["tell"]))
            for one in row["levels"]
        ),
    )
