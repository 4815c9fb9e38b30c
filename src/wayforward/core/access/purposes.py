"""What data about persons may be looked at for. Pure; a purpose is stated before a row is seen."""

from __future__ import annotations

from enum import StrEnum

from wayforward.core.access.rules import Role


class Purpose(StrEnum):
    """Why somebody acts. The log keeps it with what was done."""

    ADMINISTRATION = "administration"  # parties, accounts, contact points; no data about persons
    RETURN_CASE = "return_case"
    IDENTIFICATION = "identification"  # is this a national, is this the same person
    SAFEGUARD = "safeguard"  # protection, health, children, trafficking holds
    JOURNEY = "journey"
    OVERSIGHT = "oversight"  # monitoring, complaints
    REINTEGRATION = "reintegration"
    DATA_PROTECTION = "data_protection"  # access, correction and erasure asked for by the person
    AUDIT = "audit"
    ENFORCEMENT = "enforcement"
    SWEEP = "sweep"  # what the product does by itself when a time comes


ABOUT_PERSONS = frozenset(Purpose) - {Purpose.ADMINISTRATION, Purpose.ENFORCEMENT}
SENSITIVE_FOR = frozenset({Purpose.SAFEGUARD, Purpose.DATA_PROTECTION, Purpose.OVERSIGHT})

_CASEWORK = frozenset({Purpose.RETURN_CASE, Purpose.IDENTIFICATION, Purpose.JOURNEY})
_OPEN_TO: dict[Role, frozenset[Purpose]] = {
    Role.RETURN_CASE_OFFICER: _CASEWORK | {Purpose.REINTEGRATION},
    Role.CONSULAR_OFFICER: _CASEWORK,
    Role.FLIGHT_COORDINATOR: frozenset({Purpose.JOURNEY}),
    Role.SAFEGUARD_ASSESSOR: frozenset({Purpose.SAFEGUARD, Purpose.RETURN_CASE}),
    Role.MONITOR: frozenset({Purpose.OVERSIGHT}),
    Role.REINTEGRATION_COUNSELLOR: frozenset({Purpose.REINTEGRATION, Purpose.RETURN_CASE}),
    Role.SERVICE_PROVIDER: frozenset({Purpose.REINTEGRATION}),
    Role.IDENTITY_ADJUDICATOR: frozenset({Purpose.IDENTIFICATION}),
    Role.LIAISON_OFFICER: frozenset({Purpose.ENFORCEMENT}),
    Role.DATA_PROTECTION_OFFICER: frozenset({Purpose.DATA_PROTECTION, Purpose.AUDIT}),
    Role.AUDITOR: frozenset({Purpose.AUDIT}),
}


def open_to(role: Role) -> frozenset[Purpose]:
    """What somebody in this role may act for. Sweeps are the product's own: nobody states them."""
    return _OPEN_TO.get(role, frozenset()) | {Purpose.ADMINISTRATION}
