"""Segregation of duties: which roles one person may not combine, and what each is for. Pure.

The rules themselves are data (data/duties.yaml, read by duties.py); the database refuses an account
with roles that are never together as well (sql/duties.sql). Steps are kept apart by the workflow
that they belong to (core/workflow).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role


@dataclass(frozen=True, slots=True)
class Place:
    """Where a role belongs; without party kinds it is held at the desk, for no party."""

    party_kinds: frozenset[str]
    purposes: tuple[Purpose, ...] = ()  # what it looks at persons for, the usual one first


@dataclass(frozen=True, slots=True)
class Apart:
    """Two roles no one person holds, and why."""

    two: frozenset[str]
    reason: str
    citation: str
    verified: bool


@dataclass(frozen=True, slots=True)
class StepsApart:
    """Steps of a workflow of which one person takes only one on the same thing, and why.

    `reason` is a sentence in each language of readers.
    """

    steps: frozenset[str]
    reason: Mapping[str, str]
    citation: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Duties:
    """All rules on who may hold what and act for what."""

    places: Mapping[Role, Place]
    never_together: tuple[Apart, ...]
    by_two_people: Mapping[str, tuple[StepsApart, ...]]  # by workflow


class RolesNotTogetherError(ValueError):
    """The roles wanted include two that one person may not hold; `apart` says why."""

    def __init__(self, apart: Apart) -> None:
        """Keeps the rule for a screen."""
        first, second = sorted(apart.two)
        super().__init__(
            f"One person may not be {first} and {second}: {apart.reason} ({apart.citation})"
        )
        self.apart = apart


class RoleNotForPartyError(ValueError):
    """The role is not one that somebody of this party holds."""


class PurposeNotForRoleError(PermissionError):
    """None of the roles held looks at data for this purpose."""


def check_roles(duties: Duties, roles: Collection[Role], party_kind: str | None) -> None:
    """Nothing, or RoleNotForPartyError or RolesNotTogetherError.

    `party_kind` is None for accounts of the editorial desk and of the operator.
    """
    for role in sorted(roles):
        _check_place(role, duties.places[role], party_kind)
    for apart in duties.never_together:
        if apart.two <= set(roles):
            raise RolesNotTogetherError(apart)


def _check_place(role: Role, place: Place, party_kind: str | None) -> None:
    if party_kind is None and place.party_kinds:
        kinds = ", ".join(sorted(place.party_kinds))
        raise RoleNotForPartyError(f"A {role} acts for a party: name one that is {kinds}.")
    if party_kind is not None and place.party_kinds and party_kind not in place.party_kinds:
        kinds = ", ".join(sorted(place.party_kinds))
        raise RoleNotForPartyError(
            f"A party that is {party_kind} has no {role}; that role is for {kinds}."
        )


def purposes_of(duties: Duties, roles: Collection[Role]) -> tuple[Purpose, ...]:
    """What somebody in these roles may look at data about persons for, the usual one first."""
    found = (purpose for role in sorted(roles) for purpose in duties.places[role].purposes)
    return tuple(dict.fromkeys(found))


def check_purpose(duties: Duties, roles: Collection[Role], purpose: Purpose) -> None:
    """Nothing, or PurposeNotForRoleError. Administration tells nothing of persons: open to all."""
    if purpose != Purpose.ADMINISTRATION and purpose not in purposes_of(duties, roles):
        allowed = ", ".join(role for role, at in duties.places.items() if purpose in at.purposes)
        raise PurposeNotForRoleError(
            f"The purpose {purpose} needs the role {allowed or 'of the product itself'}."
        )
