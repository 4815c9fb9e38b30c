"""Language twins of one document that say different things: one changed and the other did not
follow, or a number people act on stands in one and not in the other. `queries.drifting` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from wayforward.information.sources.changes import rules
from wayforward.information.sources.changes.models import ActedOn, SourceChange
from wayforward.information.sources.models import Source


@dataclass(frozen=True, slots=True)
class Twin:
    """One language version: its changes that matter, oldest first, and the values it names."""

    source: Source
    changes: tuple[SourceChange, ...]
    values: tuple[ActedOn, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """Two twins apart. `ahead` is the one that changed, where one did and the other did not follow
    (`unfollowed` is its first such change); else the one whose text is newer.
    """

    ahead: Source
    behind: Source
    unfollowed: SourceChange | None
    only_ahead: tuple[ActedOn, ...]
    only_behind: tuple[ActedOn, ...]

    @property
    def differing(self) -> int:
        """How many values stand in one only."""
        return len(self.only_ahead) + len(self.only_behind)


def drifts_among(twins: Sequence[Twin], now: datetime) -> list[Drift]:
    """Every pair of these language versions that is apart."""
    found = (_drift(one, other, now) for one, other in combinations(twins, 2))
    return [drift for drift in found if drift is not None]


def _drift(one: Twin, other: Twin, now: datetime) -> Drift | None:
    ahead, behind = one, other
    unfollowed = _unfollowed(one, other, now)
    if unfollowed is None:
        unfollowed = _unfollowed(other, one, now)
        if unfollowed is not None or _is_newer(other.source, one.source):
            ahead, behind = other, one
    only_ahead, only_behind = _only_in(ahead, behind), _only_in(behind, ahead)
    if unfollowed is None and not only_ahead and not only_behind:
        return None
    return Drift(ahead.source, behind.source, unfollowed, only_ahead, only_behind)


def _unfollowed(changed: Twin, still: Twin, now: datetime) -> SourceChange | None:
    """The first change the other did not follow, where we looked at it late enough to know."""
    followed = [change.at for change in still.changes]
    looked = still.source.checked_at
    for change in changed.changes:
        until = change.at + rules.FOLLOW_WITHIN
        late_enough = until <= now and looked is not None and looked >= until
        if late_enough and not any(at >= change.at - rules.FOLLOW_WITHIN for at in followed):
            return change
    return None


def _only_in(some: Twin, others: Twin) -> tuple[ActedOn, ...]:
    """Values of `some` that the other does not name, each once, in the order of the page."""
    there = {(value.kind, value.value) for value in others.values}
    mine = _each_once(some.values)
    return tuple(value for value in mine if (value.kind, value.value) not in there)


def _each_once(values: Iterable[ActedOn]) -> Iterable[ActedOn]:
    return {(value.kind, value.value): value for value in reversed(list(values))}.values()


def _is_newer(one: Source, other: Source) -> bool:
    return one.changed_at is not None and (
        other.changed_at is None or one.changed_at > other.changed_at
    )
