"""Who may take which step, written down a second time: a table is changed in both places."""

from wayforward.core.access.rules import Role
from wayforward.testing.workflows import expect

WRITERS = (
    Role.RETURN_CASE_OFFICER,
    Role.CONSULAR_OFFICER,
    Role.REINTEGRATION_COUNSELLOR,
    Role.SECRETARIAT,
    Role.DATA_PROTECTION_OFFICER,
)
ISSUERS = (*WRITERS, Role.HEAD_OF_DELEGATION)
REVIEW = {
    "write": expect("", "draft", *WRITERS),
    "issue": expect("draft", "issued", *ISSUERS),
    "withdraw": expect("draft issued", "withdrawn", *ISSUERS),
}
