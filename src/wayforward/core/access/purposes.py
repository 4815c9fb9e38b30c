"""What data about persons may be looked at for. Pure; a purpose is stated before a row is seen."""

from __future__ import annotations

from enum import StrEnum

from wayforward.core.access.data_classes import DataClass


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
# A role that may act for one of these has the permission to read sensitive rows, and no other has.
SENSITIVE_FOR = frozenset({Purpose.SAFEGUARD, Purpose.DATA_PROTECTION})


def opens(data_class: DataClass, purpose: Purpose, reason: str) -> bool:
    """Whether rows of a class are open to whoever acts for a purpose; the walls say the same."""
    if data_class is DataClass.SENSITIVE:
        return purpose in SENSITIVE_FOR and bool(reason.strip())
    return data_class is not DataClass.PERSON or purpose in ABOUT_PERSONS
