"""Why a clock is suspended, extended or shortened: a closed set, to be read in any language."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The ground of a change of a clock; wording.py has the words."""

    DOCUMENTS_AWAITED = "documents_awaited"
    INTERVIEW_AWAITED = "interview_awaited"
    APPEAL_PENDING = "appeal_pending"
    ASYLUM_PENDING = "protection_pending"
    HEALTH = "health"
    FAMILY_OR_SCHOOL = "family_or_school"
    OFFICE_CLOSED = "office_closed"
    FORCE_MAJEURE = "force_majeure"
    COURT_ORDER = "court_order"
    PARTIES_AGREED = "parties_agreed"
    COMPLEX_CASE = "complex_case"
    LACK_OF_COOPERATION = "lack_of_cooperation"
    RISK_OF_ABSCONDING = "risk_of_absconding"
    MISTAKE_CORRECTED = "mistake_corrected"
