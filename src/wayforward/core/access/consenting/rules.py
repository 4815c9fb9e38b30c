"""When consent covers a disclosure: purpose, recipient and every group of fields. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class GivenBy(StrEnum):
    """Whose consent it is."""

    PERSON = "person"
    GUARDIAN = "guardian"  # of a child
    REPRESENTATIVE = "representative"  # appointed by law or by the person


class Proof(StrEnum):
    """What shows that it was given."""

    DOCUMENT = "document"  # a signed form, by its reference
    RECORDING = "recording"  # by its reference
    WITNESS = "witness"  # who was there and does not work on the case


@dataclass(frozen=True, slots=True)
class Agreed:
    """One consent as the rules see it."""

    number: int
    recipient: int
    purpose: str
    groups: frozenset[str]
    given_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None = None

    def alive(self, at: datetime) -> bool:
        """Whether it holds at a moment: given, not over, not withdrawn."""
        over = self.expires_at if self.withdrawn_at is None else self.withdrawn_at
        return self.given_at <= at < min(over, self.expires_at)


@dataclass(frozen=True, slots=True)
class Cover:
    """Which consents a disclosure rests on, and the groups nobody agreed to."""

    consents: tuple[int, ...]
    missing: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether every group is covered."""
        return not self.missing


def cover(
    agreed: Iterable[Agreed], *, recipient: int, purpose: str, groups: Iterable[str], at: datetime
) -> Cover:
    """The consents that cover these groups of fields; the newest one for each.

    Consent is read narrowly: to this very recipient, for this very purpose, of this very group.
    """
    alive = sorted(
        (
            one
            for one in agreed
            if one.recipient == recipient and one.purpose == purpose and one.alive(at)
        ),
        key=lambda one: (one.given_at, one.number),
        reverse=True,
    )
    used: set[int] = set()
    missing = []
    for group in sorted(set(groups)):
        found = next((one.number for one in alive if group in one.groups), None)
        if found is None:
            missing.append(group)
        else:
            used.add(found)
    return Cover(tuple(sorted(used)), tuple(missing))
